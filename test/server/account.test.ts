import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { jsApiSignature, memoryStore, type Store } from '../../src/server/index.js'
import { HOSTS } from '../../src/server/platform/client.js'
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
    expect(requests()).toEqual({ token: 0, ticket: 0 })
  })

  it('asks for one token and one ticket, however many ask at once', async () => {
    const wx = account()
    const signed = await Promise.all(Array.from({ length: 50 }, () => wx.signature(PAGE)))
    expect(new Set(signed.map(({ nonceStr }) => nonceStr)).size).toBe(50)
    expect(requests()).toEqual({ token: 1, ticket: 1 })
  })

  it('shares them with who shares the store', async () => {
    await account().signature(PAGE)
    await account().signature(PAGE)
    expect(requests()).toEqual({ token: 1, ticket: 1 })
  })
})

describe('the ticket', () => {
  it('is asked for again every 5 minutes while it is used, and nobody waits for that', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    advanceDate(5 * 60_000 - 1)
    await wx.ticket('jsapi')
    expect(requests()).toEqual({ token: 1, ticket: 1 })
    advanceDate(2)
    wechat.platform.killTicket()
    wechat.platform.fail(TICKET_PATH, 'silence')
    // The old one at once, though the platform is silent.
    expect(await wx.ticket('jsapi')).toBe(first)
    await vi.waitFor(() => expect(requests()).toEqual({ token: 1, ticket: 2 }))
  })

  it('is the new one after that', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    wechat.platform.killTicket()
    advanceDate(5 * 60_000 + 1)
    await wx.ticket('jsapi')
    await vi.waitFor(async () => expect(await wx.ticket('jsapi')).not.toBe(first))
    expect(requests()).toEqual({ token: 1, ticket: 2 })
  })

  it('is not given longer than 7200 s from when it was first seen, though the platform says 7200 s each time', async () => {
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

  it('goes on being used while the platform is down, until its end', async () => {
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
  it('has the ticket asked for again before the next one is made', async () => {
    const wx = account()
    const first = await wx.ticket('jsapi')
    wechat.platform.killTicket()
    const signed = await wx.signature(PAGE, { refused: true })
    const second = await wx.ticket('jsapi')
    expect(second).not.toBe(first)
    expect(signed.signature).toBe(jsApiSignature({ ticket: second, url: PAGE, ...signed }))
  })

  it('does so at most every 30 s', async () => {
    const wx = account()
    await wx.ticket('jsapi')
    wechat.platform.killTicket()
    const burst = Array.from({ length: 20 }, () => wx.signature(PAGE, { refused: true }))
    const signed = await Promise.all(burst)
    const ticket = await wx.ticket('jsapi')
    // All of them have waited for the new one.
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

  it('is signed with what is there where the platform cannot be asked', async () => {
    const wx = account()
    const ticket = await wx.ticket('jsapi')
    wechat.platform.fail(TICKET_PATH, { errcode: 45009, errmsg: 'reach max api daily quota limit' })
    const signed = await wx.signature(PAGE, { refused: true })
    expect(signed.signature).toBe(jsApiSignature({ ticket, url: PAGE, ...signed }))
  })
})

it('a page after a quiet time waits a moment for the ticket, rather than being signed with a dead one', async () => {
  const wx = account()
  const dead = await wx.ticket('jsapi')
  wechat.platform.killTicket()
  advanceDate(11 * 60_000)
  expect(await wx.ticket('jsapi')).not.toBe(dead)
})

describe('a store', () => {
  const failing = (part: Partial<Store>): Store => ({ ...memoryStore(), ...part })

  it('that takes nothing costs nobody a signature, nor WeChat a storm', async () => {
    const wx = account({ store: failing({ set: async () => Promise.reject(new Error('READONLY')) }) })
    for (let i = 0; i < 5; i += 1) await wx.signature(PAGE)
    expect(requests()).toEqual({ token: 1, ticket: 1 })
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
    advanceDate(61_000)
    expect(await wx.accessToken()).toBe(token)
    expect(requests().token).toBeLessThan(5)
  })

  it('that never answers is given up, and left alone for 5 s', async () => {
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

  it('whose errors hold what was stored gives only their code', async () => {
    const set: Store['set'] = async (_key, value) => {
      throw Object.assign(new Error(`OOM ${value}`), { code: 'OOM', command: { args: [value] } })
    }
    const wx = account({ store: failing({ set }) })
    const token = await wx.accessToken()
    const text = inspect(wechat.events, { depth: 9, showHidden: true })
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
  wechat.platform.fail(TOKEN_PATH, { errcode: 45009, errmsg: 'reach max api daily quota limit' })
  await expect(wx.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
  advanceDate(599_000)
  await expect(wx.ticket('jsapi')).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
  advanceDate(1001)
  await expect(wx.ticket('jsapi')).resolves.toEqual(expect.any(String))
})

describe('the token', () => {
  it('is kept until the platform rotates it, 5 minutes before its end', async () => {
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
    'that is said to live for %s s lives for two hours',
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

  it('that comes with little left of its life does not make every call ask again', async () => {
    const wx = account()
    wechat.platform.fail(TOKEN_PATH, { access_token: 'short', expires_in: 300 })
    for (let i = 0; i < 5; i += 1) expect(await wx.accessToken()).toBe('short')
    // Time for what would go on in the background.
    await pause(50)
    expect(requests().token).toBe(1)
  })

  it('whose life is told as what remains of it is not cut short for having been seen before', async () => {
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

  it('that somebody else has killed is replaced, and the call made once more', async () => {
    const wx = account()
    const dead = await wx.accessToken()
    wechat.platform.killToken()
    expect(await wx.ticket('jsapi')).toEqual(expect.any(String))
    expect(await wx.accessToken()).not.toBe(dead)
    expect(requests()).toEqual({ token: 2, ticket: 2 })
  })

  it('that has been renewed meanwhile is not dropped with the dead one', async () => {
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
    // On its way with the dead token, while the other one has it refused and gets a new one.
    const waiting = slow.ticket('wx_card')
    await gate.isReached
    await other.ticket('jsapi')
    gate.open()
    await waiting
    expect(requests().token).toBe(2)
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
  ])('with %d is told in its own words, and left alone for a while', async (errcode, errmsg, code, hold) => {
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
    ['an error of its server', new Response('oops', { status: 502 })],
    ['a page in place of JSON', new Response('<html>sign in</html>')],
    ['a token that is missing', { expires_in: 7200 }],
  ])('for a moment only (%s) is asked again or told', async (name, fault) => {
    const wx = account()
    wechat.platform.fail(TOKEN_PATH, fault)
    if (name === 'a token that is missing') {
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

  it('the next one is asked where the first is down, and each try is told', async () => {
    const dead = await listen(() => new Response())
    await dead.close()
    const wx = account({ hosts: [dead.origin, `${wechat.origin}/`] })
    await expect(wx.accessToken()).resolves.toEqual(expect.any(String))
    expect(problems()).toEqual([
      { ...retry(dead.origin, 'UNREACHABLE'), attempt: 1 },
      { ...retry(dead.origin, 'UNREACHABLE'), attempt: 2 },
    ])
    // And the next request begins with the one that answered.
    await wx.ticket('jsapi')
    expect(problems()).toHaveLength(2)
    // But not for ever: the others are for disaster.
    advanceDate(600_001)
    await wx.request('/cgi-bin/getcallbackip')
    expect(problems()).toHaveLength(4)
  })

  it.each([
    ['one host', 1],
    ['two hosts', 2],
  ])(
    'that are busy (%s) are asked five times',
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
    expect(wechat.events.filter(({ type }) => type === 'retry')).toHaveLength(2)
    expect(wechat.events.filter(({ type }) => type === 'failure')).toHaveLength(1)
  })

  it('one that is silent is given up after 3 s, also by a fetch that heeds no signal', async () => {
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

it('leaves no failure of the background unhandled, and survives a listener that throws', async () => {
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

it('keeps secret, token and ticket out of itself, its errors and its events', async () => {
  const { secret } = SIMULATED_ACCOUNT
  const wx = account()
  const told: unknown[] = [wx]
  const token = await wx.accessToken()
  const ticket = await wx.ticket('jsapi')
  told.push(await wx.signature(PAGE))

  // A proxy that repeats what it was sent, and a fetch that says what it was asked for.
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
])('says that the %s is missing', (name, options) => {
  expect(() => account(options)).toThrow(new TypeError(`createAccount: ${name} is missing`))
})
