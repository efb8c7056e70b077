// @vitest-environment node
import { expect, it } from 'vitest'
import { EVENTS, MENU_SHARES } from '../../src/browser/apis/table.js'
import { createWx, watch } from '../../src/browser/index.js'

it('without a page every promise rejects with NOT_IN_BROWSER, and what is ended ends without an error', async () => {
  expect(typeof window).toBe('undefined')
  const reported: string[] = []
  const wx = createWx({ signature: '/sign', onError: ({ code }) => reported.push(code) })
  const code = (asked: Promise<unknown>) => asked.then(String, error => error.code)
  const codes = [wx.ready(), wx.refresh(), wx.chooseImage(), wx.share({ title: 'T', imgUrl: '/i.png' })].map(
    code,
  )
  expect(await Promise.all(codes)).toEqual(Array(4).fill('NOT_IN_BROWSER'))
  const offs = [
    ...Object.keys(EVENTS).map(name => wx[name as 'onVoicePlayEnd'](() => {})),
    ...Object.keys(MENU_SHARES).map(name => wx[name as 'onMenuShareQQ']()),
    watch(wx),
    wx.subscribe(() => {}),
  ]
  await Promise.resolve()
  offs[0]?.()
  wx.navigated()
  wx.dispose()
  for (const off of offs) off()
  expect(new Set(reported)).toEqual(new Set(['NOT_IN_BROWSER']))
})
