import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulator, simulatorScript as SimulatorScript } from '../../src/simulator/page/index.js'
import { sharedChromium } from '../support/chromium.js'
import { inThisRun } from '../support/full-run.mjs'
import { ALL_VENDOR_VERSIONS, vendorScript } from '../support/vendor-scripts.js'

type Built = { simulatorScript: typeof SimulatorScript }
const { simulatorScript } = (await import('../../dist/simulator/page/index.js' as string)) as Built

const ORIGIN = 'http://shop.example'
const VERSIONS = inThisRun(ALL_VENDOR_VERSIONS, version => version === '1.0.0' || version === '1.6.0')

let context: BrowserContext
let page: Page
beforeAll(async () => {
  context = await (await sharedChromium()).newContext()
  page = await context.newPage()
})
afterAll(() => context.close())

type SimulatedPage = typeof window & {
  WxReadySimulator: { current: Simulator }
  told: unknown[]
  wx: Record<string, (argument: unknown) => void>
}

/** Opens a page as somebody else wrote it, behind the simulator that a tool puts into it. */
async function open(html: string, options: Parameters<typeof SimulatorScript>[0]): Promise<void> {
  await page.unrouteAll()
  await context.clearCookies()
  await page.close()
  page = await context.newPage()
  await page.addInitScript({ content: simulatorScript({ platform: { tickets: [] }, ...options }) })
  await page.route('**/*', route => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
  await page.goto(`${ORIGIN}/page?a=1`)
}

const told = () => page.evaluate(() => (window as SimulatedPage).told)

describe('a page that somebody else wrote', () => {
  it('finds no bridge in its scripts, hears WeixinJSBridgeReady once, and pays over the bare bridge', async () => {
    const script = `
      window.told = [typeof WeixinJSBridge, navigator.platform, 'userAgentData' in navigator, window.__wxjs_is_wkwebview]
      document.addEventListener('WeixinJSBridgeReady', function () {
        WeixinJSBridge.invoke('getBrandWCPayRequest', {
          appId: 'wx1', timeStamp: '1', nonceStr: 'n', package: 'prepay_id=1', signType: 'RSA', paySign: 's'
        }, function (result) { told.push(result.err_msg) })
      })`
    await open(`<!doctype html><title>Pay</title><script>${script}</script>`, { client: 'ios' })
    await expect.poll(told).toEqual(['undefined', 'iPhone', false, true, 'get_brand_wcpay_request:ok'])
  })

  it('closes its window: nothing is answered or pressed afterwards', async () => {
    const script = `
      window.told = []
      document.addEventListener('WeixinJSBridgeReady', function () {
        WeixinJSBridge.call('closeWindow')
        WeixinJSBridge.invoke('getNetworkType', {}, function () { told.push('answered') })
      })`
    await open(`<!doctype html><script>${script}</script>`, { client: 'android' })
    await page.waitForFunction(() => (window as SimulatedPage).WxReadySimulator.current.closed)
    const pressed = await page.evaluate(() =>
      (window as SimulatedPage).WxReadySimulator.current
        .press('menuItem:copyUrl')
        .then(String, (error: Error) => error.message),
    )
    expect(pressed).toMatch(/closeWindow/)
  })

  it('shares the first picture larger than 290 px by default', async () => {
    const picture = (size: number) =>
      `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"/>`)}`
    await open(
      `<!doctype html><title>A walk</title><img src="${picture(200)}"><img src="${picture(300)}" width="10" height="10">`,
      {},
    )
    const card = await page.evaluate(() =>
      (window as SimulatedPage).WxReadySimulator.current.press('menuItem:share:timeline'),
    )
    expect(card).toMatchObject({
      title: 'A walk',
      link: `${ORIGIN}/page?a=1`,
      imgUrl: picture(300),
      source: 'default',
    })
  })
})

describe.each(VERSIONS)('with WeChat’s script %s', version => {
  it.each(['android', 'ios', 'windows'] as const)(
    'a page as the guide shows it configures, shares from the menu and scans, on %s',
    async client => {
      const script = `
        window.told = []
        wx.config({ debug: false, appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's',
          jsApiList: ['onMenuShareAppMessage', 'scanQRCode', 'hideMenuItems', 'onVoicePlayEnd'] })
        wx.ready(function () {
          told.push('ready')
          wx.onMenuShareAppMessage({ title: 'T', desc: 'D', link: location.href, imgUrl: 'http://shop.example/i.png',
            trigger: function () { this.title = 'T at once' },
            success: function () { told.push('shared') }, cancel: function () { told.push('cancelled') } })
          wx.hideMenuItems({ menuList: ['menuItem:copyUrl'], success: function () { told.push('hidden') } })
          wx.scanQRCode({ needResult: 1, success: function (result) { told.push(result.resultStr) } })
        })`
      const accept = `WxReadySimulator.current.answer('config', {});WxReadySimulator.current.answer('scanQRCode', { resultStr: '{"a":1}' })`
      await open(
        `<!doctype html><title>Guide</title><script>${accept}</script><script>${vendorScript(version)}</script><script>${script}</script>`,
        { client },
      )
      await expect.poll(async () => (await told()).sort()).toEqual(['hidden', 'ready', '{"a":1}'])
      const outcome = await page.evaluate(async () => {
        const { current } = (window as SimulatedPage).WxReadySimulator
        const sent = await current.press('menuItem:share:appMessage')
        current.answer('onMenuShareAppMessage', 'cancel')
        const cancelled = await current.press('menuItem:share:appMessage')
        return { sent, cancelled, items: current.menu.items, told: (window as SimulatedPage).told }
      })
      expect(outcome.sent).toMatchObject({
        title: 'T at once',
        desc: 'D',
        source: 'menu-handler',
        problems: [],
      })
      expect(outcome.cancelled).toBeUndefined()
      expect(outcome.items).not.toContain('menuItem:copyUrl')
      expect(outcome.told.slice(3)).toEqual(['shared', 'cancelled'])
    },
  )
})
