import { describe, expect, it } from 'vitest'
import { VENDOR_VERSIONS } from '../support/vendor-scripts.js'
import { badSignature, useWorld, type World } from '../support/world.js'

const world = useWorld()

describe.each(VENDOR_VERSIONS)('with WeChat’s script %s', version => {
  const open: World['open'] = options => world.open({ version, ...options })

  it('a page becomes ready, chooses an image and shares', async () => {
    const { page, signatures, verifications } = await open()
    const ready = await page.evaluate(() => window.ours.ready())
    expect(ready).toMatchObject({
      appId: 'wx0123456789abcdef',
      url: `${world.origin}/landing`,
      client: { os: 'android' },
    })
    const { localIds, errMsg } = await page.evaluate(() => window.ours.chooseImage({ count: 2 }))
    expect(localIds).toEqual([
      expect.stringMatching(/^weixin:\/\/resourceid\//),
      expect.stringMatching(/^weixin:\/\/resourceid\//),
    ])
    expect(errMsg).toBe('chooseImage:ok')
    const shared = await page.evaluate(() =>
      window.settle(
        window.ours.share({ title: 'T', desc: 'D', imgUrl: '/icon.png', timeline: { title: 'M' } }),
      ),
    )
    expect(shared).toMatchObject({ value: undefined })
    expect(shared.code).toBeUndefined()
    const sent = await page.evaluate(() =>
      window.simulator.calls
        .filter(({ clientName }) => clientName.startsWith('update'))
        .map(({ name, parameters }) => [name, parameters]),
    )
    const link = `${world.origin}/landing`
    const imgUrl = `${world.origin}/icon.png`
    expect(sent).toEqual([
      ['updateAppMessageShareData', expect.objectContaining({ title: 'T', desc: 'D', link, imgUrl })],
      ['updateTimelineShareData', expect.objectContaining({ title: 'M', link, imgUrl })],
    ])
    expect([signatures(), await verifications()]).toEqual([1, 1])
    // The calls went through the script: it adds fields of its release to what it sends.
    const type = await page.evaluate(async () => typeof (await window.ours.loadVendor()).chooseImage)
    expect(type).toBe('function')
  })

  it('20 concurrent calls without ready() need one signature request and one verification', async () => {
    const { page, signatures, verifications } = await open({ simulator: { latency: 20, bridgeReady: 50 } })
    const types = await page.evaluate(() =>
      Promise.all(
        Array.from({ length: 20 }, () => window.ours.getNetworkType().then(({ networkType }) => networkType)),
      ),
    )
    expect(types).toEqual(Array(20).fill('wifi'))
    expect([signatures(), await verifications()]).toEqual([1, 1])
  })

  it.each(['bridge', 'script'])(
    'ready() rejects if the signature is refused (verification: %s), and can be retried',
    async verification => {
      const { page } = await open({ wx: { verification } })
      world.signer = badSignature
      const refused = await page.evaluate(() => window.settle(window.ours.ready()))
      expect(refused).toMatchObject({
        name: 'WxError',
        code: 'INVALID_SIGNATURE',
        errMsg: expect.stringMatching(/invalid signature$/),
      })
      expect(await page.evaluate(() => window.ours.state.status)).toBe('failed')
      world.signer = undefined
      const ready = await page.evaluate(() => window.settle(window.ours.ready()))
      expect(ready.value?.url).toBe(`${world.origin}/landing`)
    },
  )

  it.each(['bridge', 'script'])(
    'ready() rejects if the signature of a new URL is refused (verification: %s), and a later one succeeds',
    async verification => {
      const { page, verifications } = await open({ wx: { verification } })
      await page.evaluate(() => window.ours.ready())
      world.signer = badSignature
      const refused = await page.evaluate(() => {
        history.pushState(null, '', '/second')
        return window.settle(window.ours.ready())
      })
      expect(refused.code).toBe('INVALID_SIGNATURE')
      world.signer = undefined
      const ready = await page.evaluate(() => window.settle(window.ours.ready()))
      expect(ready.value?.url).toBe(`${world.origin}/second`)
      const before = await verifications()
      expect(await page.evaluate(() => window.settle(window.ours.getNetworkType()))).toMatchObject({
        value: { networkType: 'wifi' },
      })
      expect(await verifications()).toBe(before)
    },
  )

  it('ready() rejects a refused signature on HarmonyOS, whose version sorts below 6.0.2', async () => {
    for (const verification of ['bridge', 'script']) {
      const { page } = await open({ simulator: { client: 'harmony' }, wx: { verification } })
      world.signer = badSignature
      expect((await page.evaluate(() => window.settle(window.ours.ready()))).code).toBe('INVALID_SIGNATURE')
    }
  })

  it("verification: 'script' rejects a refused signature even if the script was configured before", async () => {
    const { page } = await open({ wx: false })
    await page.evaluate(async () => {
      const first = window.WxReady.createWx({ signature: '/wx/signature' })
      await first.getNetworkType()
    })
    world.signer = badSignature
    const refused = await page.evaluate(() => {
      const make = () => window.WxReady.createWx({ signature: '/wx/signature', verification: 'script' })
      return Promise.all([window.settle(make().ready()), window.settle(make().ready())])
    })
    expect(refused.map(({ code }) => code)).toEqual(['INVALID_SIGNATURE', 'INVALID_SIGNATURE'])
  })

  it("verification: 'script' uses the documented config, ready and error", async () => {
    const { page, verifications } = await open({ wx: { verification: 'script' } })
    const ready = await page.evaluate(() => window.settle(window.ours.ready()))
    expect(ready.value?.url).toBe(`${world.origin}/landing`)
    expect(await verifications()).toBe(1)
    // Only a configured script reports this.
    const configured = await page.evaluate(() => {
      const vendor = window.ours.vendor as unknown as { ready(callback: () => void): void }
      const told = new Promise(resolve => vendor.ready(() => resolve(true)))
      return Promise.race([told, new Promise(resolve => setTimeout(() => resolve(false), 500))])
    })
    expect(configured).toBe(true)
    const scanned = await page.evaluate(() => window.ours.scanQRCode({ needResult: 1 }))
    expect(scanned.resultStr).toBe('https://weixin.qq.com/r/wx-ready')
  })

  it('does not change the lists that the caller passed', async () => {
    const { page } = await open({ wx: false })
    const lists = await page.evaluate(async () => {
      const jsApiList = Object.freeze(['getLocation', 'previewImage', 'chooseWXPay'])
      const asked = ['getLocation', 'previewImage']
      const { WxReady } = window
      await WxReady.createWx({ signature: '/wx/signature', jsApiList, verification: 'script' }).ready()
      const wx = WxReady.createWx({ signature: '/wx/signature', jsApiList })
      await wx.ready()
      const { checkResult } = await wx.checkJsApi({ jsApiList: asked as never })
      return { jsApiList, asked, checkResult }
    })
    expect(lists).toEqual({
      jsApiList: ['getLocation', 'previewImage', 'chooseWXPay'],
      asked: ['getLocation', 'previewImage'],
      checkResult: { getLocation: true, previewImage: true },
    })
  })

  it('works with a frozen bridge object', async () => {
    const { page } = await open()
    const result = await page.evaluate(() => {
      Object.freeze((window as { WeixinJSBridge?: object }).WeixinJSBridge)
      return window.settle(window.ours.getLocation({ type: 'gcj02' }))
    })
    expect(result.value).toMatchObject({ latitude: 23.0994, longitude: 113.3245, errMsg: 'getLocation:ok' })
  })

  it('waits for a bridge that is injected late', async () => {
    const { page } = await open({ simulator: { bridgeReady: 400 } })
    const ready = await page.evaluate(() => window.settle(window.ours.ready()))
    expect(ready.code).toBeUndefined()
  })

  it('uses the bridge and calls onError if neither script host responds', async () => {
    const { page, requests } = await open({ version: 'none' })
    const chosen = await page.evaluate(() => window.settle(window.ours.chooseImage()))
    expect(chosen.value?.localIds).toHaveLength(2)
    await page.waitForFunction(() => window.reported.length > 0)
    expect(await page.evaluate(() => window.reported)).toEqual(['SCRIPT_FAILED'])
    const hosts = requests.filter(url => url.includes('jweixin')).map(url => new URL(url).host)
    expect(hosts).toEqual(['res.wx.qq.com', 'res2.wx.qq.com'])
    expect(await page.evaluate(() => document.querySelectorAll('script[src*="jweixin"]').length)).toBe(0)
  })
})

it('works as an ES module', async () => {
  const opened = await world.open({ wx: false })
  // As text, because the test runner rewrites import().
  const type = await opened.page.evaluate(`(async () => {
    const { createWx } = await import('/dist/browser/index.js')
    const wx = createWx({ signature: '/wx/signature' })
    await wx.ready()
    return (await wx.getNetworkType()).networkType
  })()`)
  expect(type).toBe('wifi')
})
