import { afterEach, describe, expect, it, vi } from 'vitest'
import { detectClient } from '../../src/browser/index.js'
import {
  installSimulator,
  type SimulatedBridge,
  type SimulatedClient,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/page/index.js'
import { computeSignature } from '../../src/simulator/page/signature-check.js'

type Page = typeof window & {
  WeixinJSBridge?: SimulatedBridge
  WxReadySimulator?: { current?: Simulator }
  __wxjs_is_wkwebview?: boolean
  __wxjs_environment?: string
}
const page = window as Page

const CLIENTS: readonly SimulatedClient[] = ['android', 'ios', 'harmony', 'windows', 'mac', 'linux']
const TICKET = 'ticket'

let simulator: Simulator
afterEach(() => {
  simulator.uninstall()
  history.replaceState(null, '', '/')
  document.title = ''
  document.body.innerHTML = ''
})

function install(options: SimulatorOptions = {}): SimulatedBridge {
  simulator = installSimulator({ bridgeReady: 'sync', platform: { tickets: [TICKET] }, ...options })
  return page.WeixinJSBridge as SimulatedBridge
}

function ask(
  bridge: SimulatedBridge,
  name: string,
  parameters: object = {},
): Promise<Record<string, unknown>> {
  return new Promise(resolve => bridge.invoke(name, parameters, answer => resolve({ ...answer })))
}

/** Verifies the page with a signature for a URL. */
function verify(
  bridge: SimulatedBridge,
  verifyJsApiList: readonly string[],
  url: string = location.href.split('#')[0] as string,
): Promise<Record<string, unknown>> {
  return ask(bridge, 'preVerifyJSAPI', {
    verifyAppId: 'wx1',
    verifyTimestamp: '1414587457',
    verifyNonceStr: 'n',
    verifySignature: computeSignature({ ticket: TICKET, nonceStr: 'n', timestamp: '1414587457', url }),
    verifyJsApiList,
  })
}

describe('the environment of the page', () => {
  const read = () => ({
    userAgent: navigator.userAgent,
    appVersion: navigator.appVersion,
    platform: navigator.platform,
    vendor: navigator.vendor,
    data: 'userAgentData' in navigator,
    wkwebview: page.__wxjs_is_wkwebview,
    environment: page.__wxjs_environment,
  })

  it.each(CLIENTS)('is that of %s, and the browser’s own after uninstall()', client => {
    const before = read()
    install({ client, miniProgram: true })
    const { inWeChat, os, version, miniProgram } = detectClient()
    expect({ inWeChat, os, version, miniProgram }).toEqual({
      inWeChat: true,
      // The library has nothing to do differently on Linux.
      os: client === 'linux' ? 'unknown' : client,
      version: simulator.version,
      miniProgram: true,
    })
    expect(read()).toMatchObject({ data: false, environment: 'miniprogram' })
    expect(page.__wxjs_is_wkwebview).toBe(client === 'ios' ? true : undefined)
    // As WeChat's script tells desktops from phones.
    expect(/mac|win/i.test(navigator.platform)).toBe(client === 'windows' || client === 'mac')
    simulator.uninstall()
    expect(read()).toEqual(before)
    expect(Object.keys(window).filter(name => name.startsWith('__wxjs'))).toEqual([])
  })

  it('lacks navigator.userAgentData, as web-views do', () => {
    Object.defineProperty(Navigator.prototype, 'userAgentData', { configurable: true, get: () => ({}) })
    install()
    expect('userAgentData' in navigator).toBe(false)
    simulator.uninstall()
    expect('userAgentData' in navigator).toBe(true)
    delete (Navigator.prototype as { userAgentData?: unknown }).userAgentData
  })

  it.each([
    ['android', '8.0.42.2460', '8.0.42.2460', '(0x28002a39)'],
    ['ios', '7.0.12', '7.0.12', '(0x17000c2a)'],
    ['windows', '4.0.5.240', '4.0.5.240', '(0xf25405f0)'],
  ] as const)('has the version that was asked for: %s %s', (client, version, told, hexadecimal) => {
    install({ client, version })
    expect(detectClient().version).toBe(told)
    expect(simulator.version).toBe(told)
    expect(navigator.userAgent).toContain(hexadecimal)
  })

  it('is kept if the browser says itself that it is WeChat', () => {
    const own = 'Mozilla/5.0 (iPhone) MicroMessenger/8.0.5'
    Object.defineProperty(navigator, 'userAgent', { configurable: true, value: own })
    install()
    expect([simulator.client, simulator.version, navigator.userAgent]).toEqual(['ios', '8.0.5', own])
    simulator.uninstall()
    delete (navigator as { userAgent?: string }).userAgent
  })
})

describe('installSimulator()', () => {
  it('injects the bridge in a task after the scripts of the page, and announces it once', async () => {
    const ready = vi.fn()
    document.addEventListener('WeixinJSBridgeReady', ready)
    install({ bridgeReady: 'after-scripts' })
    expect(page.WeixinJSBridge).toBeUndefined()
    await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce())
    expect(page.WeixinJSBridge).toBeDefined()
    simulator.advance(60_000)
    expect(ready).toHaveBeenCalledOnce()
    document.removeEventListener('WeixinJSBridgeReady', ready)
  })

  it('injects it after a time of the client’s clock', () => {
    install({ bridgeReady: 5000 })
    simulator.advance(4000)
    expect(page.WeixinJSBridge).toBeUndefined()
    simulator.advance(1000)
    expect(page.WeixinJSBridge).toBeDefined()
  })

  it('replaces the simulator that was installed before, whose uninstall() then does nothing', () => {
    install({ client: 'ios' })
    const first = simulator
    install({ client: 'android' })
    expect(page.WxReadySimulator?.current).toBe(simulator)
    first.uninstall()
    expect(page.WeixinJSBridge).toBeDefined()
    expect(detectClient().os).toBe('android')
    simulator.uninstall()
    expect([page.WeixinJSBridge, page.WxReadySimulator?.current]).toEqual([undefined, undefined])
  })

  it('throws beside a bridge of somebody else, and changes nothing', () => {
    const theirs = { invoke() {} }
    Object.assign(page, { WeixinJSBridge: theirs })
    const { userAgent } = navigator
    expect(() => installSimulator()).toThrow(/already has a WeixinJSBridge/)
    expect([navigator.userAgent, page.WeixinJSBridge]).toEqual([userAgent, theirs])
    delete page.WeixinJSBridge
  })

  it('names the nearest option and API for a name that does not exist', () => {
    const unknown = { clinet: 'ios' } as SimulatorOptions
    expect(() => installSimulator(unknown)).toThrow(/no option .*"clinet".*Did you mean client/)
    install()
    const loose = simulator as unknown as Record<string, (...names: string[]) => void>
    expect(() => loose.answer?.('chooseImages')).toThrow(/no API "chooseImages".*chooseImage/)
    expect(() => loose.answer?.('geoLocation')).toThrow(/getLocation/)
    expect(() => loose.deny?.('getLocaton')).toThrow(TypeError)
    expect(() => loose.allow?.('')).toThrow(TypeError)
  })
})

describe('the bridge', () => {
  it('has call as another name of invoke, and env and log', async () => {
    const bridge = install()
    expect(bridge.call).toBe(bridge.invoke)
    expect([bridge.env(), bridge.log()]).toEqual([undefined, undefined])
    bridge.call('getNetworkType')
    expect(simulator.calls).toHaveLength(1)
  })

  it('passes copies, and calls each callback once', async () => {
    const bridge = install()
    const callback = vi.fn()
    const parameters = { jsApiList: ['chooseImage'] }
    bridge.invoke('checkJsApi', parameters, callback)
    parameters.jsApiList.push('changed later')
    await vi.waitFor(() => expect(callback).toHaveBeenCalled())
    simulator.advance(60_000)
    expect(callback).toHaveBeenCalledOnce()
    expect(simulator.calls[0]?.parameters).toEqual({ jsApiList: ['chooseImage'] })
  })

  it.each([
    'getBrandWCPayRequest',
    'getNetworkType',
    'closeWindow',
    'imagePreview',
    'hideOptionMenu',
    'showOptionMenu',
    'hideToolbar',
    'showToolbar',
    'checkJsApi',
  ])('lets an unverified page call %s', name => {
    install().invoke(name)
    expect(simulator.calls[0]).toMatchObject({ clientName: name, allowed: true })
  })

  it('says why a call was refused', async () => {
    const bridge = install({ deny: ['getLocation'] })
    const reasonOf = async (name: string) => {
      const { err_msg } = await ask(bridge, name)
      const { name: scriptName, allowed, reason } = simulator.calls[simulator.calls.length - 1] ?? {}
      return [scriptName, allowed, reason, err_msg]
    }
    expect(await reasonOf('geoLocation')).toEqual([
      'getLocation',
      false,
      'not-verified',
      'geoLocation:fail_the permission value is offline verifying',
    ])
    await verify(bridge, ['geoLocation', 'scanQRCode'])
    expect((await reasonOf('geoLocation'))[2]).toBe('denied')
    expect((await reasonOf('chooseImage'))[2]).toBe('not-listed')
    expect((await reasonOf('anApiOfTomorrow'))[2]).toBe('unsupported')
    expect(await reasonOf('scanQRCode')).toEqual(['scanQRCode', true, undefined, 'scanQRCode:ok'])
    simulator.allow('getLocation')
    expect((await reasonOf('geoLocation'))[1]).toBe(true)
    simulator.deny('scanQRCode')
    expect((await reasonOf('scanQRCode'))[2]).toBe('denied')
    simulator.revoke()
    expect((await reasonOf('scanQRCode'))[2]).toBe('not-verified')
  })

  it('grants a permission for the URL that the client checks', async () => {
    for (const client of ['android', 'ios'] as const) {
      const bridge = install({ client })
      await verify(bridge, ['scanQRCode'])
      history.pushState(null, '', '/next#hash')
      await ask(bridge, 'scanQRCode')
      expect([client, simulator.calls[1]?.reason]).toEqual([
        client,
        client === 'ios' ? undefined : 'not-verified',
      ])
      history.pushState(null, '', '/')
    }
  })

  it('calls the handler of an event only with its permission', async () => {
    const bridge = install()
    const heard = vi.fn()
    bridge.on('onVoicePlayEnd', heard)
    expect(simulator.emit('onVoicePlayEnd')).toBe(false)
    await verify(bridge, ['onVoicePlayEnd'])
    expect(simulator.emit('onVoicePlayEnd', { localId: 'v' })).toBe(true)
    simulator.deny('onVoicePlayEnd')
    expect(simulator.emit('onVoicePlayEnd')).toBe(false)
    expect(heard.mock.calls).toEqual([[{ localId: 'v' }]])
  })

  it('converts an event by the script’s name', async () => {
    const bridge = install()
    const heard = vi.fn()
    bridge.on('onBeaconsInRange', heard)
    await verify(bridge, ['onBeaconsInRange'])
    simulator.emit('onSearchBeacons', { beacons: [{ uuid: 'u', major: 1 }] })
    expect(heard.mock.calls).toEqual([[{ beacons: [{ uuid: 'u', major: '1' }] }]])
  })

  it('sets the size of the text itself, unless the page does', async () => {
    const bridge = install()
    const size = () => document.documentElement.style.getPropertyValue('-webkit-text-size-adjust')
    await simulator.press('menuItem:setFont')
    expect(size()).toBe('120%')
    const heard = vi.fn(() => bridge.invoke('setFontSizeCallback', { fontSize: 0 }))
    bridge.on('menu:setfont', heard)
    await simulator.press('menuItem:setFont')
    expect(heard.mock.calls).toEqual([[{ fontSize: '4', fontScale: '140' }]])
    await vi.waitFor(() => expect(size()).toBe('100%'))
    simulator.uninstall()
    expect(size()).toBe('')
  })
})

describe('a verification', () => {
  const url = () => location.href.split('#')[0] as string

  it.each<[string, () => string, string]>([
    ['with its hash', () => location.href, 'invalid signature'],
    ['for the URL before', () => `${location.origin}/before`, 'invalid signature'],
    ['without its query', () => location.origin + location.pathname, 'invalid signature'],
    ['by http', () => url().replace('http:', 'https:'), 'invalid signature'],
    ['encoded', () => encodeURIComponent(url()), 'invalid signature'],
    ['decoded', () => decodeURIComponent(url()), 'invalid signature'],
    ['with escaped ampersands', () => url().replace(/&/g, '&amp;'), 'invalid signature'],
    ['cut off at an ampersand', () => url().split('&')[0] as string, 'invalid signature'],
    ['without a hash, by http', () => location.href.replace('http:', 'https:'), 'invalid signature'],
  ])('that signed the URL %s tells which one it was', async (_name, signed, refusal) => {
    history.replaceState(null, '', '/before')
    const bridge = install()
    history.pushState(null, '', '/a/b?x=%E5%BE%AE&y=2#/z')
    const answer = await verify(bridge, ['scanQRCode'], signed())
    expect(answer).toEqual({ err_msg: `preVerifyJSAPI:fail_${refusal}`, realAuthUrl: [url()] })
    expect(simulator.verifications).toEqual([
      {
        at: expect.any(Number),
        ok: false,
        refusal,
        appId: 'wx1',
        checkedUrl: url(),
        signedUrl: signed(),
        ticketKnown: true,
        jsApiList: ['scanQRCode'],
        openTagList: [],
      },
    ])
  })

  it('with another ticket tells no URL; without any valid ticket, says so', async () => {
    const bridge = install({ platform: { tickets: [] } })
    await verify(bridge, ['scanQRCode'])
    expect(simulator.verifications[0]).toMatchObject({ ok: false, ticketKnown: false })
    expect(simulator.verifications[0]?.signedUrl).toBeUndefined()
  })

  it('on a domain that is not bound is refused', async () => {
    const bridge = install({ platform: { tickets: [TICKET], domains: ['shop.example'] } })
    expect((await verify(bridge, ['scanQRCode'])).err_msg).toBe('preVerifyJSAPI:fail_invalid url domain')
    expect(simulator.verifications[0]).toMatchObject({ signedUrl: url(), refusal: 'invalid url domain' })
  })

  it('without a platform says what is missing', async () => {
    const bridge = install({ platform: () => Promise.reject(new Error('the platform is down')) })
    expect((await verify(bridge, ['scanQRCode'])).err_msg).toMatch(/the simulator: the platform is down/)
    expect(simulator.verifications[0]).toMatchObject({ ok: false, refusal: expect.stringMatching(/down/) })
  })
})

describe('answers', () => {
  it('the last one applies; one with `times` gives way to the one before it', async () => {
    const bridge = install()
    const types = async (count: number) => {
      const all: unknown[] = []
      for (let call = 0; call < count; call += 1) all.push((await ask(bridge, 'getNetworkType')).subtype)
      return all
    }
    const remove = simulator.answer('getNetworkType', { networkType: '4g' })
    simulator.answer('getNetworkType', { networkType: '3g' }, { times: 2 })
    simulator.answer('getNetworkType', () => ({ networkType: '2g' }), { times: 1 })
    expect(await types(5)).toEqual(['2g', '3g', '3g', '4g', '4g'])
    remove()
    expect(await types(1)).toEqual(['wifi'])
    expect(() => simulator.answer('getNetworkType', {}, { times: 0 })).toThrow(TypeError)
  })

  it('functions get the parameters by the script’s names, without the credentials', async () => {
    const bridge = install()
    simulator.answer('config', {})
    await verify(bridge, ['batchAddCard', 'chooseCard', 'openProductViewWithPid'])
    const seen: unknown[] = []
    simulator.answer('addCard', parameters => void seen.push(parameters))
    simulator.answer('openProductSpecificView', async parameters => void seen.push(parameters))
    const cards = [{ card_id: 'p', card_ext: '{}' }]
    await ask(bridge, 'batchAddCard', { card_list: cards, verifySignature: 's' })
    await ask(bridge, 'openProductViewWithPid', { pid: '1', view_type: 0 })
    expect(seen).toEqual([{ cardList: [{ cardId: 'p', cardExt: '{}' }] }, { productId: '1', viewType: 0 }])
  })

  it('answer() comes before the person, the person before the defaults', async () => {
    const bridge = install({ client: 'ios' })
    simulator.person = { getNetworkType: () => undefined, chooseWXPay: () => 'cancel' }
    expect((await ask(bridge, 'getNetworkType')).err_msg).toBe('network_type:wifi')
    expect((await ask(bridge, 'getBrandWCPayRequest')).err_msg).toBe('get_brand_wcpay_request:cancel')
    simulator.answer('chooseWXPay', {})
    expect((await ask(bridge, 'getBrandWCPayRequest')).err_msg).toBe('get_brand_wcpay_request:ok')
  })

  it('an answer that throws is a failure that names the simulator', async () => {
    const bridge = install()
    simulator.answer('getNetworkType', () => {
      throw new Error('a mistake in the test')
    })
    expect((await ask(bridge, 'getNetworkType')).err_msg).toMatch(/the simulator: a mistake in the test/)
  })

  it('answerRaw() is passed on unchanged, null too; `silent` is never answered', async () => {
    const bridge = install()
    const raw = { errMsg: 'odd', list: '[1' }
    simulator.answerRaw('getNetworkType', () => raw)
    expect(await ask(bridge, 'getNetworkType')).toEqual(raw)
    simulator.answerRaw('getNetworkType', async () => null)
    expect(await new Promise(resolve => bridge.invoke('getNetworkType', {}, resolve))).toBeNull()
    simulator.answer('getNetworkType', 'silent')
    const callback = vi.fn()
    bridge.invoke('getNetworkType', {}, callback)
    await Promise.resolve()
    simulator.advance(3600_000)
    expect(callback).not.toHaveBeenCalled()
  })

  it('an unsupported API is reported by checkJsApi', async () => {
    const bridge = install({ client: 'ios' })
    simulator.answer('scanQRCode', 'unsupported')
    const { checkResult } = await ask(bridge, 'checkJsApi', {
      jsApiList: ['scanQRCode', 'geoLocation', 'menu:share:qq', 'onBeaconsInRange', 'toString'],
    })
    expect(checkResult).toEqual({
      scanQRCode: false,
      geoLocation: true,
      'menu:share:qq': true,
      onBeaconsInRange: true,
      toString: false,
    })
  })
})

describe('the clock', () => {
  it('delays answers by the latency and by `after`, until it is advanced', async () => {
    const bridge = install({ latency: 60_000 })
    simulator.answer('getNetworkType', {}, { after: 5000 })
    const callback = vi.fn()
    bridge.invoke('getNetworkType', {}, callback)
    await Promise.resolve()
    simulator.advance(60_000)
    expect(callback).not.toHaveBeenCalled()
    simulator.advance(5000)
    await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce())
    expect(simulator.calls[0]?.duration).toBeGreaterThanOrEqual(65_000)
  })

  it('ends a recording after a minute and the playback after it, and reports beacons each second', async () => {
    const bridge = install()
    const heard: string[] = []
    const events = ['onVoiceRecordEnd', 'onVoicePlayEnd', 'onBeaconsInRange']
    const apis = ['startRecord', 'stopRecord', 'playVoice', 'startMonitoringBeacons', 'stopMonitoringBeacons']
    for (const event of events) bridge.on(event, () => heard.push(event))
    await verify(bridge, [...events, ...apis])
    await ask(bridge, 'startRecord')
    simulator.advance(59_000)
    expect(heard).toEqual([])
    simulator.advance(1000)
    expect(heard.splice(0)).toEqual(['onVoiceRecordEnd'])
    expect((await ask(bridge, 'stopRecord')).err_msg).toMatch(/fail/)
    await ask(bridge, 'playVoice', { localId: 'v' })
    simulator.advance(2000)
    expect(heard.splice(0)).toEqual(['onVoicePlayEnd'])
    await ask(bridge, 'startMonitoringBeacons')
    simulator.advance(3000)
    expect(heard.splice(0)).toEqual(Array(3).fill('onBeaconsInRange'))
    await ask(bridge, 'stopMonitoringBeacons')
    simulator.advance(3000)
    expect(heard).toEqual([])
  })

  it('is not stopped by fake timers of a test', async () => {
    const bridge = install()
    vi.useFakeTimers()
    try {
      expect(await ask(bridge, 'getNetworkType')).toMatchObject({ subtype: 'wifi' })
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('the menu', () => {
  it('shows appendix 3 without what the page hides, and base items always', async () => {
    const bridge = install({ client: 'ios' })
    const list = ['hideMenuItems', 'showMenuItems', 'hideAllNonBaseMenuItem', 'showAllNonBaseMenuItem']
    await verify(bridge, list)
    const all = [...simulator.menu.items]
    expect(all).toContain('menuItem:openWithSafari')
    const hidden = ['menuItem:share:timeline', 'menuItem:copyUrl']
    await ask(bridge, 'hideMenuItems', { menuList: hidden })
    expect(simulator.menu.items).toEqual(all.filter(item => !hidden.includes(item)))
    await expect(simulator.press('menuItem:share:timeline')).rejects.toThrow(/the menu shows only/)
    await ask(bridge, 'showMenuItems', { menuList: ['menuItem:copyUrl'] })
    expect(simulator.menu.items).toContain('menuItem:copyUrl')
    const refused = await ask(bridge, 'hideMenuItems', {
      menuList: ['menuItem:refresh', 'menuItem:favorite'],
    })
    expect(refused.err_msg).toMatch(/fail_a base item/)
    expect(simulator.menu.items).toContain('menuItem:favorite')
    await ask(bridge, 'hideAllNonBaseMenuItem')
    expect(simulator.menu.items).toEqual([
      'menuItem:exposeArticle',
      'menuItem:setFont',
      'menuItem:nightMode',
      'menuItem:refresh',
      'menuItem:profile',
    ])
    await ask(bridge, 'showAllNonBaseMenuItem')
    expect(simulator.menu.items).toEqual(all)
  })

  it('cannot be opened after hideOptionMenu, nor after closeWindow', async () => {
    const bridge = install()
    await ask(bridge, 'hideOptionMenu')
    expect(simulator.menu.visible).toBe(false)
    await expect(simulator.press('menuItem:copyUrl')).rejects.toThrow(/hideOptionMenu/)
    await ask(bridge, 'showOptionMenu')
    expect(await simulator.press('menuItem:copyUrl')).toBeUndefined()
    bridge.invoke('closeWindow')
    await vi.waitFor(() => expect(simulator.closed).toBe(true))
    await expect(simulator.press('menuItem:copyUrl')).rejects.toThrow(/closeWindow/)
    const callback = vi.fn()
    bridge.invoke('getNetworkType', {}, callback)
    simulator.advance(60_000)
    expect(callback).not.toHaveBeenCalled()
    expect(simulator.emit('menu:setfont')).toBe(false)
  })
})

describe('sharing from the menu', () => {
  const DATA = { title: 'T', desc: 'D', link: 'http://localhost:3000/x', imgUrl: 'http://a.example/i.png' }

  it('shares a default if the page has set nothing', async () => {
    install()
    document.title = 'A page'
    document.body.innerHTML = `
      <img src="/small.png" width="100" height="400">
      <img src="/large.png" width="300" height="300">`
    const card = await simulator.press('menuItem:share:appMessage')
    expect(card).toEqual({
      item: 'menuItem:share:appMessage',
      title: 'A page',
      desc: '',
      link: location.href,
      imgUrl: `${location.origin}/large.png`,
      source: 'default',
      url: location.href,
      problems: ['not-set'],
    })
    expect(simulator.shared).toEqual([card])
  })

  it('shares the data of update…ShareData, and says what is wrong with it', async () => {
    const bridge = install({ platform: { tickets: [TICKET], domains: ['localhost:3000', 'localhost'] } })
    await verify(bridge, ['updateAppMessageShareData', 'updateTimelineShareData'])
    await ask(bridge, 'updateAppMessageShareData', DATA)
    await ask(bridge, 'updateTimelineShareData', { title: '长'.repeat(40), link: '/x', imgUrl: '' })
    const sent = await simulator.press('menuItem:share:appMessage')
    expect(sent).toMatchObject({ ...DATA, source: 'page-data', problems: [] })
    expect(await simulator.press('menuItem:share:qq')).toMatchObject(DATA)
    expect(await simulator.press('menuItem:share:timeline')).toMatchObject({
      desc: '',
      problems: ['no-picture', 'relative-link', 'long-title'],
    })
    await ask(bridge, 'updateAppMessageShareData', { ...DATA, link: 'https://else.example/' })
    expect(simulator.card('appMessage').problems).toEqual(['foreign-domain'])
    history.pushState(null, '', '/elsewhere')
    expect(simulator.card('appMessage').problems).toEqual(['foreign-domain', 'other-url'])
    expect(simulator.shared).toHaveLength(3)
  })

  it('runs the handler that the page set last, and shares what it sends', async () => {
    const bridge = install()
    await verify(bridge, ['menu:share:appmessage', 'updateAppMessageShareData'])
    await ask(bridge, 'updateAppMessageShareData', DATA)
    const told = vi.fn()
    bridge.on('menu:share:appmessage', event => {
      const { scene } = event as { scene: string }
      bridge.invoke(
        'sendAppMessage',
        { title: scene, desc: 'D', link: 'http://l', img_url: 'http://i' },
        told,
      )
    })
    expect(simulator.card('appMessage').source).toBe('menu-handler')
    const card = await simulator.press('menuItem:share:appMessage')
    expect(card).toMatchObject({ title: 'friend', imgUrl: 'http://i', source: 'menu-handler' })
    expect(told.mock.calls).toEqual([[{ err_msg: 'send_app_msg:confirm' }]])
    expect(await simulator.press('menuItem:favorite')).toMatchObject({ title: 'favorite' })

    simulator.answer('onMenuShareAppMessage', 'cancel', { times: 1 })
    expect(await simulator.press('menuItem:share:appMessage')).toBeUndefined()
    expect(told.mock.calls[2]).toEqual([{ err_msg: 'send_app_msg:cancel' }])
    expect(simulator.shared).toHaveLength(2)

    // Without the permission, the client does not ask the page.
    simulator.deny('onMenuShareAppMessage')
    expect(await simulator.press('menuItem:share:appMessage')).toMatchObject({ source: 'page-data' })
    await ask(bridge, 'updateAppMessageShareData', { ...DATA, title: 'later' })
    simulator.allow()
    expect(await simulator.press('menuItem:share:appMessage')).toMatchObject({ title: 'later' })
  })

  it('shares nothing if the handler does not, or if the user cancels', async () => {
    const bridge = install()
    await verify(bridge, ['menu:share:timeline'])
    bridge.on('menu:share:timeline', () => {})
    const pressed = simulator.press('menuItem:share:timeline')
    simulator.advance(60_000)
    expect(await pressed).toBeUndefined()
    simulator.answer('onMenuShareAppMessage', 'cancel')
    expect(await simulator.press('menuItem:share:appMessage')).toBeUndefined()
    expect(simulator.shared).toEqual([])
  })
})

describe('the surrounding mini program', () => {
  const post = (bridge: SimulatedBridge) =>
    ask(bridge, 'invokeMiniProgramAPI', { name: 'postMessage', arg: { a: 1 } })

  it('receives messages, and shows other calls by their names', async () => {
    const bridge = install({ miniProgram: true })
    await post(bridge)
    await ask(bridge, 'invokeMiniProgramAPI', { name: 'navigateTo', arg: { url: '/p' } })
    expect(simulator.messages).toEqual([{ a: 1 }])
    expect(simulator.calls.map(({ name }) => name)).toEqual([
      'miniProgram.postMessage',
      'miniProgram.navigateTo',
    ])
    simulator.answer('miniProgram.navigateTo', ({ url }) => new Error(`no page ${url}`))
    const refused = await ask(bridge, 'invokeMiniProgramAPI', { name: 'navigateTo', arg: { url: '/q' } })
    expect(refused.err_msg).toBe('invokeMiniProgramAPI:fail_no page /q')
  })

  it('is missing in an ordinary page', async () => {
    expect((await post(install())).err_msg).toMatch(/fail_not in a mini program/)
    expect(simulator.messages).toEqual([])
  })
})

it('reset() returns to the state after the installation', async () => {
  const bridge = install({ deny: ['chooseImage'], latency: 1 })
  await verify(bridge, ['scanQRCode', 'updateAppMessageShareData', 'hideMenuItems'])
  await ask(bridge, 'updateAppMessageShareData', { title: 'T' })
  await ask(bridge, 'hideMenuItems', { menuList: ['menuItem:copyUrl'] })
  await simulator.press('menuItem:share:appMessage')
  simulator.answer('scanQRCode', 'cancel')
  simulator.allow()
  simulator.latency = 50
  bridge.on('menu:setfont', () => {})
  bridge.invoke('closeWindow')
  await vi.waitFor(() => expect(simulator.closed).toBe(true))
  simulator.reset()
  const { calls, verifications, shared, messages, closed, latency, menu } = simulator
  expect({ calls, verifications, shared, messages, closed, latency }).toEqual({
    calls: [],
    verifications: [],
    shared: [],
    messages: [],
    closed: false,
    latency: 1,
  })
  expect(menu.items).toContain('menuItem:copyUrl')
  expect(simulator.emit('menu:setfont')).toBe(false)
  expect(simulator.card('appMessage').source).toBe('default')
  await ask(bridge, 'scanQRCode')
  expect(simulator.calls[0]?.reason).toBe('not-verified')
  await verify(bridge, ['scanQRCode', 'chooseImage'])
  expect((await ask(bridge, 'scanQRCode')).err_msg).toBe('scanQRCode:ok')
  await ask(bridge, 'chooseImage')
  expect(simulator.calls[3]?.reason).toBe('denied')
})

it('subscribe() tells of changes, once for those of a task', async () => {
  const bridge = install()
  const listener = vi.fn()
  const stop = simulator.subscribe(listener)
  bridge.invoke('getNetworkType')
  bridge.invoke('getNetworkType')
  expect(listener).not.toHaveBeenCalled()
  await Promise.resolve()
  await Promise.resolve()
  expect(listener).toHaveBeenCalledOnce()
  await vi.waitFor(() => expect(simulator.calls[1]?.answer).toBeDefined())
  stop()
  const before = listener.mock.calls.length
  simulator.deny('scanQRCode')
  await Promise.resolve()
  expect(listener).toHaveBeenCalledTimes(before)
})
