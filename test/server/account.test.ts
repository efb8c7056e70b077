import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { createAccount, jsApiSignature, memoryStore, type Store } from '../../src/server/index.js'
import { SIMULATED_ACCOUNT } from '../../src/simulator/platform/index.js'
import { createGate } from '../support/gate.js'
import { listen } from '../support/listen.js'
import { pause, setUpPlatform, TICKET_PATH, TOKEN_PATH } from '../support/platform-fixture.js'

const PAGE = 'https://www.example.com/?a=1'

const wechat = setUpPlatform({ http: true })
const { account, advanceDate, requests } = wechat
/** Events other than those of successful refreshes. */
const problems = () => wechat.events.filter(({ type }) => type !== 'refreshed')

describe('a signature', () => {
  it('is made from the current ticket and time', async () => {
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

  it('of something that is not text rejects without a request', async () => {
    const url = new URL(PAGE) as unknown as string
    await expect(account().signature(url)).rejects.toThrow(/^signature: url must be text/)
    expect(requests()).toEqual({ token: 0, ticket: 0 })
  })

  it('needs one token and one ticket for 50 concurrent callers', async () => {
    const wx = account()
    const signed = await Promise.all(Array.from({ length: 50 }, () => wx.signature(PAGE)))
    expect(new Set(signed.map(({ nonceStr }) => nonceStr)).size).toBe(50)
    expect(requests()).toEqual({ token: 1, ticket: 1 })
  })

  it('uses the token and the ticket of another account with the same store', async () => {
    await account().signature(PAGE)
    await account().signature(PAGE)
    expect(requests()).toEqual({ token: 1, ticket: 1 })
  })
})

describe('the ticket', () => {
  it('is requested again in the background every 5 minutes of use', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    advanceDate(5 * 60_000 - 1)
    await wx.ticket('jsapi')
    expect(requests()).toEqual({ token: 1, ticket: 1 })
    advanceDate(2)
    wechat.platform.killTicket()
    wechat.platform.fail(TICKET_PATH, 'silence')
    // The cached ticket is returned at once, although the platform does not respond.
    expect(await wx.ticket('jsapi')).toBe(first)
    await vi.waitFor(() => expect(requests()).toEqual({ token: 1, ticket: 2 }))
  })

  it('is replaced by the one that a background request returned', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    wechat.platform.killTicket()
    advanceDate(5 * 60_000 + 1)
    await wx.ticket('jsapi')
    await vi.waitFor(async () => expect(await wx.ticket('jsapi')).not.toBe(first))
    expect(requests()).toEqual({ token: 1, ticket: 2 })
  })

  it('is used for at most 7200 s after it was first seen, whatever expires_in says later', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    advanceDate(6000_000)
    await wx.ticket('jsapi')
    await vi.waitFor(() => expect(requests().ticket).toBe(2))
    // Asked again at 6000 s, when it had 1200 s left.
    wechat.platform.fail(TICKET_PATH, { errcode: -1, errmsg: 'system error' }, 100)
    advanceDate(1199_000)
    expect(await wx.ticket('jsapi')).toBe(first)
    advanceDate(1001)
    await expect(wx.ticket('jsapi')).rejects.toMatchObject({ code: 'BUSY' })
  })

  it('is used until its expiry while the platform is down', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    wechat.platform.fail(TICKET_PATH, { errcode: -1, errmsg: 'system error' }, 100)
    wechat.platform.fail(TOKEN_PATH, { errcode: -1, errmsg: 'system error' }, 100)
    advanceDate(3600_000)
    expect(await wx.ticket('jsapi')).toBe(first)
    advanceDate(3600_001)
    await expect(wx.ticket('jsapi')).rejects.toMatchObject({
      code: 'BUSY',
      errcode: -1,
      errmsg: 'system error',
    })
  })
})

describe('a refused signature', () => {
  it('makes the account request the ticket before it signs again', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    wechat.platform.killTicket()
    const signed = await wx.signature(PAGE, { refused: true })
    const second = await wx.ticket('jsapi')
    expect(second).not.toBe(first)
    expect(signed.signature).toBe(jsApiSignature({ ticket: second, url: PAGE, ...signed }))
  })

  it('causes a request at most every 30 s', async () => {
    const wx = account()
    await wx.ticket('jsapi')
    wechat.platform.killTicket()
    const burst = Array.from({ length: 20 }, () => wx.signature(PAGE, { refused: true }))
    const signed = await Promise.all(burst)
    const ticket = await wx.ticket('jsapi')
    // All callers waited for the new ticket.
    for (const { signature, ...values } of signed) {
      expect(signature).toBe(jsApiSignature({ ticket, url: PAGE, ...values }))
    }
    expect(requests()).toEqual({ token: 1, ticket: 2 })
    advanceDate(29_999)
    await wx.signature(PAGE, { refused: true })
    expect(requests()).toEqual({ token: 1, ticket: 2 })
    advanceDate(1)
    await wx.signature(PAGE, { refused: true })
    expect(requests()).toEqual({ token: 1, ticket: 3 })
  })

  it('is signed with the cached ticket if the platform refuses the request', async () => {
    const wx = account()
    const ticket = await wx.ticket('jsapi')
    wechat.platform.fail(TICKET_PATH, { errcode: 45009, errmsg: 'reach max api daily quota limit' })
    const signed = await wx.signature(PAGE, { refused: true })
    expect(signed.signature).toBe(jsApiSignature({ ticket, url: PAGE, ...signed }))
  })
})

it('after 11 idle minutes a page waits for the ticket, because the cached one may be dead', async () => {
  const wx = account()
  const dead = await wx.ticket('jsapi')
  wechat.platform.killTicket()
  advanceDate(11 * 60_000)
  expect(await wx.ticket('jsapi')).not.toBe(dead)
})

describe('a store', () => {
  const failing = (part: Partial<Store>): Store => ({ ...memoryStore(), ...part })

  it('that is read-only prevents no signature and causes no extra requests', async () => {
    const wx = account({ store: failing({ set: async () => Promise.reject(new Error('READONLY')) }) })
    for (let i = 0; i < 5; i += 1) await wx.signature(PAGE)
    expect(requests()).toEqual({ token: 1, ticket: 1 })
    expect(problems()).toEqual([
      { type: 'store-failure', error: expect.objectContaining({ code: 'STORE_UNAVAILABLE' }) },
    ])
  })

  it.each<[string, Partial<Store>]>([
    ['whose set() always returns false', { set: async () => false }],
    ['that loses locks at once', { set: async (_key, _value, _ttl, onlyWhile) => !onlyWhile }],
  ])('%s blocks no caller and causes few requests', async (_name, part) => {
    const wx = account({ store: failing(part) })
    const token = await wx.accessToken()
    for (let i = 0; i < 5; i += 1) expect(await wx.accessToken()).toBe(token)
    advanceDate(61_000)
    expect(await wx.accessToken()).toBe(token)
    expect(requests().token).toBeLessThan(5)
  })

  it('that never responds times out and is not used for 5 s', async () => {
    let reads = 0
    const get = () => {
      reads += 1
      return new Promise<never>(() => {})
    }
    const wx = account({ store: failing({ get }) })
    for (let i = 0; i < 5; i += 1) await wx.signature(PAGE)
    expect([...Object.values(requests()), reads]).toEqual([1, 1, 1])
    advanceDate(61_000)
    await wx.signature(PAGE)
    expect([...Object.values(requests()), reads]).toEqual([1, 1, 2])
  })

  it('whose errors contain the stored value is reported with the error code only', async () => {
    const set: Store['set'] = async (_key, value) => {
      throw Object.assign(new Error(`OOM ${value}`), { code: 'OOM', command: { args: [value] } })
    }
    const wx = account({ store: failing({ set }) })
    const token = await wx.accessToken()
    const text = inspect(wechat.events, { depth: 9, showHidden: true })
    expect(text).toContain('OOM')
    expect(text).not.toContain(token)
  })

  it('of Redis that refuses commands is reported with the error code of Redis', async () => {
    const add = () =>
      Promise.reject(new Error("NOPERM User web has no permissions to run the 'eval' command"))
    await account({ store: failing({ add }) }).accessToken()
    expect(problems()).toEqual([
      { type: 'store-failure', error: expect.objectContaining({ errmsg: 'NOPERM' }) },
    ])
  })
})

it('a ticket fails as long as its token does, not longer', async () => {
  const wx = account()
  wechat.platform.fail(TOKEN_PATH, { errcode: 45009, errmsg: 'reach max api daily quota limit' })
  await expect(wx.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
  advanceDate(599_000)
  await expect(wx.ticket('jsapi')).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
  advanceDate(1001)
  await expect(wx.ticket('jsapi')).resolves.toEqual(expect.any(String))
})

describe('the token', () => {
  it('is cached until the platform rotates it, 5 minutes before its expiry', async () => {
    const wx = account()
    const first = await wx.accessToken()
    advanceDate(6900_000)
    expect(await wx.accessToken()).toBe(first)
    expect(requests().token).toBe(1)
    advanceDate(13_000)
    await vi.waitFor(async () => expect(await wx.accessToken()).not.toBe(first))
    expect(requests().token).toBe(2)
  })

  it.each([1e9, '1e9', Number.MAX_VALUE])(
    'with an expires_in of %s expires after two hours',
    async expires_in => {
      const wx = account()
      wechat.platform.fail(TOKEN_PATH, { access_token: 'long', expires_in })
      expect(await wx.accessToken()).toBe('long')
      advanceDate(7199_000)
      expect(await wx.accessToken()).toBe('long')
      advanceDate(1000)
      expect(await wx.accessToken()).not.toBe('long')
    },
  )

  it('close to its expiry is not requested again by every call', async () => {
    const wx = account()
    wechat.platform.fail(TOKEN_PATH, { access_token: 'short', expires_in: 300 })
    for (let i = 0; i < 5; i += 1) expect(await wx.accessToken()).toBe('short')
    // Time for a background refresh, if there were one.
    await pause(50)
    expect(requests().token).toBe(1)
  })

  it('that is returned again with its remaining lifetime keeps its expiry', async () => {
    const wx = account()
    wechat.platform.fail(TOKEN_PATH, { access_token: 'same', expires_in: 7200 })
    wechat.platform.fail(TOKEN_PATH, { access_token: 'same', expires_in: 299 })
    await wx.accessToken()
    advanceDate(6912_000)
    expect(await wx.accessToken()).toBe('same')
    await vi.waitFor(() => expect(wechat.events.filter(({ type }) => type === 'refreshed')).toHaveLength(2))
    advanceDate(40_000)
    expect(await wx.accessToken()).toBe('same')
  })

  it('that another program invalidated is replaced, and the call is repeated', async () => {
    const wx = account()
    const dead = await wx.accessToken()
    wechat.platform.killToken()
    expect(await wx.ticket('jsapi')).toEqual(expect.any(String))
    expect(await wx.accessToken()).not.toBe(dead)
    expect(requests()).toEqual({ token: 2, ticket: 2 })
  })

  it('that was renewed while a call was in flight is not discarded with the dead one', async () => {
    const gate = createGate()
    const slow = account({
      fetch: async (...request) => {
        await gate.wait()
        return fetch(...request)
      },
    })
    const other = account()
    await other.accessToken()
    wechat.platform.killToken()
    // This call is in flight with the dead token while the other process replaces it.
    const waiting = slow.ticket('wx_card')
    await gate.isReached
    await other.ticket('jsapi')
    gate.open()
    await waiting
    expect(requests().token).toBe(2)
  })
})

describe('a refusal by the platform', () => {
  it.each([
    ['because of a wrong secret', { secret: 'f'.repeat(32) }, 40125],
    ['because of an unknown appId', { appId: 'wx0000000000000000' }, 40013],
  ])('%s is not retried for 30 s', async (_name, options, errcode) => {
    const wx = account(options)
    const refused = await Promise.all(
      Array.from({ length: 20 }, () => wx.signature(PAGE).catch((error: unknown) => error)),
    )
    for (const error of refused) expect(error).toMatchObject({ code: 'CREDENTIALS_REFUSED', errcode })
    advanceDate(29_000)
    await expect(wx.signature(PAGE)).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
    expect(requests()).toEqual({ token: 1, ticket: 0 })
    advanceDate(2000)
    await expect(wx.signature(PAGE)).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
    expect(requests()).toEqual({ token: 2, ticket: 0 })
  })

  it.each([
    [40164, 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist', 'IP_NOT_LISTED', 30_000],
    [45009, 'reach max api daily quota limit', 'QUOTA_SPENT', 600_000],
    [45011, 'api minute-quota reach limit', 'RATE_LIMITED', 60_000],
    [40001, 'invalid credential', 'CREDENTIALS_REFUSED', 30_000],
    [89503, 'this ip needs the administrator’s confirmation', 'CREDENTIALS_REFUSED', 30_000],
    [12345, 'what nobody knows', 'BAD_REQUEST', 30_000],
  ])('with %d is reported verbatim and not retried before its time', async (errcode, errmsg, code, hold) => {
    const wx = account()
    wechat.platform.fail(TOKEN_PATH, { errcode, errmsg })
    await expect(wx.accessToken()).rejects.toMatchObject({ code, errcode, errmsg })
    advanceDate(hold - 1)
    await expect(wx.accessToken()).rejects.toMatchObject({ code })
    expect(requests().token).toBe(1)
    advanceDate(1)
    await expect(wx.accessToken()).resolves.toEqual(expect.any(String))
  })

  it.each([
    ['busy', { errcode: -1, errmsg: 'system error' }],
    ['an HTTP 502', new Response('oops', { status: 502 })],
    ['HTML instead of JSON', new Response('<html>sign in</html>')],
    ['a missing token', { expires_in: 7200 }],
  ])('that may be temporary (%s) is retried or reported', async (name, fault) => {
    const wx = account()
    wechat.platform.fail(TOKEN_PATH, fault)
    if (name === 'a missing token') {
      await expect(wx.accessToken()).rejects.toMatchObject({ code: 'BAD_ANSWER' })
    } else {
      await expect(wx.accessToken()).resolves.toEqual(expect.any(String))
      expect(problems()).toEqual([expect.objectContaining({ type: 'retry', host: wechat.origin })])
    }
  })
})

describe('hosts', () => {
  const retry = (host: string, code: string) => ({
    type: 'retry',
    host,
    path: TOKEN_PATH,
    duration: expect.any(Number),
    error: expect.objectContaining({ code }),
  })

  it('the next one is used if the first is down, and each attempt is reported', async () => {
    const dead = await listen(() => new Response())
    await dead.close()
    const wx = account({ hosts: [dead.origin, `${wechat.origin}/`] })
    await expect(wx.accessToken()).resolves.toEqual(expect.any(String))
    expect(problems()).toEqual([
      { ...retry(dead.origin, 'UNREACHABLE'), attempt: 1 },
      { ...retry(dead.origin, 'UNREACHABLE'), attempt: 2 },
    ])
    // The next request starts with the host that responded.
    await wx.ticket('jsapi')
    expect(problems()).toHaveLength(2)
    // After ten minutes the first host is tried again.
    advanceDate(600_001)
    await wx.request('/cgi-bin/getcallbackip')
    expect(problems()).toHaveLength(4)
  })

  it.each([
    ['one host', 1],
    ['two hosts', 2],
  ])(
    'that are busy (%s) are tried five times',
    async (_name, hosts) => {
      const wx = account({ hosts: Array(hosts).fill(wechat.origin) })
      wechat.platform.fail(TOKEN_PATH, { errcode: -1, errmsg: 'system error' }, 4)
      await expect(wx.accessToken()).resolves.toEqual(expect.any(String))
      expect(requests().token).toBe(5)
      wechat.platform.fail(TICKET_PATH, { errcode: -1, errmsg: 'system error' }, 5)
      await expect(wx.ticket('jsapi')).rejects.toMatchObject({ code: 'BUSY' })
      expect(requests().ticket).toBe(5)
    },
    20_000,
  )

  it('all of them are tried before a call fails', async () => {
    const asked: string[] = []
    const fetch: typeof globalThis.fetch = async url => {
      asked.push(new URL(String(url)).host)
      return new Response('', { status: 503 })
    }
    const wx = createAccount({ ...SIMULATED_ACCOUNT, fetch })
    await expect(wx.accessToken()).rejects.toMatchObject({ code: 'BUSY' })
    expect(asked).toEqual([
      'api.weixin.qq.com',
      'api.weixin.qq.com',
      'api2.weixin.qq.com',
      'sh.api.weixin.qq.com',
      'sz.api.weixin.qq.com',
      'hk.api.weixin.qq.com',
    ])
  })

  it('that refuse the connection are reported with the system error, after two attempts', async () => {
    const dead = await listen(() => new Response())
    await dead.close()
    const wx = account({ hosts: [dead.origin] })
    await expect(wx.accessToken()).rejects.toMatchObject({
      code: 'UNREACHABLE',
      errmsg: `${dead.origin}: ECONNREFUSED`,
    })
    expect(wechat.events.filter(({ type }) => type === 'retry')).toHaveLength(2)
    expect(wechat.events.filter(({ type }) => type === 'failure')).toHaveLength(1)
  })

  it('one that does not respond times out after 3 s, even if fetch ignores its signal', async () => {
    const started = performance.now()
    const silent = 'http://silent.example'
    const fetch: typeof globalThis.fetch = (url, init) =>
      String(url).startsWith(silent) ? new Promise(() => {}) : globalThis.fetch(url, init)
    const wx = account({ hosts: [silent, wechat.origin], fetch })
    await expect(wx.signature(PAGE)).resolves.toMatchObject({ appId: SIMULATED_ACCOUNT.appId })
    expect(performance.now() - started).toBeGreaterThan(2900)
    expect(problems()).toEqual([
      { ...retry(silent, 'TIMEOUT'), attempt: 1, duration: expect.toSatisfy(ms => ms >= 2900) },
    ])
  })
})

it('handles failures of background refreshes and listeners that throw', async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  const wx = account({
    onEvent: async () => {
      throw new Error('listener')
    },
  })
  await wx.ticket('jsapi')
  wechat.platform.fail(TICKET_PATH, { errcode: 40164, errmsg: 'invalid ip' })
  advanceDate(301_000)
  await wx.ticket('jsapi')
  await vi.waitFor(() => expect(requests().ticket).toBe(2))
  await pause()
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})

it('exposes no secret, token or ticket in the account, its errors and its events', async () => {
  const { secret } = SIMULATED_ACCOUNT
  const wx = account()
  const told: unknown[] = [wx]
  const token = await wx.accessToken()
  const ticket = await wx.ticket('jsapi')
  told.push(await wx.signature(PAGE))

  // A proxy that echoes the request, and a fetch whose error contains the URL.
  const repeating = account({
    store: memoryStore(),
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
  told.push(...wechat.events)

  expect(wechat.events.length).toBeGreaterThan(0)
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
])('throws if the %s is missing', (name, options) => {
  expect(() => account(options)).toThrow(new TypeError(`createAccount: ${name} is missing`))
})
