import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { badSignature, useWorld } from '../support/world.js'

/** The console output of a page without onError. */
const world = useWorld()

function warningsOf(page: Page): string[] {
  const warnings: string[] = []
  page.on('console', message => {
    if (message.type() === 'warning') warnings.push(message.text())
  })
  return warnings
}

const DATA = { title: 'T', imgUrl: '/i.png' }

it('each code is a console warning once, with errMsg and hint but without the signature', async () => {
  const { page } = await world.open({ version: 'none', wx: false })
  world.signer = badSignature
  const warnings = warningsOf(page)
  const codes = await page.evaluate(async data => {
    const wx = window.WxReady.createWx({ signature: '/wx/signature' })
    const codes = []
    // One without await, then three with it, on two instances.
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
      expect.stringMatching(/^wx-ready: INVALID_SIGNATURE: .*invalid signature.*: Sign the url as sent/),
    ),
  )
  expect(warnings.filter(text => text.includes('SCRIPT_FAILED')).length).toBeGreaterThan(0)
  expect(warnings.join()).not.toMatch(/0{40}|Wm3WZYTPz0wzccnW/)
})

it('NOT_IN_WECHAT is not a console warning, but is passed to onError', async () => {
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

it('calls ended by dispose() are not reported', async () => {
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
