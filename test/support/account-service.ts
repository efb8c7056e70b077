import { afterAll, afterEach, beforeAll, beforeEach, it } from 'vitest'
import { createPlatform, type SimulatedPlatform } from '../../src/simulator/platform/index.js'
import { type Listening, listen } from './listen.js'
import { type RedisServer, startRedis } from './redis.js'
import { unlessStalled, watchOwnStalls } from './stalls.js'
import { type Called, LATENCY, type Service, startService } from './workers.js'

const TOKEN = '/cgi-bin/stable_token'
const TICKET = '/cgi-bin/ticket/getticket'

/** A service of many processes over one Redis, and for each test an account on a platform of its own. */
export interface AccountService {
  readonly redis: RedisServer
  readonly service: Service
  readonly appId: string
  readonly platform: SimulatedPlatform
  /** Where the platform is. */
  readonly origin: string
  /** What the accounts of the processes are made with. */
  readonly options: { appId: string; secret: string; hosts: string[]; timeouts: object }
  /** Each request to the platform, and which process made it. */
  readonly log: readonly { path: string; pid: number }[]
  /** Of the platform, in ms. */
  latency: number
  /** How often the platform was asked for a token and for a ticket. */
  asked(): [number, number]
  /** A test that counts requests or measures waits. It starts anew if a process was starved meanwhile. */
  it(name: string, test: () => Promise<void>): void
  /** The callers in each process, process by process, or all together. */
  callers(method: string, ...args: unknown[]): Promise<Called>[]
  everybody(method: string, ...args: unknown[]): Promise<Called[]>
  /** What the store has, as somebody with `redis-cli` sees it. */
  stored(name: string): string
  /** Time goes by, in ms: for Redis, the processes and the platform. */
  later(ms: number): Promise<void>
}

/** A process that does not run for this long may lose its lease, and another one asks WeChat, too. In ms. */
const STARVED = 1000

/** No busy machine reaches them: what counts is who is answered, and by how many requests. */
const UNHURRIED = { call: 240_000, request: 120_000 }

export function setUpAccountService(timeouts: object = UNHURRIED): AccountService {
  let redis: RedisServer
  let service: Service
  beforeAll(async () => {
    redis = await startRedis()
    service = await startService(redis.socket)
    Object.assign(world, { redis, service })
  })
  afterAll(async () => {
    await service.stop()
    await redis.stop()
  })

  let count = 0
  let server: Listening
  const begin = async () => {
    count += 1
    const account = { appId: `wx${count}`, secret: 's3cret' }
    const platform = createPlatform({ accounts: [account] })
    const log: { path: string; pid: number }[] = []
    server = await listen(async request => {
      log.push({ path: new URL(request.url).pathname, pid: Number(request.headers.get('x-process')) })
      await new Promise(resolve => setTimeout(resolve, world.latency))
      return platform.handler(request)
    })
    const { origin } = server
    const options = { ...account, hosts: [origin], timeouts }
    Object.assign(world, { appId: account.appId, platform, origin, options, log, latency: LATENCY })
  }
  beforeEach(begin)
  afterEach(() => server.close())

  /** Also of this process, which is the platform. In ms. */
  const own = watchOwnStalls()
  const longestStall = async () =>
    Math.max(await own(), ...(await Promise.all(service.workers.map(worker => worker.stall()))))

  const world = {
    it(name, test) {
      it(name, async () => {
        const renew = async () => {
          await server.close()
          await begin()
        }
        await unlessStalled(test, { stalled: STARVED, longestStall, renew })
      })
    },
    asked: () => [TOKEN, TICKET].map(path => world.log.filter(one => one.path === path).length),
    callers: (method, ...args) =>
      service.workers.map(worker => worker.call({ kind: 'account', options: world.options, method, args })),
    everybody: (method, ...args) => Promise.all(world.callers(method, ...args)),
    stored: name => redis.command('get', `wx-ready:{${world.appId}}:${name}`),
    async later(ms) {
      for (const key of redis.command('keys', `wx-ready:{${world.appId}}:*`).split('\n').filter(Boolean)) {
        redis.command('pexpire', key, String(Number(redis.command('pttl', key)) - ms))
      }
      await Promise.all(service.workers.map(worker => worker.advance(ms)))
      world.platform.advance(ms)
    },
  } as AccountService
  return world
}

/** Two small cores may take their time over 800 requests at once. */
export const PATIENT: { timeout: number } = { timeout: 240_000 }

export async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise(resolve => setTimeout(resolve, 5))
}
