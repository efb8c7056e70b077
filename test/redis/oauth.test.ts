import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  createPlatform,
  delay,
  FAULTS,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { type Listening, listen } from '../support/listen.js'
import { person } from '../support/person.js'
import { type RedisServer, startRedis } from '../support/redis.js'
import {
  ALL_CALLERS,
  answered,
  CALLERS,
  CALLERS_OF_OTHERS,
  LATENCY,
  problems,
  type Service,
  startService,
  type Worker,
} from '../support/workers.js'

/** One callback that comes to every process of a service, over one Redis. */
const EXCHANGE = '/sns/oauth2/access_token'

let redis: RedisServer
let service: Service
beforeAll(async () => {
  redis = await startRedis()
  service = await startService(redis.socket)
})
afterAll(async () => {
  await service.stop()
  await redis.stop()
})

let platform: SimulatedPlatform
let server: Listening
/** Who has sent a code to the platform. */
let senders: number[]
beforeEach(async () => {
  redis.command('flushall')
  senders = []
  platform = createPlatform()
  platform.latency = LATENCY
  server = await listen(
    request => {
      senders.push(Number(request.headers.get('x-process')))
      return platform.handler(request)
    },
    () => {},
  )
})
afterEach(() => server.close())

const exchange =
  (code: string, state = 'abc') =>
  (worker: Worker) =>
    worker.call({
      kind: 'oauth',
      options: { ...SIMULATED_ACCOUNT, hosts: [server.origin] },
      method: 'token',
      args: [code, { state }],
    })

it('a code is exchanged once, and all callers get the user', async () => {
  const code = platform.authorize({ user: person('o-1') })
  const called = await Promise.all(service.workers.map(exchange(code)))
  expect(problems(called)).toEqual({})
  const given = answered(called).map(({ value }) => JSON.stringify(value))
  expect(given).toHaveLength(ALL_CALLERS)
  expect(new Set(given).size).toBe(1)
  expect(JSON.parse(given[0] as string)).toMatchObject({ openid: 'o-1' })
  expect(senders).toHaveLength(1)
})

it('a code that may have been used is sent once, and all callers get REAUTHORIZE', async () => {
  platform.fail(EXCHANGE, FAULTS.spent)
  const called = await Promise.all(service.workers.map(exchange(platform.authorize())))
  expect(problems(called)).toEqual({ REAUTHORIZE: ALL_CALLERS })
  expect(senders).toHaveLength(1)
})

it('if the process that exchanges a code is killed, no other process sends the code again', async () => {
  platform.fail(EXCHANGE, delay(60_000))
  const calls = service.workers.map(exchange(platform.authorize()))
  while (senders.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
  const victim = service.workers.find(({ pid }) => pid === senders[0]) as Worker
  victim.signal('SIGKILL')
  // Longer than an exchange takes: for Redis, by whose clock the mark's age is told.
  const keys = redis.command('keys', '*:code:*').split('\n')
  for (const key of keys) redis.command('pexpire', key, String(Number(redis.command('pttl', key)) - 10_000))
  const settled = await Promise.allSettled(calls)
  const others = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  expect(problems(others)).toEqual({ REAUTHORIZE: CALLERS_OF_OTHERS })
  expect(senders).toHaveLength(1)
  service.replace(victim)
})

it('a state is valid for one code only, in all processes', async () => {
  const [first, second] = service.workers as [Worker, Worker]
  expect(problems([await exchange(platform.authorize(), 'mine')(first)])).toEqual({})
  expect(problems([await exchange(platform.authorize(), 'mine')(second)])).toEqual({ REAUTHORIZE: CALLERS })
  expect(senders).toHaveLength(1)
})

it('users can log in while Redis is down', async () => {
  await redis.kill()
  try {
    const called = await exchange(platform.authorize({ user: person('o-2') }))(service.workers[0] as Worker)
    expect(answered([called])).toHaveLength(CALLERS)
    expect(called.events).toContainEqual({ type: 'store-failure', code: 'STORE_UNAVAILABLE' })
    expect(senders).toHaveLength(1)
  } finally {
    await redis.start()
  }
})
