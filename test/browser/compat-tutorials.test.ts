import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { bundleWithVite, bundleWithWebpack } from '../support/bundle-tutorial.js'
import { inThisRun } from '../support/full-run.mjs'
import { type OpenOptions, useWorld } from '../support/world.js'

declare global {
  interface Window {
    /** What the page of a tutorial did, in words. */
    seen: string[]
    go(path: string): Promise<void>
  }
}

const world = useWorld()

const ALIAS = { 'weixin-js-sdk': 'wx-ready/compat' }

/** Pages in the manner of tutorials, unchanged: the bundler's alias replaces `weixin-js-sdk`. The first is the reference. */
const BUNDLERS = inThisRun(
  [
    ['weixin-js-sdk itself', (name: string) => bundleWithVite(name, { 'weixin-js-sdk': 'jweixin-1.6.0' })],
    ['an alias of Vite', (name: string) => bundleWithVite(name, ALIAS)],
    ['an alias of webpack', (name: string) => bundleWithWebpack(name, ALIAS)],
  ] as const,
  ([name]) => name === 'an alias of Vite',
)

describe.each(BUNDLERS)('with %s', (way, bundle) => {
  async function open(name: string, options: OpenOptions = {}): Promise<Page> {
    const { page } = await world.open({ wx: false, ...options })
    await page.route('https://open.weixin.qq.com/**', route => route.abort())
    await page.addScriptTag({ content: await bundle(name) })
    return page
  }
  const seen = (page: Page) => page.evaluate(() => window.seen)

  it.each(['android', 'ios'] as const)('each route of a Vue app on %s is shared', async client => {
    const page = await open('share', { simulator: { client } })
    await expect.poll(() => seen(page)).toEqual(['set Home'])
    await page.evaluate(() => window.go('/detail/1'))
    await expect.poll(() => seen(page)).toHaveLength(2)
    const shared = await page.evaluate(() => {
      const calls = window.simulator.calls.filter(({ name }) => name === 'updateAppMessageShareData')
      return calls[calls.length - 1]?.parameters
    })
    // The vendor's `ready` runs before the second signature was verified, which Android requires.
    if (way === 'weixin-js-sdk itself' && client === 'android') return
    expect(await seen(page)).toEqual(['set Home', 'set Detail'])
    expect(shared).toMatchObject({ title: 'Detail', link: `${world.origin}/detail/1` })
  })

  it('a button scans a code, and tells when the user cancels', async () => {
    const page = await open('scan')
    await expect.poll(() => seen(page)).toEqual(['supported: true'])
    await page.click('#scan')
    await expect.poll(() => seen(page)).toHaveLength(3)
    await page.evaluate(() => {
      window.simulator.answer('scanQRCode', 'cancel')
    })
    await page.click('#scan')
    await expect.poll(() => seen(page)).toHaveLength(5)
    const [, ...scanned] = await seen(page)
    expect(scanned).toEqual(['scanned https://weixin.qq.com/r/wx-ready', 'complete', 'cancelled', 'complete'])
  })

  it('pictures are uploaded one by one', async () => {
    const page = await open('upload')
    await expect.poll(() => seen(page)).toEqual(['chosen 2', 'uploaded 2'])
  })

  if (way !== 'weixin-js-sdk itself')
    it('outside WeChat, the page learns why', async () => {
      const page = await open('scan', { simulator: false })
      await expect
        .poll(() => seen(page))
        .toEqual([
          'config failed: config:fail NOT_IN_WECHAT: Open the page in WeChat, or install wx-ready/simulator.',
        ])
      await page.click('#scan')
      await expect.poll(() => seen(page)).toHaveLength(3)
      expect((await seen(page))[1]).toContain('failed: scanQRCode:fail NOT_IN_WECHAT')
    })
})
