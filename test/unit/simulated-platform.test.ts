import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWx, type Wx } from '../../src/browser/index.js'
import { createAccount, signPayV2, signPayV3 } from '../../src/server/index.js'
import {
  installSimulator,
  type SimulatedBridge,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/page/index.js'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'

/** A page, its server and WeChat's platform in one program: files and signatures go from one to the other. */
const { appId } = SIMULATED_ACCOUNT
const KEY = '192006250b4c09247ec02edce69f6a2d'
const CARD_ID = 'pDF3iY9tv9zCGCj4jTXFOo1DxHdo'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

let platform: SimulatedPlatform
let simulator: Simulator
let wx: Wx
const open = (options: SimulatorOptions = {}) => {
  simulator = installSimulator({ bridgeReady: 'sync', platform, ...options })
  wx = createWx({
    signature: ({ url }) => platform.signature(url),
    script: () => new Promise(() => {}),
  })
}
beforeEach(() => {
  const payCertificate = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  platform = createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, payKey: KEY, payCertificate }] })
})
afterEach(() => {
  wx.dispose()
  simulator.uninstall()
  vi.unstubAllGlobals()
})

const bridge = () => (window as unknown as { WeixinJSBridge: SimulatedBridge }).WeixinJSBridge
const server = () =>
  createAccount({
    ...SIMULATED_ACCOUNT,
    hosts: ['https://api.example'],
    fetch: (url, init) => platform.handler(new Request(url as string, init)),
  })
const download = async (mediaId: string, hd = false) => {
  const response = await server().media(mediaId, { hd })
  return { type: response.headers.get('content-type'), bytes: new Uint8Array(await response.arrayBuffer()) }
}
const fail = (calling: Promise<unknown>) =>
  calling.then(
    () => 'did not fail',
    ({ errMsg }) => errMsg,
  )
const bytesOf = (localData: string) =>
  new Uint8Array(Buffer.from(localData.replace(/^data:.*,/, ''), 'base64'))

describe('files', () => {
  it('work with a createPlatform() where there is no fetch, Request, Blob or crypto', async () => {
    const names = ['fetch', 'Request', 'Response', 'Headers', 'Blob', 'crypto', 'TextEncoder']
    for (const name of names) vi.stubGlobal(name, undefined)
    const own = createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, payKey: KEY }] })
    platform = own
    open()
    const { localIds } = await wx.chooseImage()
    const { serverId } = await wx.uploadImage({ localId: String(localIds[0]) })
    expect(own.media(serverId)).toMatchObject({ type: 'image', contentType: 'image/jpeg' })
    expect(own.media(serverId)?.bytes).toHaveLength(141)
    expect((await wx.downloadImage({ serverId })).localId).toMatch(/^weixin:/)
  })

  it.each(['android', 'ios'] as const)('of %s reach the account’s server byte for byte', async client => {
    open({ client })
    const { localIds } = await wx.chooseImage({ count: 1 })
    const [localId = ''] = localIds
    expect(localIds).toHaveLength(1)
    const { localData } = await wx.getLocalImgData({ localId })
    const { serverId } = await wx.uploadImage({ localId })
    const downloaded = await download(serverId)
    expect(downloaded.type).toBe('image/jpeg')
    expect([...downloaded.bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff])
    expect(downloaded.bytes).toEqual(bytesOf(localData))

    const again = await wx.downloadImage({ serverId })
    expect(again.localId).not.toBe(localId)
    const copy = await wx.getLocalImgData({ localId: again.localId })
    expect(bytesOf(copy.localData)).toEqual(downloaded.bytes)
  })

  it('are of the kind that the API is for: a recording is AMR, and speex for hd', async () => {
    open()
    await wx.startRecord()
    const { localId } = await wx.stopRecord()
    expect(await fail(wx.uploadImage({ localId }))).toMatch('there is no image with this localId')
    const { serverId } = await wx.uploadVoice({ localId })
    const { type, bytes } = await download(serverId)
    expect([type, Buffer.from(bytes.subarray(0, 6)).toString()]).toEqual(['audio/amr', '#!AMR\n'])
    expect(await download(serverId, true)).toMatchObject({ type: 'voice/speex' })
    expect((await wx.downloadVoice({ serverId })).localId).toMatch(/^weixin:/)
  })

  it('are uploaded one at a time, as the guide demands', async () => {
    open()
    const [first = '', second = ''] = (await wx.chooseImage()).localIds
    // The library itself waits: a page may not.
    const upload = (localId: string) =>
      new Promise<object>(resolve => bridge().invoke('uploadImage', { localId }, resolve))
    const mixed = [upload(first), upload(second)]
    expect(await Promise.all(mixed)).toEqual([
      { err_msg: 'uploadImage:ok', serverId: expect.any(String) },
      { err_msg: expect.stringMatching(/^uploadImage:fail_another file is being uploaded/) },
    ])
    expect(await upload(second)).toMatchObject({ err_msg: 'uploadImage:ok' })
    expect(
      await Promise.all([wx.uploadImage({ localId: first }), wx.uploadImage({ localId: second })]),
    ).toHaveLength(2)
  })

  it('that nobody has fail', async () => {
    open()
    const localId = 'weixin://resourceid/unknown'
    expect(await fail(wx.uploadImage({ localId }))).toMatch('there is no image')
    expect(await fail(wx.uploadVoice({ localId }))).toMatch('there is no voice')
    expect(await fail(wx.getLocalImgData({ localId }))).toMatch('there is no image')
    expect(await fail(wx.downloadImage({ serverId: 'x' }))).toMatch('invalid media_id')
    const { serverId } = await wx.uploadImage({ localId: String((await wx.chooseImage()).localIds[0]) })
    platform.advance(3 * 86_400_000)
    wx.dispose()
    open()
    expect(await fail(wx.downloadImage({ serverId }))).toMatch('invalid media_id')
  })

  it('stay in the page without a platform', async () => {
    open({ platform: async () => platform.facts(appId) })
    const { localIds } = await wx.chooseImage()
    const { serverId } = await wx.uploadImage({ localId: String(localIds[0]) })
    expect(platform.media(serverId)).toBeUndefined()
    const { localId } = await wx.downloadImage({ serverId })
    const [data, copy] = await Promise.all(
      [String(localIds[0]), localId].map(async id => (await wx.getLocalImgData({ localId: id })).localData),
    )
    expect(copy).toBe(data)
  })
})

describe('signatures', () => {
  it('of a card: only a cardExt that the account signed is added, and once', async () => {
    open()
    const account = server()
    const cardExt = await account.cardExt({ cardId: CARD_ID, code: '1' })
    const added = async (ext: string) => {
      const { cardList } = await wx.addCard({ cardList: [{ cardId: CARD_ID, cardExt: ext }] })
      return cardList.map(({ isSuccess }) => isSuccess)
    }
    expect(await added(cardExt.replace('"code":"1"', '"code":"2"'))).toEqual([false])
    expect(await added(cardExt)).toEqual([true])
    expect(await added(cardExt)).toEqual([false])
  })

  it('of a card filter: a wrong one finds no cards, and the call says why', async () => {
    open()
    const filter = await server().cardSign({ cardType: 'GROUPON' })
    expect((await wx.chooseCard(filter)).cardList).toHaveLength(1)
    expect((await wx.chooseCard({ ...filter, cardType: 'CASH' })).cardList).toEqual([])
    expect(simulator.calls.at(-1)?.answer).toMatchObject({
      err_msg: 'choose_card:ok',
      err_detail: expect.stringContaining('invalid signature'),
    })
  })

  it.each([
    ['MD5', () => signPayV2({ appId, package: 'prepay_id=1', key: KEY, signType: 'MD5' })],
    ['HMAC-SHA256', () => signPayV2({ appId, package: 'prepay_id=1', key: KEY, signType: 'HMAC-SHA256' })],
    ['RSA', () => signPayV3({ appId, package: 'prepay_id=1', sign: privateKey })],
  ] as const)('of a payment, %s: a wrong one fails as a failed payment does', async (_type, sign) => {
    open()
    const payment = await sign()
    expect(await wx.chooseWXPay(payment)).toMatchObject({ errMsg: 'chooseWXPay:ok' })
    const { timestamp, ...others } = payment
    expect(await wx.pay({ ...others, appId, timeStamp: timestamp })).toMatchObject({ errMsg: /:ok$/ })
    const wrong = { ...payment, package: 'prepay_id=2' }
    expect(await fail(wx.chooseWXPay(wrong))).toMatch(/:fail$/)
    expect(simulator.calls.at(-1)?.answer).toMatchObject({
      err_msg: 'get_brand_wcpay_request:fail',
      err_desc: '支付验证签名失败',
      err_detail: expect.stringContaining('paySign is not the'),
    })
  })

  it('of a payment: the user is not asked about a wrong one, and a test may answer all the same', async () => {
    open()
    const pay = vi.fn()
    simulator.person = { chooseWXPay: pay }
    const wrong = signPayV2({ appId, package: 'prepay_id=1', key: 'another', signType: 'MD5' })
    expect(await fail(wx.chooseWXPay(wrong))).toMatch(/:fail$/)
    expect(pay).not.toHaveBeenCalled()
    simulator.answer('chooseWXPay', {})
    await expect(wx.chooseWXPay(wrong)).resolves.toBeDefined()
  })

  it('are checked before the user is asked, in the order of the calls, whichever is checked first', async () => {
    const end: (() => void)[] = []
    const check = () => new Promise<undefined>(resolve => end.push(() => resolve(undefined)))
    open({ platform: { ...platform, checkPayment: check as never } })
    const asked: unknown[] = []
    simulator.person = { chooseWXPay: ({ package: order }) => void asked.push(order) }
    for (const order of ['first', 'second'])
      bridge().invoke('getBrandWCPayRequest', { package: order, paySign: 's' }, () => {})
    await vi.waitFor(() => expect(end).toHaveLength(2))
    end[1]?.()
    await new Promise(resolve => setTimeout(resolve, 10))
    expect(asked).toEqual([])
    end[0]?.()
    await vi.waitFor(() => expect(asked).toEqual(['first', 'second']))
  })
})
