import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/server/index.js'
import { setUpPlatform, TICKET_PATH, TOKEN_PATH } from '../../support/platform-fixture.js'

const wechat = setUpPlatform()
const { account, advanceDate, requests } = wechat

describe('a failed refresh', () => {
  it.each([
    ['over the daily quota is shared by all processes', 45009, 'QUOTA_SPENT', 1],
    ['over the rate limit is shared by all processes', 45011, 'RATE_LIMITED', 1],
    ['for the IP of one machine is not shared', 40164, 'IP_NOT_LISTED', 2],
    ['for a wrong secret is not shared', 40125, 'CREDENTIALS_REFUSED', 2],
    ['with an unknown errcode is not shared', 99999, 'BAD_REQUEST', 2],
    ['for a missing permission is not shared', 48001, 'NOT_PERMITTED', 2],
  ])('%s (%d)', async (_name, errcode, code, calls) => {
    wechat.platform.fail(TOKEN_PATH, { errcode, errmsg: 'invalid ip 203.0.113.9' })
    await expect(account().accessToken()).rejects.toMatchObject({ code, errcode })
    const other = await account()
      .accessToken()
      .catch((error: unknown) => error)
    if (calls === 1) expect(other).toMatchObject({ code, errcode, errmsg: 'invalid ip 203.0.113.9' })
    else expect(other).toEqual(expect.any(String))
    expect(requests().token).toBe(calls)
  })

  it('because the platform is busy is shared by all processes', async () => {
    wechat.platform.fail(TOKEN_PATH, { errcode: -1, errmsg: 'system error' }, 5)
    await expect(account().accessToken()).rejects.toMatchObject({ code: 'BUSY' })
    await expect(account().accessToken()).rejects.toMatchObject({ code: 'BUSY', errcode: -1 })
    expect(requests().token).toBe(5)
  })

  it('because of the network of one process is not shared', async () => {
    const fetch = async () => {
      throw new TypeError('fetch failed')
    }
    await expect(account({ fetch }).accessToken()).rejects.toMatchObject({ code: 'UNREACHABLE' })
    expect(await account().accessToken()).toEqual(expect.any(String))
  })

  it('that cannot be stored is reported unchanged, and the platform is asked once', async () => {
    wechat.platform.fail(TOKEN_PATH, { errcode: 45009, errmsg: 'spent' })
    const set: Store['set'] = () => Promise.reject(new Error('READONLY'))
    const wx = account({ store: { ...wechat.store, set } })
    await expect(wx.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
    expect(requests().token).toBe(1)
  })

  it.each([
    ['an API that the account may not use', 48001, 1],
    ['a token refused twice', 40001, 2],
  ])('with %s is not retried for 30 s', async (_name, errcode, times) => {
    const wx = account()
    await wx.accessToken()
    wechat.platform.fail(TICKET_PATH, { errcode, errmsg: 'no' }, times)
    await expect(wx.ticket('jsapi')).rejects.toMatchObject({ errcode })
    advanceDate(29_000)
    await expect(wx.ticket('jsapi')).rejects.toMatchObject({ errcode })
    expect(requests().ticket).toBe(times)
    advanceDate(1000)
    expect(await wx.ticket('jsapi')).toEqual(expect.any(String))
  })

  it('shared by another process ends 600 s after it happened', async () => {
    wechat.platform.fail(TOKEN_PATH, { errcode: 45009, errmsg: 'spent' })
    await account()
      .accessToken()
      .catch(() => {})
    const other = account()
    advanceDate(300_000)
    await expect(other.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
    advanceDate(299_000)
    await expect(other.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
    advanceDate(1001)
    expect(await other.accessToken()).toEqual(expect.any(String))
  })

  it('is reported unchanged when the store goes down at the same time', async () => {
    let isDown = false
    const get: Store['get'] = key => (isDown ? Promise.reject(new Error('down')) : wechat.store.get(key))
    const wx = account({
      store: { ...wechat.store, get },
      fetch: async () => {
        isDown = true
        return Response.json({ errcode: 40164, errmsg: 'invalid ip 203.0.113.9' })
      },
    })
    await expect(wx.accessToken()).rejects.toMatchObject({ code: 'IP_NOT_LISTED' })
  })

  it('for an IP that is not listed names that IP in its hint', async () => {
    const errmsg = 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 1-2-3'
    wechat.platform.fail(TOKEN_PATH, { errcode: 40164, errmsg })
    await expect(account().accessToken()).rejects.toMatchObject({
      errmsg,
      hint: expect.stringContaining('203.0.113.9'),
    })
  })
})
