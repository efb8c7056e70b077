import { describe, expect, it, vi } from 'vitest'
import { COMMANDS, EVENTS, MENU_SHARES } from '../../src/browser/apis/table.js'
import type { Wx } from '../../src/browser/index.js'
import { localImage, uploadImages, watch } from '../../src/browser/index.js'
import { COMMAND_CASES } from '../support/api-cases.js'
import { createTestWx, SIGNATURE, setUpFakeBridge } from '../support/fake-bridge.js'

const bridge = setUpFakeBridge()

/** Every call that a page can make; each returns its promise, if any. */
const ASKED: Record<string, (wx: Wx) => unknown> = {
  ready: wx => wx.ready(),
  refresh: wx => wx.refresh(),
  share: wx => wx.share({ title: 'T', imgUrl: '/i.png' }),
  navigated: wx => wx.navigated(),
  call: wx => wx.call('anApiOfTomorrow', {}),
  uploadImages: wx => uploadImages(wx, ['a', 'b']),
  localImage: wx => localImage(wx, 'a'),
  'miniProgram.navigateTo': wx => wx.miniProgram.navigateTo({ url: '/p' }),
  'miniProgram.postMessage': wx => wx.miniProgram.postMessage({ data: {} }),
  'miniProgram.getEnv': wx => wx.miniProgram.getEnv(),
}
for (const [name, { cases }] of Object.entries(COMMAND_CASES))
  ASKED[name as 'ready'] ??= (wx: Wx) => wx.call(name, cases[0]?.parameters as object)
for (const name of Object.keys(EVENTS))
  Object.assign(ASKED, { [name]: (wx: Wx) => void wx[name as 'onVoicePlayEnd'](() => {}) })
for (const name of Object.keys(MENU_SHARES))
  Object.assign(ASKED, { [name]: (wx: Wx) => void wx[name as 'onMenuShareQQ']({ title: 'T' }) })

/** `undefined`: the call returned no promise. */
function codeOf(asked: unknown): Promise<unknown> {
  return Promise.resolve(asked).then(
    value => value,
    error => error.code,
  )
}

describe.each(['1.6.0', 'none'] as const)('with WeChat’s script %s', version => {
  describe.each(['a verified page', 'a page that was not verified yet'])('%s', state => {
    it.each(Object.keys(ASKED))('%s sends nothing after dispose()', async name => {
      const wx = createTestWx(version)
      if (state === 'a verified page') await Promise.all([wx.ready(), wx.loadVendor().catch(() => {})])
      const on = vi.spyOn((window as unknown as { WeixinJSBridge: { on(): void } }).WeixinJSBridge, 'on')
      const before = bridge.calls.length
      const asked = codeOf(ASKED[name]?.(wx))
      wx.dispose()
      await vi.advanceTimersByTimeAsync(120_000)
      expect(bridge.calls.slice(before)).toEqual([])
      expect(on).not.toHaveBeenCalled()
      expect([undefined, 'DISPOSED']).toContain(await asked)
      // The same call on a disposed instance.
      const later = codeOf(ASKED[name]?.(wx))
      await vi.advanceTimersByTimeAsync(120_000)
      expect(bridge.calls.slice(before)).toEqual([])
      expect([undefined, 'DISPOSED']).toContain(await later)
      expect(vi.getTimerCount()).toBe(0)
    })
  })
})

it('the cases cover every command of the table', () => {
  expect(Object.keys(ASKED)).toEqual(expect.arrayContaining(Object.keys(COMMANDS)))
})

it('dispose() prevents queued calls from being sent', async () => {
  const wx = createTestWx('1.6.0')
  await wx.ready()
  bridge.answer = () => 'silent'
  const waiting = Promise.all(['a', 'b', 'c'].map(localId => codeOf(wx.getLocalImgData({ localId }))))
  await vi.advanceTimersByTimeAsync(10)
  wx.dispose()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(await waiting).toEqual(['DISPOSED', 'DISPOSED', 'DISPOSED'])
  expect(bridge.calls.filter(({ name }) => name === 'getLocalImgData')).toHaveLength(1)
})

it('a signature that arrives after dispose() is not verified', async () => {
  let sign = () => {}
  const wx = createTestWx('none', {
    signature: () =>
      new Promise(resolve => {
        sign = () => resolve(SIGNATURE)
      }),
  })
  const ready = codeOf(wx.ready())
  await vi.advanceTimersByTimeAsync(10)
  wx.dispose()
  sign()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(await ready).toBe('DISPOSED')
  expect(bridge.calls).toEqual([])
})

it('a menu button pressed after dispose() shares nothing and runs no handler', async () => {
  const wx = createTestWx('none')
  const trigger = vi.fn()
  wx.onMenuShareAppMessage({ title: 'T' }, { trigger })
  await wx.ready()
  bridge.emit('menu:share:appmessage', {})
  expect(trigger).toHaveBeenCalledTimes(1)
  wx.dispose()
  bridge.emit('menu:share:appmessage', {})
  await vi.advanceTimersByTimeAsync(1000)
  expect(trigger).toHaveBeenCalledTimes(1)
  expect(bridge.calls.map(({ name }) => name)).toEqual(['preVerifyJSAPI', 'sendAppMessage'])
})

it.each([
  'before the bridge is injected',
  'while the signature is requested',
  'while the client verifies',
  'while the script loads',
  'while a call is pending',
  'after everything succeeded',
])('dispose() %s leaves no timer and no listener', async when => {
  const listeners = countListeners()
  const timeouts = { script: 9000 }
  const wx = createTestWx('none', {
    timeouts,
    openTagList: ['wx-open-audio'],
    ...(when === 'while the signature is requested' && { signature: () => new Promise<never>(() => {}) }),
    ...(when === 'while the script loads' && {
      script: ['https://a.example/1.js', 'https://a.example/2.js'],
    }),
  })
  const page = window as { WeixinJSBridge?: unknown }
  if (when === 'before the bridge is injected') delete page.WeixinJSBridge
  if (when === 'while the client verifies') bridge.answer = () => 'silent'
  const asked = [codeOf(wx.ready())]
  wx.subscribe(() => {})
  wx.onVoicePlayEnd(() => {})
  const stop = watch(wx)
  await vi.advanceTimersByTimeAsync(10)
  if (when === 'while a call is pending') {
    bridge.answer = () => 'silent'
    asked.push(codeOf(wx.getNetworkType()), codeOf(wx.chooseImage()))
    await vi.advanceTimersByTimeAsync(10)
  }
  stop()
  wx.dispose()
  await vi.advanceTimersByTimeAsync(0)
  expect(vi.getTimerCount()).toBe(0)
  expect(listeners()).toEqual([])
  await Promise.all(asked)
  for (const element of document.querySelectorAll('script')) element.remove()
})

/** The listeners added to window and document from now on. */
function countListeners(): () => string[] {
  const open: string[] = []
  for (const target of [window, document] as EventTarget[]) {
    const { addEventListener, removeEventListener } = target
    vi.spyOn(target, 'addEventListener').mockImplementation(function (this: EventTarget, ...given) {
      open.push(given[0])
      return addEventListener.apply(target, given)
    })
    vi.spyOn(target, 'removeEventListener').mockImplementation(function (this: EventTarget, ...given) {
      open.splice(open.indexOf(given[0]), 1)
      return removeEventListener.apply(target, given)
    })
  }
  return () => {
    vi.restoreAllMocks()
    return open
  }
}
