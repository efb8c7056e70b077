import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { ROOT } from '../support/built.js'
import { type Listening, listen } from '../support/listen.js'
import { TICKET_PATH, TOKEN_PATH } from '../support/platform-fixture.js'
import { type RedisServer, startRedis } from '../support/redis.js'

let platform: SimulatedPlatform
let wechat: Listening
let redis: RedisServer
let running: Served[]

interface Served {
  readonly process: ChildProcess
  readonly log: Record<string, unknown>[]
  sign(): Promise<number>
}

beforeEach(async () => {
  platform = createPlatform()
  wechat = await listen(request => platform.handler(request))
  redis = await startRedis()
  running = []
})

afterEach(async () => {
  for (const { process } of running) process.kill('SIGKILL')
  await wechat.close()
  await redis.stop()
})

async function serve(): Promise<Served> {
  const child = spawn(process.execPath, ['dist/command/index.js', 'serve'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      WX_APP_ID: SIMULATED_ACCOUNT.appId,
      WX_APP_SECRET: SIMULATED_ACCOUNT.secret,
      WX_ALLOW: 'https://www.example.com',
      WX_PLATFORM: wechat.origin,
      REDIS_URL: redis.socket,
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const log: Record<string, unknown>[] = []
  createInterface({ input: child.stdout }).on('line', line => log.push(JSON.parse(line)))
  const origin = await vi.waitFor(() => {
    const found = log.find(({ event }) => event === 'ready')
    expect(found, JSON.stringify(log)).toBeDefined()
    return log.find(({ event }) => event === 'listening')?.origin as string
  })
  const served = {
    process: child,
    log,
    sign: async () => (await fetch(`${origin}/wx/signature?url=https://www.example.com/`)).status,
  }
  running.push(served)
  return served
}

const asked = () => [platform.requests[TOKEN_PATH], platform.requests[TICKET_PATH]]

it('keeps token and ticket for the next process, also after it was killed', async () => {
  const first = await serve()
  expect(await first.sign()).toBe(200)
  first.process.kill('SIGKILL')
  await once(first.process, 'exit')
  const [second, third] = [await serve(), await serve()]
  expect([await second.sign(), await third.sign()]).toEqual([200, 200])
  expect(asked()).toEqual([1, 1])
})

it('signs on while Redis is down, and ends when it is told to', async () => {
  const { process, sign, log } = await serve()
  await redis.kill()
  expect(await sign()).toBe(200)
  await vi.waitFor(() => expect(log).toContainEqual(expect.objectContaining({ event: 'redis-error' })))
  process.kill('SIGTERM')
  const [code] = await once(process, 'exit')
  expect(code).toBe(0)
  expect(log.at(-1)).toMatchObject({ event: 'stopped' })
})
