import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { memoryStore, type Store } from '../../src/server/index.js'
import { createPlatform, FAULTS, type SimulatedPlatform } from '../../src/simulator/platform.js'
import { type Listening, listen } from '../support/listen.js'
import type { FromChild, Outcome, ToChild } from '../support/oauth-child.js'
import { person } from '../support/person.js'

/** Eight processes of one site, with one store: the same callback comes to all of them. */
const PROCESSES = 8
const CALLERS = 6

const EXCHANGE = '/sns/oauth2/access_token'

// Processes have to be started, and the machine may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let folder: string
let children: ChildProcess[] = []
let store: Store
let platform: SimulatedPlatform
let server: Listening

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wx-ready-'))
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: fileURLToPath(new URL('../support/oauth-child.ts', import.meta.url)),
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'child.mjs' } },
    },
  })
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

beforeEach(async () => {
  // The store's clock is this one.
  vi.useFakeTimers({ toFake: ['Date'] })
  store = memoryStore()
  platform = createPlatform()
  server = await listen(platform.handler, () => {})
  const alive = children.filter(({ connected }) => connected)
  const born = Array.from({ length: PROCESSES - alive.length }, startChild)
  children = [...alive, ...(await Promise.all(born))]
})
afterEach(async () => {
  vi.useRealTimers()
  await server.close()
})

async function startChild(): Promise<ChildProcess> {
  const child = fork(join(folder, 'child.mjs'))
  child.on('message', async (message: FromChild) => {
    if (message.type !== 'store') return
    const work = store[message.method] as (...values: unknown[]) => Promise<unknown>
    const result = await work(...message.values)
    if (child.connected) tell(child, { type: 'stored', id: message.id, result })
  })
  await once(child, 'message')
  return child
}

function tell(child: ChildProcess, message: ToChild): void {
  // One that was killed hears nothing.
  child.send(message, () => {})
}

/** @returns what each caller in this process was given; nothing, where it died */
function exchangeIn(child: ChildProcess, code: string): Promise<Outcome[]> {
  const done = new Promise<Outcome[]>(resolve => {
    child.on('message', (message: FromChild) => {
      if (message.type === 'exchanged') resolve(message.outcomes)
    })
    child.once('exit', () => resolve([]))
  })
  tell(child, { type: 'exchange', code, callers: CALLERS, origin: server.origin })
  return done
}

const exchangeEverywhere = async (code: string) =>
  (await Promise.all(children.map(child => exchangeIn(child, code)))).flat()
const exchanges = () => platform.requests[EXCHANGE] ?? 0

it('a code is exchanged once, and everybody is given the user', async () => {
  const code = platform.authorize({ user: person('o-1') })
  const outcomes = await exchangeEverywhere(code)
  expect(outcomes).toHaveLength(PROCESSES * CALLERS)
  expect(new Set(outcomes.map(outcome => JSON.stringify(outcome))).size).toBe(1)
  expect(outcomes[0]).toMatchObject({ openid: 'o-1' })
  expect(exchanges()).toBe(1)
})

it('a code that may have been spent is sent once, and everybody is told why', async () => {
  platform.fail(EXCHANGE, FAULTS.spent)
  const outcomes = await exchangeEverywhere(platform.authorize({ user: person('o-1') }))
  expect(outcomes).toEqual(Array(PROCESSES * CALLERS).fill({ code: 'REAUTHORIZE', errcode: -1 }))
  expect(exchanges()).toBe(1)
})

it('where the process that exchanges it is killed, nobody sends the code again', async () => {
  const code = platform.authorize({ user: person('o-1') })
  platform.fail(EXCHANGE, FAULTS.silence)
  const [winner, ...others] = children as [ChildProcess, ...ChildProcess[]]
  const won = exchangeIn(winner, code)
  await vi.waitFor(() => expect(exchanges()).toBe(1))
  const waiting = others.map(child => exchangeIn(child, code))
  winner.kill('SIGKILL')
  expect(await won).toEqual([])
  vi.setSystemTime(Date.now() + 10_000)
  const outcomes = (await Promise.all(waiting)).flat()
  expect(outcomes).toEqual(Array((PROCESSES - 1) * CALLERS).fill({ code: 'REAUTHORIZE', errcode: null }))
  expect(exchanges()).toBe(1)
})
