import { afterEach, describe, expect, it } from 'vitest'
import type { Bridge } from '../../src/browser/client/bridge.js'
import { createWx } from '../../src/browser/index.js'
import {
  installSimulator,
  type SimulatedClient,
  type Simulator,
  type SimulatorApi,
  type SimulatorResult,
} from '../../src/simulator/page/index.js'
import { COMMAND_CASES } from '../support/api-cases.js'
import { loadVendor, type Vendor } from '../support/loaded-vendor.js'
import { ALL_VENDOR_VERSIONS } from '../support/vendor-scripts.js'

const CLIENTS: readonly SimulatedClient[] = ['android', 'ios', 'harmony', 'windows', 'mac', 'linux']

type Answerable = Exclude<SimulatorApi, 'config' | `miniProgram.${string}` | `onMenuShare${string}`>

/** A result of each API, unlike the default one, as WeChat's script gives it. */
const RESULTS: { readonly [Api in Answerable]: SimulatorResult<Api> } = {
  checkJsApi: { checkResult: { getLocation: true, onMenuShareQQ: false, anApiOfTomorrow: true } },
  updateAppMessageShareData: {},
  updateTimelineShareData: {},
  chooseImage: { localIds: ['weixin://resourceid/a', 'weixin://resourceid/b'] },
  previewImage: {},
  uploadImage: { serverId: 's1' },
  downloadImage: { localId: 'weixin://resourceid/c' },
  getLocalImgData: { localData: 'data:image/png;base64,iVBORw==' },
  startRecord: {},
  stopRecord: { localId: 'weixin://resourceid/v' },
  playVoice: {},
  pauseVoice: {},
  stopVoice: {},
  uploadVoice: { serverId: 's2' },
  downloadVoice: { localId: 'weixin://resourceid/w' },
  translateVoice: { translateResult: '一二三' },
  getNetworkType: { networkType: '5g' },
  openLocation: {},
  getLocation: { latitude: -33.5, longitude: 151.25, speed: 2, accuracy: 65 },
  startSearchBeacons: {},
  stopSearchBeacons: {},
  hideOptionMenu: {},
  showOptionMenu: {},
  closeWindow: {},
  hideMenuItems: {},
  showMenuItems: {},
  hideAllNonBaseMenuItem: {},
  showAllNonBaseMenuItem: {},
  scanQRCode: { resultStr: 'EAN_13,6901234567892' },
  openProductSpecificView: {},
  chooseCard: { cardList: [{ card_id: 'p1', encrypt_code: 'e1' }] },
  addCard: {
    cardList: [
      { cardId: 'p1', cardExt: '{"a":1}', isSuccess: true, code: 'c' },
      { cardId: 'p2', cardExt: '{}', isSuccess: false },
    ],
  },
  openCard: {},
  consumeAndShareCard: {},
  chooseWXPay: {},
  openAddress: {
    userName: '李四',
    telNumber: '1',
    postalCode: '2',
    provinceName: '3',
    cityName: '4',
    countryName: '5',
    detailInfo: '6',
    nationalCode: '7',
  },
  openEnterpriseRedPacket: {},
  openEnterpriseChat: { errCode: 7 },
  launchMiniProgram: {},
  openBusinessView: { errCode: 9, extraData: { a: { b: '1' } } },
  requestMerchantTransfer: {},
}

const APIS = Object.keys(RESULTS) as Answerable[]

/** What the vendor's script passes on unchanged: on Android, text. wx-ready reads it. */
const TEXT_ON_ANDROID: { readonly [Api in Answerable]?: object } = {
  getLocation: { latitude: '-33.5', longitude: '151.25', speed: '2', accuracy: '65' },
  chooseCard: { cardList: JSON.stringify(RESULTS.chooseCard.cardList) },
  openEnterpriseChat: { errCode: '7' },
  openBusinessView: { ...RESULTS.openBusinessView, errCode: '9' },
}

let simulator: Simulator | undefined
afterEach(() => {
  simulator?.uninstall()
  simulator = undefined
})

/** Installs a client that accepts every signature. */
function install(client: SimulatedClient): { simulator: Simulator; bridge: Bridge } {
  simulator = installSimulator({ client, bridgeReady: 'sync' })
  simulator.answer('config', {})
  return { simulator, bridge: (window as unknown as { WeixinJSBridge: Bridge }).WeixinJSBridge }
}

function parametersOf(api: Answerable): object {
  return JSON.parse(JSON.stringify(COMMAND_CASES[api].cases[0]?.parameters ?? {}))
}

describe.each(CLIENTS)('the answers of a simulated %s', client => {
  it.each(ALL_VENDOR_VERSIONS)('reach a page with WeChat’s script %s as they were set', async version => {
    const { simulator, bridge } = install(client)
    await verify(
      bridge,
      APIS.map(api => COMMAND_CASES[api].client),
    )
    const { userAgent, platform } = navigator
    const vendor = loadVendor(version, bridge, { userAgent, platform })
    const apis = APIS.filter(api => vendor[api])
    expect(apis.length).toBeGreaterThan(25)
    for (const api of apis) {
      simulator.answer(api, RESULTS[api])
      const expected = (client === 'android' && TEXT_ON_ANDROID[api]) || RESULTS[api]
      expect({ api, ...(await ask(vendor, api)) }).toEqual({ api, errMsg: `${api}:ok`, ...expected })
    }
  })

  it('reach wx-ready over the bridge as they were set', async () => {
    const { simulator } = install(client)
    const wx = createWx({ signature: async () => SIGNATURE, script: () => new Promise(() => {}) })
    for (const api of APIS) {
      const remove = simulator.answer(api, RESULTS[api])
      const result = await wx.call(api, parametersOf(api))
      remove()
      expect({ api, ...(result as object) }).toMatchObject({ api, ...RESULTS[api] })
    }
    wx.dispose()
  })

  it.each([
    ['cancel', 'CANCELLED'],
    ['denied', 'PERMISSION_DENIED'],
    ['unsupported', 'NOT_SUPPORTED'],
    [new Error('the printer is on fire'), 'CALL_FAILED'],
  ] as const)('%s is %s', async (answer, code) => {
    const { simulator } = install(client)
    const wx = createWx({ signature: async () => SIGNATURE, script: () => new Promise(() => {}) })
    // wx-ready asks checkJsApi before a transfer. A denied API verifies the page again, which takes time for all of them.
    const apis = APIS.filter(api => !/^(checkJsApi|requestMerchantTransfer)$/.test(api))
    for (const api of answer === 'denied' ? ['scanQRCode' as const] : apis) {
      simulator.answer(api, answer)
      const told = await wx.call(api, parametersOf(api)).then(
        () => 'ok',
        (error: { code: string }) => error.code,
      )
      expect([api, told]).toEqual([api, code])
    }
    wx.dispose()
  })
})

const SIGNATURE = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }

function verify(bridge: Bridge, verifyJsApiList: string[]): Promise<unknown> {
  return new Promise(resolve => bridge.invoke('preVerifyJSAPI', { verifyJsApiList }, resolve))
}

/** What `complete` is called with. */
function ask(vendor: Vendor, api: Answerable): Promise<object> {
  return new Promise(resolve => {
    const complete = (result: object) => resolve(JSON.parse(JSON.stringify(result)))
    vendor[api]?.({ ...parametersOf(api), complete })
  })
}
