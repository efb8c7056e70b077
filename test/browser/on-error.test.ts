import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { badSignature, useWorld } from '../support/world.js'

/** What a page that passes no onError finds in its console. */
const world = useWorld()

function warningsOf(page: Page): string[] {
  const warnings: string[] = []
  page.on('console', message => {
    if (message.type() === 'warning') warnings.push(message.text())
  })
  return warnings
}

const DATA = { title: 'T', imgUrl: '/i.png' }

it('each code is a warning once, with the words of WeChat and the hint, and without the signature', async () => {
  const { page } = await world.open({ version: 'none', wx: false })
  world.signer = badSignature
  const warnings = warningsOf(page)
  const codes = await page.evaluate(async data => {
    const wx = window.WxReady.createWx({ signature: '/wx/signature' })
    const codes = []
    // A floating one, and then three that are awaited, two instances in all.
    wx.share(data)
    for (const each of [wx, wx, window.WxReady.createWx({ signature: '/wx/signature' })]) {
      codes.push((await window.settle(each.share(data))).code)
    }
    return codes
  }, DATA)
  expect(codes).toEqual(Array(3).fill('INVALID_SIGNATURE'))
  const ofSharing = warnings.filter(text => text.includes('INVALID_SIGNATURE'))
  expect(ofSharing).toEqual(
    Array(2).fill(
      expect.stringMatching(
        /^wx-ready: INVALID_SIGNATURE: .*invalid signature.*: Sign the url as it was sent/,
      ),
    ),
  )
  expect(warnings.filter(text => text.includes('SCRIPT_FAILED')).length).toBeGreaterThan(0)
  expect(warnings.join()).not.toMatch(/0{40}|Wm3WZYTPz0wzccnW/)
})

it('an ordinary browser is no failure: nothing is said, and an onError of the page hears of it', async () => {
  const { page } = await world.open({ simulator: false, wx: false })
  const warnings = warningsOf(page)
  const told = await page.evaluate(async data => {
    window.WxReady.createWx({ signature: '/wx/signature' }).share(data)
    const told: string[] = []
    const wx = window.WxReady.createWx({ signature: '/wx/signature', onError: ({ code }) => told.push(code) })
    wx.share(data)
    await window.settle(wx.ready())
    return told
  }, DATA)
  expect(told).toEqual(['NOT_IN_WECHAT'])
  expect(warnings).toEqual([])
})

it('what dispose() ends is not reported', async () => {
  const { page } = await world.open({ wx: false, simulator: { latency: 50 } })
  const warnings = warningsOf(page)
  const settled = await page.evaluate(async data => {
    const wx = window.WxReady.createWx({ signature: '/wx/signature' })
    const shared = wx.share(data)
    setTimeout(() => wx.dispose(), 10)
    return window.settle(shared)
  }, DATA)
  expect(settled.code).toBe('DISPOSED')
  expect(warnings).toEqual([])
})
