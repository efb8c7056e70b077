import { expect, it } from 'vitest'
import { useWorld } from '../support/world.js'

const world = useWorld()

it('100 instances that listened, shared and were disposed of are collected', async () => {
  const { page } = await world.open()
  await page.evaluate(async () => {
    const held: WeakRef<object>[] = []
    for (let i = 0; i < 100; i += 1) {
      const wx = window.WxReady.createWx({ signature: '/wx/signature', openTagList: ['wx-open-audio'] })
      const listener = () => held.length
      held.push(new WeakRef(wx), new WeakRef(listener))
      wx.subscribe(listener)
      wx.onVoicePlayEnd(listener)
      wx.onVoiceRecordEnd(listener)
      wx.onMenuShareAppMessage({ title: 'T' }, { trigger: listener })
      const stop = window.WxReady.watch(wx)
      await wx.share({ title: 'T', imgUrl: '/i.png' })
      stop()
      wx.dispose()
    }
    Object.assign(window, { held })
  })
  const left = async () => {
    const session = await page.context().newCDPSession(page)
    await session.send('HeapProfiler.collectGarbage')
    await session.detach()
    return page.evaluate(
      () =>
        (window as unknown as { held: WeakRef<object>[] }).held.filter(reference => reference.deref()).length,
    )
  }
  // The last one's frame may still be around.
  await expect.poll(left, { timeout: 15_000 }).toBeLessThan(5)
  const heard = await page.evaluate(() => {
    window.simulator.emit('onVoicePlayEnd', {})
    window.simulator.emit('menu:share:appmessage', {})
    return window.simulator.calls.filter(({ name }) => name === 'sendAppMessage').length
  })
  expect(heard).toBe(0)
})

it('a scanner that was asked for just before dispose() does not open', async () => {
  const { page } = await world.open()
  const outcome = await page.evaluate(async () => {
    const { ours, settle, simulator } = window
    await ours.ready()
    const scanning = settle(ours.scanQRCode())
    ours.dispose()
    const { code } = await scanning
    await new Promise(resolve => setTimeout(resolve, 50))
    return [code, simulator.calls.map(({ name }) => name)]
  })
  expect(outcome).toEqual(['DISPOSED', ['preVerifyJSAPI']])
})

it('the second host of the script is not asked once the page is disposed of', async () => {
  const opened = await world.open()
  await opened.page.route('https://res.wx.qq.com/**', () => {})
  await opened.page.evaluate(async () => {
    void window.settle(window.ours.ready())
    await new Promise(resolve => setTimeout(resolve, 100))
    window.ours.dispose()
    await new Promise(resolve => setTimeout(resolve, 3500))
  })
  expect(opened.requests.filter(url => url.includes('res2.wx.qq.com'))).toEqual([])
})
