import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type AccountEvent, createAccount, createOAuth, redisStore } from '../../src/server/index.js'
import { createPlatform, SIMULATED_ACCOUNT } from '../../src/simulator/platform/index.js'
import { person } from '../support/person.js'
import { type RedisServer, startRedis } from '../support/redis.js'

/** Keys of this library that hold what it never put there: another program's, a hand's mistake. */
const { appId } = SIMULATED_ACCOUNT
const PAGE = 'https://www.example.com/'

let redis: RedisServer
let client: Redis
beforeAll(async () => {
  redis = await startRedis()
  client = new Redis(redis.socket)
})
afterAll(async () => {
  client.disconnect()
  await redis.stop()
})
beforeEach(() => client.flushall())

const VALUES: [string, (key: string) => Promise<unknown>][] = [
  ['a list', key => client.rpush(key, 'x')],
  ['a hash', key => client.hset(key, 'value', 'x')],
  ['a set', key => client.sadd(key, 'x')],
  ['a sorted set', key => client.zadd(key, 1, 'x')],
  ['a stream', key => client.xadd(key, '*', 'value', 'x')],
  ['text that is not JSON, without an expiry', key => client.set(key, 'x')],
  ['JSON of another shape', key => client.set(key, '{"value":{},"code":7}', 'PX', 7800_000)],
]

const NAMES = ['access_token', 'jsapi_ticket'].flatMap(name => [
  name,
  `${name}:failure`,
  `${name}:refused`,
  `${name}:forced`,
  `${name}:today`,
])

function simulated() {
  const platform = createPlatform()
  const events: AccountEvent[] = []
  const ask: typeof fetch = (url, init) => platform.handler(new Request(url as string, init))
  const options = { ...SIMULATED_ACCOUNT, fetch: ask, store: redisStore(client) }
  return { platform, events, options }
}

it.each(VALUES)('%s counts as missing and is overwritten', async (_name, put) => {
  for (const name of NAMES) await put(`wx-ready:{${appId}}:${name}`)
  const { events, options, platform } = simulated()
  for (const tokenApi of ['stable', 'legacy'] as const) {
    const wx = createAccount({ ...options, tokenApi, onEvent: event => events.push(event) })
    expect(await wx.signature(PAGE)).toMatchObject({ appId })
    await wx.signature(PAGE, { refused: true })
  }
  expect(events.filter(({ type }) => type !== 'refreshed')).toEqual([])
  for (const name of ['access_token', 'jsapi_ticket']) {
    const key = `wx-ready:{${appId}}:${name}`
    expect(JSON.parse(String(await client.get(key)))).toMatchObject({ value: expect.any(String) })
    expect(await client.pttl(key)).toBeGreaterThan(0)
  }
  // Another process takes what was stored.
  const asked = platform.requests['/cgi-bin/ticket/getticket']
  await createAccount(options).signature(PAGE)
  expect(platform.requests['/cgi-bin/ticket/getticket']).toBe(asked)
})

it.each(VALUES.slice(0, 5))('a lock that is %s does not block a refresh', async (_name, put) => {
  await put(`wx-ready:{${appId}}:access_token:lock`)
  const { events, options } = simulated()
  const wx = createAccount({ ...options, onEvent: event => events.push(event) })
  expect(await wx.accessToken({ timeout: 1000 })).toEqual(expect.any(String))
  expect(events.map(({ type }) => type)).toEqual(['refreshed'])
  expect(await client.exists(`wx-ready:{${appId}}:access_token:lock`)).toBe(0)
})

it.each(VALUES)('the stored result of a code is overwritten if it is %s', async (_name, put) => {
  const { options, platform } = simulated()
  const oauth = createOAuth(options)
  const code = platform.authorize({ user: person('o-1') })
  await oauth.token(code)
  const [key] = (await client.keys('*:code:*')) as [string]
  await client.del(key)
  await put(key)
  const second = createOAuth(options)
  // It has been spent, as WeChat says: it was asked.
  await expect(second.token(code)).rejects.toMatchObject({ code: 'REAUTHORIZE', errcode: 40163 })
  expect(JSON.parse(String(await client.get(key)))).toMatchObject({ error: { errcode: 40163 } })
})
