import { describe, expect, it, vi } from 'vitest'
import {
  type AccountEvent,
  PlatformError,
  type SignatureEvent,
  type Store,
  signatureHandler,
} from '../../src/server/index.js'
import { SIMULATED_ACCOUNT } from '../../src/simulator/platform/index.js'
import { createGate } from '../support/gate.js'
import {
  fakeAllTimers,
  pause,
  setUpPlatform,
  storeKey,
  TICKET_PATH,
  TOKEN_PATH,
} from '../support/platform-fixture.js'

/** What an operator needs: the state of the account, its events, and a shutdown that leaves nobody waiting. */
const PAGE = 'https://www.example.com/'

const wechat = setUpPlatform()
const { account, advanceDate, fetchPlatform, removeStored } = wechat
const never = () => new Promise<never>(() => {})
const eventsOf = (type: AccountEvent['type']) => wechat.events.filter(event => event.type === type)

describe('status()', () => {
  const nothing = { age: undefined, expiresIn: undefined, refreshIn: undefined, refreshing: false }

  it('sends no request and reads no store', async () => {
    const get = vi.fn(wechat.store.get)
    const wx = account({ store: { ...wechat.store, get } })
    expect(wx.status()).toEqual({
      store: 'up',
      credentials: {
        access_token: { ...nothing, lastFailure: undefined },
        jsapi_ticket: { ...nothing, lastFailure: undefined },
        wx_card_ticket: { ...nothing, lastFailure: undefined },
      },
    })
    await new Promise(setImmediate)
    expect([get.mock.calls, wechat.platform.requests]).toEqual([[], {}])
  })

  it('reports ages and expiries, but neither token nor ticket', async () => {
    const wx = account()
    await wx.signature(PAGE)
    advanceDate(60_000)
    const { credentials } = wx.status()
    const near = (ms: number) => expect.toSatisfy(value => Math.abs(value - ms) < 1000)
    expect(credentials.access_token).toMatchObject({ age: near(60_000), expiresIn: near(7140_000) })
    expect(credentials.access_token).toMatchObject({ refreshIn: near(6852_000), refreshing: false })
    expect(credentials.jsapi_ticket).toMatchObject({ expiresIn: near(7140_000), refreshIn: near(240_000) })
    const text = JSON.stringify(wx.status())
    for (const secret of [await wx.accessToken(), await wx.ticket('jsapi'), SIMULATED_ACCOUNT.secret])
      expect(text).not.toContain(secret)
    advanceDate(8000_000)
    expect(wx.status().credentials.jsapi_ticket).toMatchObject({ expiresIn: 0, refreshIn: 0 })
  })

  it('reports a refresh in flight and the last failure', async () => {
    const slow = createGate()
    const wx = account({
      fetch: async (...request) => {
        await slow.wait()
        return fetchPlatform(...request)
      },
    })
    wechat.platform.fail(TOKEN_PATH, { errcode: 40125, errmsg: 'invalid appsecret' })
    const failing = expect(wx.accessToken()).rejects.toThrow()
    await new Promise(setImmediate)
    expect(wx.status().credentials.access_token.refreshing).toBe(true)
    slow.open()
    await failing
    advanceDate(5000)
    expect(wx.status().credentials.access_token).toMatchObject({
      refreshing: false,
      lastFailure: { error: { code: 'CREDENTIALS_REFUSED', errcode: 40125 }, ago: 5000 },
    })
  })

  it('reports whether the store is up', async () => {
    let isDown = true
    const get: Store['get'] = key => (isDown ? Promise.reject(new Error('down')) : wechat.store.get(key))
    const wx = account({ store: { ...wechat.store, get } })
    await wx.accessToken()
    expect(wx.status().store).toBe('down')
    isDown = false
    advanceDate(66_000)
    await wx.accessToken()
    expect(wx.status().store).toBe('up')
    expect(eventsOf('store-recovered')).toEqual([
      { type: 'store-recovered', downFor: expect.toSatisfy(ms => ms >= 66_000) },
    ])
  })

  it('knows no age of a token that the accessToken option returns', () => {
    const wx = account({ accessToken: () => 'given' })
    expect(wx.status().credentials.access_token).toEqual({ ...nothing, lastFailure: undefined })
  })
})

describe('the recovered event', () => {
  it('is reported once after failures, with the duration of the outage', async () => {
    const wx = account()
    wechat.platform.fail(TOKEN_PATH, { errcode: 40164, errmsg: 'invalid ip' }, 2)
    for (const _ of [1, 2]) {
      await expect(wx.accessToken()).rejects.toThrow()
      advanceDate(31_000)
    }
    await wx.accessToken()
    advanceDate(6910_000)
    await wx.accessToken()
    expect(eventsOf('failure')).toHaveLength(2)
    expect(eventsOf('recovered')).toEqual([
      {
        type: 'recovered',
        credential: 'access_token',
        downFor: expect.toSatisfy(ms => ms >= 62_000 && ms < 63_000),
      },
    ])
  })

  it('is reported if another process got the token', async () => {
    const wx = account()
    wechat.platform.fail(TOKEN_PATH, { errcode: 40164, errmsg: 'invalid ip' })
    await expect(wx.accessToken()).rejects.toThrow()
    await account({ onEvent: () => {} }).accessToken()
    await wx.accessToken()
    expect(eventsOf('recovered')).toHaveLength(1)
  })
})

describe('warm()', () => {
  it('requests token and ticket before the first page', async () => {
    const wx = account()
    await wx.warm()
    expect(wechat.platform.requests).toMatchObject({ [TOKEN_PATH]: 1, [TICKET_PATH]: 1 })
    await wx.signature(PAGE)
    expect(wechat.platform.requests).toMatchObject({ [TOKEN_PATH]: 1, [TICKET_PATH]: 1 })
    await wx.warm({ tickets: ['jsapi', 'wx_card'] })
    expect(wechat.platform.requests).toMatchObject({ [TOKEN_PATH]: 1, [TICKET_PATH]: 2 })
  })

  it('requests the token if only the ticket is stored', async () => {
    await account().signature(PAGE)
    await removeStored('access_token')
    const { warm, status } = account()
    await warm()
    expect(status().credentials.access_token.age).toBeDefined()
  })

  it('rejects with the error that a page would get', async () => {
    wechat.platform.fail(TOKEN_PATH, { errcode: 40125, errmsg: 'invalid appsecret' })
    await expect(account().warm()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
    const gone = AbortSignal.abort(new Error('gone'))
    await expect(account().warm({ signal: gone })).rejects.toThrow('gone')
    // The token fails as well; that rejection is handled too.
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    wechat.platform.fail(TOKEN_PATH, { errcode: 40125, errmsg: 'invalid appsecret' })
    await expect(account().warm({ tickets: ['x' as never] })).rejects.toThrow(TypeError)
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate)
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})

describe('close()', () => {
  it('rejects waiting callers, releases the lease and sends no more requests', async () => {
    const aborted = vi.fn()
    let asked = 0
    const wx = account({
      fetch: (_url, init) => {
        asked += 1
        init?.signal?.addEventListener('abort', aborted)
        return never()
      },
    })
    const calls = [
      wx.signature(PAGE),
      wx.ticket('wx_card'),
      wx.accessToken(),
      wx.request('/cgi-bin/getcallbackip'),
    ]
    const settled = calls.map(call => expect(call).rejects.toMatchObject({ code: 'CLOSED' }))
    await vi.waitFor(() => expect(asked).toBe(1))
    expect(await wechat.store.get(storeKey('access_token:lock'))).toBeDefined()
    expect(await wechat.store.get(storeKey('jsapi_ticket:lock'))).toBeDefined()
    await wx.close()
    expect(aborted).toHaveBeenCalled()
    await Promise.all(settled)
    for (const name of ['access_token', 'jsapi_ticket', 'wx_card_ticket'])
      expect(await wechat.store.get(storeKey(`${name}:lock`))).toBeUndefined()
    // Closing is no failure, neither here nor in another process.
    expect(wechat.events).toEqual([])
    expect(await account().accessToken()).toEqual(expect.any(String))
    expect(asked).toBe(1)
  })

  it('rejects callers that wait for the lease of another process', async () => {
    await wechat.store.add(storeKey('access_token:lock'), 'another', 1e6)
    const wx = account()
    const waiting = expect(wx.accessToken()).rejects.toMatchObject({ code: 'CLOSED' })
    await pause()
    await wx.close()
    await waiting
    expect((await wechat.store.get(storeKey('access_token:lock')))?.value).toBe('another')
  })

  it.each([
    [{ ip_list: [] }, { ip_list: [] }],
    [{ errcode: 40001, errmsg: 'invalid credential' }, { code: 'CLOSED' }],
  ])('a request in flight ends, but gets no new token: WeChat answers %j', async (body, outcome) => {
    const asked: string[] = []
    let answer = () => {}
    const wx = account({
      async fetch(url, init) {
        const { pathname } = new URL(String(url))
        asked.push(pathname)
        if (pathname !== '/cgi-bin/getcallbackip') return fetchPlatform(url, init)
        return new Promise(resolve => {
          answer = () => resolve(Response.json(body))
        })
      },
    })
    const call = wx.request('/cgi-bin/getcallbackip').catch((error: unknown) => error)
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    await wx.close()
    answer()
    expect(await call).toMatchObject(outcome)
    expect(asked).toEqual(['/cgi-bin/stable_token', '/cgi-bin/getcallbackip'])
  })

  it('leaves no timer behind', async () => {
    fakeAllTimers()
    const wx = account({ fetch: never })
    const call = expect(wx.signature(PAGE, { refused: true })).rejects.toMatchObject({ code: 'CLOSED' })
    for (let i = 0; i < 5; i += 1) await new Promise(setImmediate)
    await wx.close()
    await call
    await vi.advanceTimersByTimeAsync(3500)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rejects every later call, over HTTP with 503', async () => {
    const wx = account()
    await wx.signature(PAGE)
    await wx.close()
    await wx.close()
    for (const call of [
      () => wx.signature(PAGE),
      () => wx.ticket('jsapi'),
      () => wx.accessToken(),
      () => wx.cardSign(),
      () => wx.media('m'),
      () => wx.request('/cgi-bin/getcallbackip'),
      () => wx.warm(),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'CLOSED' })
    const handler = signatureHandler(wx, { allow: 'https://www.example.com' })
    const response = await handler(new Request(`https://s.example/?url=${encodeURIComponent(PAGE)}`))
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
    expect(wx.status().store).toBe('up')
  })
})

describe('the events of the handler', () => {
  const signed = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }
  const handling = (signature: () => Promise<typeof signed>) => {
    const list: SignatureEvent[] = []
    const onEvent = (event: SignatureEvent) => {
      list.push(event)
      throw new Error('listener')
    }
    const handler = signatureHandler({ signature }, { allow: 'https://www.example.com', onEvent })
    const request = (url: string, more = '') =>
      handler(new Request(`https://s.example/?url=${encodeURIComponent(url)}${more}`))
    return { list, request }
  }
  const page = 'https://www.example.com/shop'

  it('report nothing for a page that is signed', async () => {
    const { list, request } = handling(async () => signed)
    await request(`${page}?a=1`)
    expect(list).toEqual([])
  })

  it('report a refused signature and a page that is not allowed, without the query', async () => {
    const { list, request } = handling(async () => signed)
    expect((await request(`${page}?token=secret`, '&refused=1')).status).toBe(200)
    expect((await request('https://user:pass@evil.example/x?token=secret')).status).toBe(403)
    expect(list).toEqual([
      { type: 'refused', page },
      { type: 'not-allowed', page: 'https://evil.example/x' },
    ])
  })

  it.each([
    ['TIMEOUT', 503],
    ['QUOTA_SPENT', 429],
    ['CREDENTIALS_REFUSED', 502],
  ] as const)('report a page that got no signature: %s, %d', async (code, status) => {
    const error = new PlatformError(code)
    const { list, request } = handling(() => Promise.reject(error))
    expect((await request(page)).status).toBe(status)
    expect(list).toEqual([{ type: 'failure', page, status, error }])
  })

  it('report a mistake in the program, which is rethrown', async () => {
    const error = new TypeError('mistake')
    const { list, request } = handling(() => Promise.reject(error))
    await expect(request(page)).rejects.toBe(error)
    expect(list).toEqual([{ type: 'failure', page, status: 500, error }])
  })
})
