import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPlatform, type SimulatedPlatform } from '../../src/simulator/platform.js'
import { type Listening, listen } from '../support/listen.js'
import { type RedisServer, startRedis } from '../support/redis.js'
import {
  answered,
  type Called,
  LATENCY,
  PROCESSES,
  problems,
  type Service,
  startService,
  type Worker,
} from '../support/workers.js'

/** The account of a service of many processes, over one Redis. */
const TOKEN = '/cgi-bin/stable_token'
const TICKET = '/cgi-bin/ticket/getticket'
/** Two small cores may take their time over 800 requests at once. */
const PATIENT = { timeout: 30_000 }
const PAGE = 'https://www.example.com/'

let redis: RedisServer
let service: Service
let workers: readonly Worker[]
beforeAll(async () => {
  redis = await startRedis()
  service = startService(redis.socket)
  workers = service.workers
})
afterAll(async () => {
  await service.stop()
  await redis.stop()
})

let count = 0
let appId: string
let options: { appId: string; secret: string; hosts: string[] }
let platform: SimulatedPlatform
let server: Listening
/** Each request to the platform, and which process made it. */
let log: { path: string; pid: number }[]
let latency: number
beforeEach(async () => {
  count += 1
  appId = `wx${count}`
  latency = LATENCY
  log = []
  platform = createPlatform({ accounts: [{ appId, secret: 's3cret' }] })
  server = await listen(async request => {
    log.push({ path: new URL(request.url).pathname, pid: Number(request.headers.get('x-process')) })
    await new Promise(resolve => setTimeout(resolve, latency))
    return platform.handler(request)
  })
  options = { appId, secret: 's3cret', hosts: [server.origin] }
})
afterEach(() => server.close())

const asked = () => [TOKEN, TICKET].map(path => log.filter(one => one.path === path).length)
const callers = (method: string, ...args: unknown[]) =>
  workers.map(worker => worker.call({ kind: 'account', options, method, args }))
const everybody = (method: string, ...args: unknown[]) => Promise.all(callers(method, ...args))
const values = (called: Called[]) => new Set(answered(called).map(({ value }) => value))
const eventsOf = (called: Called[]) => called.flatMap(({ events }) => events)
/** The store's key, as somebody with `redis-cli` sees it. */
const stored = (name: string) => redis.command('get', `wx-ready:{${appId}}:${name}`)

/** Time goes by for Redis, the processes and the platform. */
async function later(ms: number): Promise<void> {
  for (const key of redis.command('keys', `wx-ready:{${appId}}:*`).split('\n').filter(Boolean)) {
    redis.command('pexpire', key, String(Number(redis.command('pttl', key)) - ms))
  }
  await Promise.all(workers.map(worker => worker.advance(ms)))
  platform.advance(ms)
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise(resolve => setTimeout(resolve, 5))
}

describe('400 callers in 8 processes', () => {
  it('cold, ask for one token and one ticket', async () => {
    const called = await everybody('signature', PAGE)
    expect(answered(called)).toHaveLength(400)
    expect(asked()).toEqual([1, 1])
    // And all of them have the same.
    expect(values(await everybody('ticket', 'jsapi')).size).toBe(1)
    expect(values(await everybody('accessToken')).size).toBe(1)
    expect(asked()).toEqual([1, 1])
  })

  it('whose token has died, ask for one more', async () => {
    await everybody('accessToken')
    platform.killToken()
    const called = await everybody('request', '/cgi-bin/getcallbackip', PATIENT)
    expect(problems(called)).toEqual({})
    expect(answered(called)).toHaveLength(400)
    expect(asked()[0]).toBe(2)
    expect(eventsOf(called).filter(({ type }) => type === 'refreshed')).toHaveLength(1)
  })

  it('whose ticket has died, ask for one more, however many pages say so', async () => {
    const [dead] = values(await everybody('ticket', 'jsapi'))
    platform.killTicket()
    expect(answered(await everybody('signature', PAGE, { refused: true }))).toHaveLength(400)
    const now = values(await everybody('ticket', 'jsapi'))
    expect(now.size).toBe(1)
    expect(now.has(dead)).toBe(false)
    expect(asked()).toEqual([1, 2])
    // And within 30 s no other one, in no process.
    await everybody('signature', PAGE, { refused: true })
    expect(asked()).toEqual([1, 2])
    await later(31_000)
    await everybody('signature', PAGE, { refused: true })
    expect(asked()).toEqual([1, 3])
  })

  it('are answered though the one that asks is killed in the middle of it', async () => {
    latency = 1000
    const calls = callers('signature', PAGE)
    await until(() => log.length > 0)
    const victim = workers.find(({ pid }) => pid === log[0]?.pid) as Worker
    victim.signal('SIGKILL')
    const settled = await Promise.allSettled(calls)
    const survivors = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    expect(settled.map(({ status }) => status).indexOf('rejected')).toBe(workers.indexOf(victim))
    expect(answered(survivors)).toHaveLength(350)
    expect(asked()).toEqual([2, 1])
    service.replace(victim)
  })

  it('ask once of a platform that takes longer than the lock is leased', async () => {
    // On two hosts, one after the other: 3 s of silence, and then 2.5 s.
    const silent = await listen(() => new Promise<never>(() => {}))
    options.hosts.unshift(silent.origin)
    latency = 2500
    const called = await everybody('accessToken')
    expect(answered(called)).toHaveLength(400)
    expect(asked()[0]).toBe(1)
    await silent.close()
  })

  it('take nothing from one that has outlived its lease', async () => {
    // It stands still while it waits, finds its first try late, and asks a second time.
    options.hosts.push(server.origin)
    latency = 1500
    const calls = callers('accessToken')
    await until(() => log.length > 0)
    const sleeper = workers.find(({ pid }) => pid === log[0]?.pid) as Worker
    sleeper.signal('SIGSTOP')
    await until(() => log.length > 1)
    await until(() => redis.command('exists', `wx-ready:{${appId}}:access_token`) === '1')
    const committed = stored('access_token')
    // What the sleeper gets is another one, as a token that was forced in the meantime.
    platform.killToken()
    sleeper.signal('SIGCONT')
    const called = await Promise.all(calls)
    expect(answered(called)).toHaveLength(400)
    expect(log.map(({ pid }) => pid === sleeper.pid)).toEqual([true, false, true])
    expect(stored('access_token')).toBe(committed)
    expect([...values(called)]).toEqual([JSON.parse(committed).value])
  })

  it('are answered while Redis is away, and ask once when it is back with nothing', async () => {
    await everybody('signature', PAGE)
    await redis.kill()
    try {
      expect(answered(await everybody('signature', PAGE))).toHaveLength(400)
      // What is in memory is to be looked at again, and cannot be.
      await Promise.all(workers.map(worker => worker.advance(61_000)))
      expect(answered(await everybody('signature', PAGE))).toHaveLength(400)
      expect(asked()).toEqual([1, 1])
    } finally {
      await redis.start()
    }
    // A store that failed is left alone for a while.
    await Promise.all(workers.map(worker => worker.advance(61_000)))
    await until(() => redis.command('client', 'list').split('\n').length >= PROCESSES)
    expect(answered(await everybody('signature', PAGE))).toHaveLength(400)
    await until(() => redis.command('keys', `wx-ready:{${appId}}:*_t*`).split('\n').length >= 2)
    await new Promise(resolve => setTimeout(resolve, 500))
    expect(answered(await everybody('signature', PAGE))).toHaveLength(400)
    expect(asked()).toEqual([2, 2])
  })

  it('that begin while Redis is away ask once in each process', async () => {
    await redis.kill()
    try {
      expect(answered(await everybody('signature', PAGE))).toHaveLength(400)
      expect(answered(await everybody('signature', PAGE))).toHaveLength(400)
      expect(asked()).toEqual([PROCESSES, PROCESSES])
    } finally {
      await redis.start()
    }
  })

  it('of which some have a clock that is off by 10 minutes, ask once', async () => {
    const [fast, slow] = workers
    await fast?.advance(600_000)
    await slow?.advance(-600_000)
    expect(answered(await everybody('signature', PAGE))).toHaveLength(400)
    expect(asked()).toEqual([1, 1])
    // The wrong ones look at the store again, and see the age of what is there.
    await later(61_000)
    expect(answered(await everybody('signature', PAGE))).toHaveLength(400)
    expect(asked()).toEqual([1, 1])
    await later(301_000)
    await everybody('signature', PAGE)
    await until(() => asked()[1] === 2)
    await new Promise(resolve => setTimeout(resolve, 500))
    await everybody('signature', PAGE)
    expect(asked()).toEqual([1, 2])
  })

  it('with a rival that kills their token again and again, replace it every 30 s at most, and say so', async () => {
    const told: Called['events'] = []
    await everybody('signature', PAGE)
    for (let i = 0; i < 3; i += 1) {
      await later(31_000)
      for (let j = 0; j < 2; j += 1) {
        platform.killToken()
        const called = await everybody('request', '/cgi-bin/getcallbackip', PATIENT)
        told.push(...eventsOf(called))
        // The second time within 30 s it is told to each of them.
        expect(problems(called)).toEqual(j === 0 ? {} : { TOKEN_REFUSED: 400 })
      }
      // Pages need no token.
      expect(answered(await everybody('signature', PAGE))).toHaveLength(400)
      expect(asked()[0]).toBe(2 + i)
    }
    expect(told.filter(({ type }) => type === 'token-conflict')).toEqual([
      { type: 'token-conflict', refusals: 3, hint: expect.stringContaining('Another service') },
    ])
  })
})

it('keeps neither the secret nor its hash in Redis, and nothing without an end', async () => {
  await everybody('signature', PAGE)
  const { createHash } = await import('node:crypto')
  const keys = redis.command('keys', '*').split('\n')
  expect(keys.length).toBeGreaterThan(1)
  const all = keys.map(key => `${key}=${redis.command('get', key)}`).join('\n')
  for (const algorithm of ['md5', 'sha1', 'sha256']) {
    expect(all).not.toContain(createHash(algorithm).update('s3cret').digest('hex'))
  }
  expect(all).not.toContain('s3cret')
  for (const key of keys) {
    expect(key).toMatch(/^wx-ready:\{wx\d+\}:\w+(:\w+)?$/)
    expect(Number(redis.command('pttl', key))).toBeGreaterThan(0)
  }
})
