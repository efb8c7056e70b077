import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type AccountEvent,
  createAccount,
  jsApiSignature,
  memoryStore,
  type Store,
} from '../../src/server/index.js'
import { HOSTS } from '../../src/server/platform/client.js'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { type Listening, listen } from '../support/listen.js'

const TOKEN = '/cgi-bin/stable_token'
const TICKET = '/cgi-bin/ticket/getticket'
const PAGE = 'https://www.example.com/?a=1'

let platform: SimulatedPlatform
let server: Listening
let events: AccountEvent[]
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  platform = createPlatform()
  server = await listen(platform.handler)
  events = []
})
afterEach(async () => {
  vi.useRealTimers()
  await server.close()
})

const account = (options: Partial<Parameters<typeof createAccount>[0]> = {}) => {
  // What still goes on in the background tells its own test.
  const told = events
  const onEvent = (event: AccountEvent) => told.push(event)
  return createAccount({ ...SIMULATED_ACCOUNT, hosts: [server.origin], onEvent, ...options })
}

/** Account and platform read the same clock. */
const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
/** What went wrong, of what was told. */
const problems = () => events.filter(({ type }) => type !== 'refreshed')
const asked = () => [platform.requests[TOKEN] ?? 0, platform.requests[TICKET] ?? 0]

describe('a signature', () => {
  it('is made with the platform’s ticket, of this moment', async () => {
    const wx = account()
    const signed = await wx.signature(`${PAGE}#hash`)
    const ticket = await wx.ticket('jsapi')
    const { nonceStr, timestamp } = signed
    expect(timestamp).toBe(Math.floor(Date.now() / 1000))
    expect(signed).toEqual({
      appId: SIMULATED_ACCOUNT.appId,
      nonceStr,
      timestamp,
      signature: jsApiSignature({ ticket, nonceStr, timestamp, url: PAGE }),
    })
  })

  it('is of a text, and WeChat is asked for nothing else', async () => {
    const url = new URL(PAGE) as unknown as string
    await expect(account().signature(url)).rejects.toThrow(/^signature: url must be text/)
    expect(asked()).toEqual([0, 0])
  })

  it('asks for one token and one ticket, however many ask at once', async () => {
    const wx = account()
    const signed = await Promise.all(Array.from({ length: 50 }, () => wx.signature(PAGE)))
    expect(new Set(signed.map(({ nonceStr }) => nonceStr)).size).toBe(50)
    expect(asked()).toEqual([1, 1])
  })

  it('shares them with who shares the store', async () => {
    const store = memoryStore()
    await account({ store }).signature(PAGE)
    await account({ store }).signature(PAGE)
    expect(asked()).toEqual([1, 1])
  })
})

describe('the ticket', () => {
  it('is asked for again every 5 minutes while it is used, and nobody waits for that', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    later(5 * 60_000 - 1)
    await wx.ticket('jsapi')
    expect(asked()).toEqual([1, 1])
    later(2)
    platform.killTicket()
    platform.fail(TICKET, 'silence')
    // The old one at once, though the platform is silent.
    expect(await wx.ticket('jsapi')).toBe(first)
    await vi.waitFor(() => expect(asked()).toEqual([1, 2]))
  })

  it('is the new one after that', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    platform.killTicket()
    later(5 * 60_000 + 1)
    await wx.ticket('jsapi')
    await vi.waitFor(async () => expect(await wx.ticket('jsapi')).not.toBe(first))
    expect(asked()).toEqual([1, 2])
  })

  it('is not given longer than 7200 s from when it was first seen, though the platform says 7200 s each time', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    later(6000_000)
    await wx.ticket('jsapi')
    await vi.waitFor(() => expect(asked()[1]).toBe(2))
    // Asked again at 6000 s, when it had 1200 s left.
    platform.fail(TICKET, { errcode: -1, errmsg: 'system error' }, 100)
    later(1199_000)
    expect(await wx.ticket('jsapi')).toBe(first)
    later(1001)
    await expect(wx.ticket('jsapi')).rejects.toMatchObject({ code: 'BUSY' })
  })

  it('goes on being used while the platform is down, until its end', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    platform.fail(TICKET, { errcode: -1, errmsg: 'system error' }, 100)
    platform.fail(TOKEN, { errcode: -1, errmsg: 'system error' }, 100)
    later(3600_000)
    expect(await wx.ticket('jsapi')).toBe(first)
    later(3600_001)
    await expect(wx.ticket('jsapi')).rejects.toMatchObject({
      code: 'BUSY',
      errcode: -1,
      errmsg: 'system error',
    })
  })
})

describe('a refused signature', () => {
  it('has the ticket asked for again before the next one is made', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    platform.killTicket()
    const signed = await wx.signature(PAGE, { refused: true })
    const second = await wx.ticket('jsapi')
    expect(second).not.toBe(first)
    expect(signed.signature).toBe(jsApiSignature({ ticket: second, url: PAGE, ...signed }))
  })

  it('does so at most every 30 s', async () => {
    const wx = account()
    await wx.ticket('jsapi')
    platform.killTicket()
    const burst = Array.from({ length: 20 }, () => wx.signature(PAGE, { refused: true }))
    const signed = await Promise.all(burst)
    const ticket = await wx.ticket('jsapi')
    // All of them have waited for the new one.
    for (const { signature, ...values } of signed) {
      expect(signature).toBe(jsApiSignature({ ticket, url: PAGE, ...values }))
    }
    expect(asked()).toEqual([1, 2])
    later(29_999)
    await wx.signature(PAGE, { refused: true })
    expect(asked()).toEqual([1, 2])
    later(1)
    await wx.signature(PAGE, { refused: true })
    expect(asked()).toEqual([1, 3])
  })

  it('is signed with what is there where the platform cannot be asked', async () => {
    const wx = account()
    const ticket = await wx.ticket('jsapi')
    platform.fail(TICKET, { errcode: 45009, errmsg: 'reach max api daily quota limit' })
    const signed = await wx.signature(PAGE, { refused: true })
    expect(signed.signature).toBe(jsApiSignature({ ticket, url: PAGE, ...signed }))
  })
})

it('a page after a quiet time waits a moment for the ticket, rather than being signed with a dead one', async () => {
  const wx = account()
  const dead = await wx.ticket('jsapi')
  platform.killTicket()
  later(11 * 60_000)
  expect(await wx.ticket('jsapi')).not.toBe(dead)
})

describe('a store', () => {
  const failing = (part: Partial<Store>): Store => ({ ...memoryStore(), ...part })

  it('that takes nothing costs nobody a signature, nor WeChat a storm', async () => {
    const wx = account({ store: failing({ set: async () => Promise.reject(new Error('READONLY')) }) })
    for (let i = 0; i < 5; i += 1) await wx.signature(PAGE)
    expect(asked()).toEqual([1, 1])
    expect(problems()).toEqual([
      { type: 'store-failure', error: expect.objectContaining({ code: 'STORE_UNAVAILABLE' }) },
    ])
  })

  it.each<[string, Partial<Store>]>([
    ['that says of nothing that it was kept', { set: async () => false }],
    ['that loses locks at once', { set: async (_key, _value, _ttl, onlyWhile) => !onlyWhile }],
  ])('%s hangs nobody, and makes no storm either', async (_name, part) => {
    const wx = account({ store: failing(part) })
    const token = await wx.accessToken()
    for (let i = 0; i < 5; i += 1) expect(await wx.accessToken()).toBe(token)
    later(61_000)
    expect(await wx.accessToken()).toBe(token)
    expect(asked()[0]).toBeLessThan(5)
  })

  it('that never answers is given up, and left alone for 5 s', async () => {
    let reads = 0
    const get = () => {
      reads += 1
      return new Promise<never>(() => {})
    }
    const wx = account({ store: failing({ get }) })
    for (let i = 0; i < 5; i += 1) await wx.signature(PAGE)
    expect([...asked(), reads]).toEqual([1, 1, 1])
    later(61_000)
    await wx.signature(PAGE)
    expect([...asked(), reads]).toEqual([1, 1, 2])
  })

  it('whose errors hold what was stored gives only their code', async () => {
    const set: Store['set'] = async (_key, value) => {
      throw Object.assign(new Error(`OOM ${value}`), { code: 'OOM', command: { args: [value] } })
    }
    const wx = account({ store: failing({ set }) })
    const token = await wx.accessToken()
    const text = inspect(events, { depth: 9, showHidden: true })
    expect(text).toContain('OOM')
    expect(text).not.toContain(token)
  })

  it('of Redis that takes no commands is told by the word that Redis has for it', async () => {
    const add = () =>
      Promise.reject(new Error("NOPERM User web has no permissions to run the 'eval' command"))
    await account({ store: failing({ add }) }).accessToken()
    expect(problems()).toEqual([
      { type: 'store-failure', error: expect.objectContaining({ errmsg: 'NOPERM' }) },
    ])
  })
})

it('counts the time of a failure once, for token and ticket alike', async () => {
  const wx = account()
  platform.fail(TOKEN, { errcode: 45009, errmsg: 'reach max api daily quota limit' })
  await expect(wx.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
  later(599_000)
  await expect(wx.ticket('jsapi')).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
  later(1001)
  await expect(wx.ticket('jsapi')).resolves.toEqual(expect.any(String))
})

describe('the token', () => {
  it('is kept until the platform rotates it, 5 minutes before its end', async () => {
    const wx = account()
    const first = await wx.accessToken()
    later(6900_000)
    expect(await wx.accessToken()).toBe(first)
    expect(asked()[0]).toBe(1)
    later(13_000)
    await vi.waitFor(async () => expect(await wx.accessToken()).not.toBe(first))
    expect(asked()[0]).toBe(2)
  })

  it.each([1e9, '1e9', Number.MAX_VALUE])(
    'that is said to live for %s s lives for two hours',
    async expires_in => {
      const wx = account()
      platform.fail(TOKEN, { access_token: 'long', expires_in })
      expect(await wx.accessToken()).toBe('long')
      later(7199_000)
      expect(await wx.accessToken()).toBe('long')
      later(1000)
      expect(await wx.accessToken()).not.toBe('long')
    },
  )

  it('that comes with little left of its life does not make every call ask again', async () => {
    const wx = account()
    platform.fail(TOKEN, { access_token: 'short', expires_in: 300 })
    for (let i = 0; i < 5; i += 1) expect(await wx.accessToken()).toBe('short')
    // Time for what would go on in the background.
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(asked()[0]).toBe(1)
  })

  it('whose life is told as what remains of it is not cut short for having been seen before', async () => {
    const wx = account()
    platform.fail(TOKEN, { access_token: 'same', expires_in: 7200 })
    platform.fail(TOKEN, { access_token: 'same', expires_in: 299 })
    await wx.accessToken()
    later(6912_000)
    expect(await wx.accessToken()).toBe('same')
    await vi.waitFor(() => expect(events.filter(({ type }) => type === 'refreshed')).toHaveLength(2))
    later(40_000)
    expect(await wx.accessToken()).toBe('same')
  })

  it('that somebody else has killed is replaced, and the call made once more', async () => {
    const wx = account()
    const dead = await wx.accessToken()
    platform.killToken()
    expect(await wx.ticket('jsapi')).toEqual(expect.any(String))
    expect(await wx.accessToken()).not.toBe(dead)
    expect(asked()).toEqual([2, 2])
  })

  it('that has been renewed meanwhile is not dropped with the dead one', async () => {
    const store = memoryStore()
    let sent = () => {}
    let release = () => {}
    const isSent = new Promise<void>(resolve => {
      sent = resolve
    })
    const released = new Promise<void>(resolve => {
      release = resolve
    })
    const slow = account({
      store,
      fetch: async (...request) => {
        sent()
        await released
        return fetch(...request)
      },
    })
    const other = account({ store })
    await other.accessToken()
    platform.killToken()
    // On its way with the dead token, while the other one has it refused and gets a new one.
    const waiting = slow.ticket('wx_card')
    await isSent
    await other.ticket('jsapi')
    release()
    await waiting
    expect(asked()[0]).toBe(2)
  })
})

describe('a platform that refuses', () => {
  it.each([
    ['another secret', { secret: 'f'.repeat(32) }, 40125],
    ['an unknown appId', { appId: 'wx0000000000000000' }, 40013],
  ])('%s is final, and asked again no sooner than 30 s', async (_name, options, errcode) => {
    const wx = account(options)
    const refused = await Promise.all(
      Array.from({ length: 20 }, () => wx.signature(PAGE).catch((error: unknown) => error)),
    )
    for (const error of refused) expect(error).toMatchObject({ code: 'CREDENTIALS_REFUSED', errcode })
    later(29_000)
    await expect(wx.signature(PAGE)).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
    expect(asked()).toEqual([1, 0])
    later(2000)
    await expect(wx.signature(PAGE)).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
    expect(asked()).toEqual([2, 0])
  })

  it.each([
    [40164, 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist', 'IP_NOT_LISTED', 30_000],
    [45009, 'reach max api daily quota limit', 'QUOTA_SPENT', 600_000],
    [45011, 'api minute-quota reach limit', 'RATE_LIMITED', 60_000],
    [40001, 'invalid credential', 'CREDENTIALS_REFUSED', 30_000],
    [89503, 'this ip needs the administrator’s confirmation', 'CREDENTIALS_REFUSED', 30_000],
    [12345, 'what nobody knows', 'BAD_REQUEST', 30_000],
  ])('with %d is told in its own words, and left alone for a while', async (errcode, errmsg, code, hold) => {
    const wx = account()
    platform.fail(TOKEN, { errcode, errmsg })
    await expect(wx.accessToken()).rejects.toMatchObject({ code, errcode, errmsg })
    later(hold - 1)
    await expect(wx.accessToken()).rejects.toMatchObject({ code })
    expect(asked()[0]).toBe(1)
    later(1)
    await expect(wx.accessToken()).resolves.toEqual(expect.any(String))
  })

  it.each([
    ['busy', { errcode: -1, errmsg: 'system error' }],
    ['an error of its server', new Response('oops', { status: 502 })],
    ['a page in place of JSON', new Response('<html>sign in</html>')],
    ['a token that is missing', { expires_in: 7200 }],
  ])('for a moment only (%s) is asked again or told', async (name, fault) => {
    const wx = account()
    platform.fail(TOKEN, fault)
    if (name === 'a token that is missing') {
      await expect(wx.accessToken()).rejects.toMatchObject({ code: 'BAD_ANSWER' })
    } else {
      await expect(wx.accessToken()).resolves.toEqual(expect.any(String))
      expect(problems()).toEqual([expect.objectContaining({ type: 'retry', host: server.origin })])
    }
  })
})

describe('hosts', () => {
  const retry = (host: string, code: string) => ({
    type: 'retry',
    host,
    path: TOKEN,
    duration: expect.any(Number),
    error: expect.objectContaining({ code }),
  })

  it('the next one is asked where the first is down, and each try is told', async () => {
    const dead = await listen(() => new Response())
    await dead.close()
    const wx = account({ hosts: [dead.origin, `${server.origin}/`] })
    await expect(wx.accessToken()).resolves.toEqual(expect.any(String))
    expect(problems()).toEqual([
      { ...retry(dead.origin, 'UNREACHABLE'), attempt: 1 },
      { ...retry(dead.origin, 'UNREACHABLE'), attempt: 2 },
    ])
    // And the next request begins with the one that answered.
    await wx.ticket('jsapi')
    expect(problems()).toHaveLength(2)
    // But not for ever: the others are for disaster.
    later(600_001)
    await wx.request('/cgi-bin/getcallbackip')
    expect(problems()).toHaveLength(4)
  })

  it.each([
    ['one host', 1],
    ['two hosts', 2],
  ])(
    'that are busy (%s) are asked five times',
    async (_name, hosts) => {
      const wx = account({ hosts: Array(hosts).fill(server.origin) })
      platform.fail(TOKEN, { errcode: -1, errmsg: 'system error' }, 4)
      await expect(wx.accessToken()).resolves.toEqual(expect.any(String))
      expect(asked()[0]).toBe(5)
      platform.fail(TICKET, { errcode: -1, errmsg: 'system error' }, 5)
      await expect(wx.ticket('jsapi')).rejects.toMatchObject({ code: 'BUSY' })
      expect(asked()[1]).toBe(5)
    },
    20_000,
  )

  it('every one of them is asked before it is given up', async () => {
    const asked: string[] = []
    const fetch: typeof globalThis.fetch = async url => {
      asked.push(new URL(String(url)).host)
      return new Response('', { status: 503 })
    }
    await expect(account({ fetch, hosts: HOSTS }).accessToken()).rejects.toMatchObject({ code: 'BUSY' })
    expect(asked).toEqual([
      'api.weixin.qq.com',
      'api.weixin.qq.com',
      'api2.weixin.qq.com',
      'sh.api.weixin.qq.com',
      'sz.api.weixin.qq.com',
      'hk.api.weixin.qq.com',
    ])
  })

  it('down: told with what the system says, after two tries', async () => {
    const dead = await listen(() => new Response())
    await dead.close()
    const wx = account({ hosts: [dead.origin] })
    await expect(wx.accessToken()).rejects.toMatchObject({
      code: 'UNREACHABLE',
      errmsg: `${dead.origin}: ECONNREFUSED`,
    })
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(2)
    expect(events.filter(({ type }) => type === 'failure')).toHaveLength(1)
  })

  it('one that is silent is given up after 3 s, also by a fetch that heeds no signal', async () => {
    const started = performance.now()
    const silent = 'http://silent.example'
    const fetch: typeof globalThis.fetch = (url, init) =>
      String(url).startsWith(silent) ? new Promise(() => {}) : globalThis.fetch(url, init)
    const wx = account({ hosts: [silent, server.origin], fetch })
    await expect(wx.signature(PAGE)).resolves.toMatchObject({ appId: SIMULATED_ACCOUNT.appId })
    expect(performance.now() - started).toBeGreaterThan(2900)
    expect(problems()).toEqual([
      { ...retry(silent, 'TIMEOUT'), attempt: 1, duration: expect.toSatisfy(ms => ms >= 2900) },
    ])
  })
})

it('leaves no failure of the background unhandled, and survives a listener that throws', async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  const wx = account({
    onEvent: async () => {
      throw new Error('listener')
    },
  })
  await wx.ticket('jsapi')
  platform.fail(TICKET, { errcode: 40164, errmsg: 'invalid ip' })
  later(301_000)
  await wx.ticket('jsapi')
  await vi.waitFor(() => expect(asked()[1]).toBe(2))
  await new Promise(resolve => setTimeout(resolve, 20))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})

it('keeps secret, token and ticket out of itself, its errors and its events', async () => {
  const { secret } = SIMULATED_ACCOUNT
  const wx = account()
  const told: unknown[] = [wx]
  const token = await wx.accessToken()
  const ticket = await wx.ticket('jsapi')
  told.push(await wx.signature(PAGE))

  // A proxy that repeats what it was sent, and a fetch that says what it was asked for.
  const repeating = account({
    fetch: async (_url, init) =>
      Response.json({ errcode: 40125, errmsg: `invalid appsecret in ${init?.body}` }),
  })
  told.push(await repeating.accessToken().catch((error: unknown) => error))
  const store = memoryStore()
  await account({ store }).accessToken()
  const talking = account({
    store,
    fetch: async url => {
      throw new Error(`could not fetch ${url}`, { cause: new Error(String(url)) })
    },
  })
  told.push(await talking.ticket('jsapi').catch((error: unknown) => error))
  told.push(...events)

  expect(events.length).toBeGreaterThan(0)
  const text = told
    .map(
      one =>
        `${inspect(one, { depth: 9, showHidden: true })} ${JSON.stringify(one)} ${String((one as Error)?.stack)}`,
    )
    .join()
  expect(text).toContain('CREDENTIALS_REFUSED')
  expect(text).toContain('UNREACHABLE')
  for (const value of [secret, token, ticket]) expect(text).not.toContain(value)
})

it.each([
  ['appId', { appId: '' }],
  ['secret', { secret: undefined as never }],
  ['secret', { secret: ' ' }],
])('says that the %s is missing', (name, options) => {
  expect(() => account(options)).toThrow(new TypeError(`createAccount: ${name} is missing`))
})
