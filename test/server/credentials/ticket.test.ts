import { describe, expect, it } from 'vitest'
import { pause, setUpPlatform, TICKET_PATH } from '../../support/platform-fixture.js'

const wechat = setUpPlatform()
const { account, advanceDate, requests } = wechat

describe('an expired ticket', () => {
  it('is remembered, so that the age of its successor is known and polled less often', async () => {
    wechat.platform.fail(TICKET_PATH, { errcode: 0, errmsg: 'ok', ticket: 'old', expires_in: 60 })
    await account().ticket('jsapi')
    advanceDate(90_000)
    const wx = account()
    await wx.ticket('jsapi')
    advanceDate(6 * 60_000)
    await wx.ticket('jsapi')
    await pause()
    expect(requests().ticket).toBe(2)
  })
})

describe('a due ticket', () => {
  it('is requested once for all processes, and reported as unchanged if WeChat returns the same one', async () => {
    const all = [account(), account(), account()]
    for (const wx of all) await wx.ticket('jsapi')
    advanceDate(5 * 60_000)
    for (const wx of all) await wx.ticket('jsapi')
    await pause(200)
    expect(requests().ticket).toBe(2)
    expect(
      wechat.events.filter(event => event.type === 'refreshed' && event.credential === 'jsapi_ticket'),
    ).toEqual([expect.objectContaining({ changed: true }), expect.objectContaining({ changed: false })])
  })

  it('is requested again after a busy response', async () => {
    wechat.platform.fail(TICKET_PATH, { errcode: -1, errmsg: 'system error' })
    expect(await account().ticket('jsapi')).toEqual(expect.any(String))
    expect(requests().ticket).toBe(2)
  })

  it('of an unknown type throws a TypeError', async () => {
    for (const type of ['card', 'toString', '__proto__'])
      await expect(account().ticket(type as never)).rejects.toThrow(
        new TypeError(`ticket: there is no type ${type}`),
      )
  })
})
