import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/server/index.js'
import { createGate } from '../../support/gate.js'
import { pause, setUpPlatform, TICKET_PATH, TOKEN_PATH } from '../../support/platform-fixture.js'

const CALLBACK_IPS = '/cgi-bin/getcallbackip'

const wechat = setUpPlatform()
const { account, advanceDate, fetchPlatform, requests } = wechat

describe('a refused token', () => {
  const use = (wx: ReturnType<typeof account>) =>
    wx.request('/cgi-bin/ticket/getticket', { query: { type: 'jsapi' } })

  it('is replaced with force_refresh only if WeChat returns the same one again', async () => {
    const bodies: unknown[] = []
    const wx = account({
      fetch: (url, init) => {
        if (String(url).includes(TOKEN_PATH)) bodies.push(JSON.parse(String(init?.body)).force_refresh)
        return fetchPlatform(url, init)
      },
    })
    await wx.accessToken()
    wechat.platform.killToken()
    await use(wx)
    expect(bodies).toEqual([undefined, undefined])
    advanceDate(31_000)
    // WeChat refuses the token but still returns it.
    wechat.platform.fail(TICKET_PATH, { errcode: 40001, errmsg: 'invalid credential' })
    const refused = await wx.accessToken()
    await use(wx)
    expect(bodies).toEqual([undefined, undefined, undefined, true])
    expect(await wx.accessToken()).not.toBe(refused)
  })

  it('causes one force_refresh per 30 s in all processes, even if it failed', async () => {
    let forced = 0
    const fetch: typeof globalThis.fetch = async (url, init) => {
      if (!String(init?.body).includes('force_refresh')) return fetchPlatform(url, init)
      forced += 1
      return new Response('', { status: 502 })
    }
    const processes = [account({ fetch }), account({ fetch })]
    for (const one of processes) await one.accessToken()
    wechat.platform.fail(CALLBACK_IPS, { errcode: 40001, errmsg: 'invalid credential' }, Infinity)
    for (let seconds = 0; seconds < 60; seconds += 6) {
      for (const one of processes) await expect(one.request(CALLBACK_IPS)).rejects.toThrow()
      advanceDate(6000)
    }
    expect(forced).toBe(2)
  })

  it.each([45009, 45011])(
    'stays in use if force_refresh fails (%d), and the refusal is reported',
    async errcode => {
      const wx = account()
      const token = await wx.accessToken()
      wechat.platform.fail(TICKET_PATH, {
        errcode: 40001,
        errmsg: 'invalid credential, access_token is invalid',
      })
      wechat.platform.fail(TOKEN_PATH, async request =>
        (await request.json()).force_refresh ? { errcode, errmsg: 'reach max' } : undefined,
      )
      wechat.platform.fail(TOKEN_PATH, async () => ({ errcode, errmsg: 'reach max' }))
      await expect(use(wx)).rejects.toMatchObject({ code: 'TOKEN_REFUSED', errcode: 40001 })
      expect(await wx.accessToken()).toBe(token)
    },
  )

  it('causes no second force_refresh when the response was lost: the platform allows few', async () => {
    let forced = 0
    const wx = account({
      fetch: async (url, init) => {
        const answer = await fetchPlatform(url, init)
        if (!String(init?.body).includes('force_refresh')) return answer
        forced += 1
        throw new TypeError('fetch failed')
      },
    })
    await wx.accessToken()
    wechat.platform.fail(TICKET_PATH, { errcode: 40001, errmsg: 'invalid credential' })
    await expect(use(wx)).rejects.toMatchObject({ code: 'UNREACHABLE' })
    expect(forced).toBe(1)
  })

  it('that WeChat keeps returning is replaced once for all waiting callers, even without the store', async () => {
    const slow = createGate()
    let bodies: { force_refresh?: boolean }[] = []
    let wait = false
    const down = () => Promise.reject(new Error('down'))
    const wx = account({
      store: { get: down, set: down, add: down, delete: down },
      fetch: async (url, init) => {
        if (!String(url).includes(TOKEN_PATH)) return fetchPlatform(url, init)
        bodies.push(JSON.parse(String(init?.body)))
        if (wait) await slow.wait()
        return fetchPlatform(url, init)
      },
    })
    const named = { access_token: 'dead', expires_in: 7200 }
    wechat.platform.fail(TOKEN_PATH, named, 3)
    await wx.accessToken()
    bodies = []
    wait = true
    // A background refresh is in flight when the callers are refused.
    advanceDate(6912_000)
    await wx.accessToken()
    await slow.isReached
    const using = Promise.all(Array.from({ length: 50 }, () => use(wx)))
    await pause()
    slow.open()
    await using
    expect(bodies.map(({ force_refresh }) => force_refresh)).toEqual([undefined, undefined, true])
  })

  it('is replaced by the token of another process, even if this one just failed to refresh', async () => {
    const [one, other] = [account(), account()]
    await one.accessToken()
    await other.accessToken()
    wechat.platform.killToken()
    wechat.platform.fail(TOKEN_PATH, { errcode: 40164, errmsg: 'invalid ip 203.0.113.9, not in whitelist' })
    await expect(one.request(CALLBACK_IPS)).rejects.toMatchObject({ code: 'IP_NOT_LISTED' })
    await expect(other.request(CALLBACK_IPS)).resolves.toMatchObject({ ip_list: [expect.any(String)] })
    await expect(one.request(CALLBACK_IPS)).resolves.toMatchObject({ ip_list: [expect.any(String)] })
  })

  it('is replaced once for all callers that were refused', async () => {
    const wx = account()
    await wx.accessToken()
    wechat.platform.killToken()
    await Promise.all(Array.from({ length: 50 }, () => use(wx)))
    expect(requests().token).toBe(2)
  })

  const readOnly: Partial<Store> = { set: () => Promise.reject(new Error('READONLY')) }
  it.each([
    ['', {}],
    [' without a writable store', readOnly],
  ])('is not replaced twice within 30 s, and the refusal is reported%s', async (_name, part) => {
    const wx = account({ store: { ...wechat.store, ...part } })
    await wx.accessToken()
    wechat.platform.killToken()
    await use(wx)
    wechat.platform.killToken()
    await expect(use(wx)).rejects.toMatchObject({ code: 'TOKEN_REFUSED', errcode: 40001 })
    advanceDate(29_000)
    await expect(use(wx)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' })
    expect(requests().token).toBe(2)
    advanceDate(1001)
    await use(wx)
    expect(requests().token).toBe(3)
  })

  it.each([
    ['three times within ten minutes is reported as a conflict', [0, 200_000, 390_000], 1],
    ['twice within ten minutes is no conflict', [0, 200_000], 0],
    ['three times in more than ten minutes is no conflict', [0, 290_000, 320_000], 0],
    ['six times is reported as two conflicts', [0, 100_000, 100_000, 100_000, 100_000, 50_000], 2],
  ])('%s', async (_name, pauses, conflicts) => {
    const wx = [account(), account()]
    for (const [i, pause] of pauses.entries()) {
      advanceDate(pause)
      await wx[0]?.accessToken()
      wechat.platform.killToken()
      await use(wx[i % 2] as (typeof wx)[number])
    }
    expect(wechat.events.filter(({ type }) => type === 'token-conflict')).toHaveLength(conflicts)
  })
})
