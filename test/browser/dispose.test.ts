import { expect, it } from 'vitest'
import { itInFullRun } from '../support/in-full-run.js'
import { useWorld } from '../support/world.js'

const world = useWorld()

itInFullRun('100 disposed instances are garbage-collected', async () => {
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
  // The stack may still reference the last instance.
  await expect.poll(left).toBeLessThan(5)
  const heard = await page.evaluate(() => {
    window.simulator.emit('onVoicePlayEnd', {})
    window.simulator.emit('menu:share:appmessage', {})
    return window.simulator.calls.filter(({ clientName }) => clientName === 'sendAppMessage').length
  })
  expect(heard).toBe(0)
})

it('a scanQRCode call just before dispose() does not open the scanner', async () => {
  const { page } = await world.open()
  const outcome = await page.evaluate(async () => {
    const { ours, settle, simulator } = window
    await ours.ready()
    const scanning = settle(ours.scanQRCode())
    ours.dispose()
    const { code } = await scanning
    await new Promise(resolve => setTimeout(resolve, 50))
    return [code, simulator.calls.map(({ clientName }) => clientName)]
  })
  expect(outcome).toEqual(['DISPOSED', ['preVerifyJSAPI']])
})

it('the script is not requested from the second host after dispose()', async () => {
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
