// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWx, type Wx } from 'wx-ready'
import { type Account, createAccount, signPayV2 } from 'wx-ready/server'
import { installSimulator, type Simulator } from 'wx-ready/simulator'
import { createPlatform, SIMULATED_ACCOUNT, type SimulatedPlatform } from 'wx-ready/simulator/platform'

let platform: SimulatedPlatform
let simulator: Simulator
let wx: Wx

beforeEach(() => {
  platform = createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, payKey: 'k'.repeat(32) }] })
  simulator = installSimulator({ client: 'ios', platform })
  wx = createWx({ signature: ({ url }) => platform.signature(url) })
})
afterEach(() => {
  wx.dispose()
  simulator.uninstall()
})

/** Your server's account, without a network. */
function accountOnPlatform(): Account {
  return createAccount({
    ...SIMULATED_ACCOUNT,
    fetch: (url, init) => platform.handler(new Request(url, init)),
  })
}

describe('sharing', () => {
  it('a friend receives a card without problems', async () => {
    await wx.share({ title: 'Autumn on the river', desc: 'Twelve walks', imgUrl: '/cover.png' })
    const card = await simulator.press('menuItem:share:timeline')
    expect(card).toMatchObject({ title: 'Autumn on the river', source: 'page-data', problems: [] })
    expect(simulator.shared).toHaveLength(1)
  })

  it('the menu does not offer Moments', async () => {
    await wx.hideMenuItems({ menuList: ['menuItem:share:timeline'] })
    expect(simulator.menu.items).not.toContain('menuItem:share:timeline')
  })
})

describe('what the user does', () => {
  it('scans a code, cancels the next scan, and scans again', async () => {
    simulator.answer('scanQRCode', ({ needResult }) => ({ resultStr: needResult ? 'EAN_13,6901' : '' }))
    simulator.answer('scanQRCode', 'cancel', { times: 1 })
    await expect(wx.scanQRCode({ needResult: 1 })).rejects.toMatchObject({ code: 'CANCELLED' })
    expect((await wx.scanQRCode({ needResult: 1 })).resultStr).toBe('EAN_13,6901')
  })

  it('records until WeChat stops the recording after a minute', async () => {
    const ended: string[] = []
    wx.onVoiceRecordEnd(({ localId }) => ended.push(localId))
    await wx.startRecord()
    simulator.advance(60_000)
    await expect.poll(() => ended).toHaveLength(1)
  })

  it('uploads a picture, which your server finds at WeChat', async () => {
    const { localIds } = await wx.chooseImage({ count: 1 })
    const { serverId } = await wx.uploadImage({ localId: localIds[0] as string })
    const { body } = await accountOnPlatform().media(serverId)
    expect(new Uint8Array(await new Response(body).arrayBuffer())).toEqual(platform.media(serverId)?.bytes)
  })
})

describe('what the account and the client lack', () => {
  it('the account may not use an API', async () => {
    simulator.deny('getLocation')
    await expect(wx.getLocation()).rejects.toMatchObject({ code: 'PERMISSION_DENIED', api: 'getLocation' })
  })

  it('WeChat is too old for an API', async () => {
    simulator.answer('openAddress', 'unsupported')
    await expect(wx.openAddress()).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
  })

  it('WeChat loses the permissions, and the page gets them back by itself', async () => {
    await wx.ready()
    simulator.revoke()
    expect(await wx.getNetworkType()).toMatchObject({ networkType: 'wifi' })
    expect(await wx.getLocation()).toHaveProperty('latitude')
    expect(simulator.verifications).toHaveLength(2)
  })
})

describe('what goes wrong', () => {
  it('the phone is offline', async () => {
    simulator.answer('getNetworkType', { networkType: 'none' })
    expect((await wx.getNetworkType()).networkType).toBe('none')
  })

  it('the signature endpoint cannot be reached', async () => {
    const offline = createWx({ signature: () => Promise.reject(new TypeError('Failed to fetch')) })
    await expect(offline.ready()).rejects.toMatchObject({ code: 'SIGNATURE_FAILED' })
    offline.dispose()
  })

  it('the server signs another URL', async () => {
    const wrong = createWx({ signature: ({ url }) => platform.signature(`${url}?from=timeline`) })
    await expect(wrong.ready()).rejects.toMatchObject({ code: 'INVALID_SIGNATURE' })
    expect(simulator.verifications[0]).toMatchObject({ ok: false, checkedUrl: location.href })
    wrong.dispose()
  })

  it('WeChat never answers', async () => {
    simulator.answer('getLocation', 'silent')
    await expect(wx.getLocation({}, { timeout: 100 })).rejects.toMatchObject({ code: 'CALL_TIMEOUT' })
  })

  it('WeChat fails with a message', async () => {
    simulator.answer('chooseImage', new Error('no camera'))
    await expect(wx.chooseImage()).rejects.toMatchObject({ code: 'CALL_FAILED' })
  })
})

describe('paying and cards', () => {
  const order = { appId: SIMULATED_ACCOUNT.appId, package: 'prepay_id=wx201410272009395522657a690389285100' }

  it('a payment is signed with the key of the merchant', async () => {
    await wx.chooseWXPay(signPayV2({ ...order, key: 'k'.repeat(32), signType: 'MD5' }))
    const wrong = signPayV2({ ...order, key: 'x'.repeat(32), signType: 'MD5' })
    await expect(wx.chooseWXPay(wrong)).rejects.toMatchObject({ code: 'CALL_FAILED' })
  })

  it('a card is signed, and can be added once', async () => {
    const cardId = 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc'
    const cardList = [{ cardId, cardExt: await accountOnPlatform().cardExt({ cardId }) }]
    expect((await wx.addCard({ cardList })).cardList).toMatchObject([{ isSuccess: true }])
    expect((await wx.addCard({ cardList })).cardList).toMatchObject([{ isSuccess: false }])
  })
})

describe('other surroundings', () => {
  it.each(['ios', 'android', 'harmony', 'windows', 'mac'] as const)(
    'after a change of the URL, on %s',
    async client => {
      simulator = installSimulator({ client, platform })
      const page = createWx({ signature: ({ url }) => platform.signature(url) })
      await page.ready()
      history.pushState(null, '', '/walks/42')
      page.navigated()
      expect(await page.getLocation()).toHaveProperty('latitude')
      page.dispose()
    },
  )

  it('inside a mini program', async () => {
    simulator = installSimulator({ platform, miniProgram: true })
    const page = createWx({})
    expect(await page.miniProgram.getEnv()).toEqual({ miniprogram: true })
    await page.miniProgram.postMessage({ data: { walk: 42 } })
    expect(simulator.messages).toEqual([{ walk: 42 }])
    page.dispose()
  })
})
