import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { inThisRun, packageFolder } from '../support/full-run.mjs'
import { VENDOR_VERSIONS, vendorScript } from '../support/vendor-scripts.js'
import { useWorld } from '../support/world.js'

const world = useWorld()

const text = (name: string, file: string) => readFileSync(join(packageFolder(name), file), 'utf8')

/** Two real loaders and how a page uses them. The modules below are anonymous. */
const LOADERS = {
  RequireJS: {
    source: () => text('requirejs', 'require.js'),
    use: `require(['/module.js'], resolve, reject)`,
    mark: 'amd',
  },
  'sea.js': {
    source: () => text('seajs', 'dist/sea.js'),
    use: `seajs.use('/module.js', resolve)`,
    mark: 'cmd',
  },
}

/** Loads a module of the page with the loader. */
const useModule = (page: Page, use: string) =>
  page.evaluate(`new Promise((resolve, reject) => { ${use} }).then(({ name }) => name, String)`)

/** sea.js is a 20 MB package, installed only for a full run. */
const inRun = inThisRun(Object.entries(LOADERS), ([name]) => name !== 'sea.js')

describe.each(inRun)('%s', (_name, { source, use, mark }) => {
  it.each(VENDOR_VERSIONS)(
    'that arrives while script %s is loading works, and never sees the script',
    async version => {
      const { page } = await world.open({ version })
      let serve = () => {}
      const served = new Promise<void>(resolve => {
        serve = resolve
      })
      await page.route('https://res.wx.qq.com/**', async route => {
        await served
        await route.fulfill({ contentType: 'text/javascript', body: vendorScript(version) })
      })
      await page.route('**/module.js', route =>
        route.fulfill({
          contentType: 'text/javascript',
          body: 'define(function () { return { name: "mine" } })',
        }),
      )
      const ready = page.evaluate(() => {
        const ready = window.settle(window.ours.ready())
        return new Promise<void>(resolve => setTimeout(resolve)).then(() => ready)
      })
      await page.waitForFunction(() => document.querySelector('script[data-wx-ready]'))
      await page.addScriptTag({ content: source() })
      expect(await page.evaluate(mark => Boolean(window.define?.[mark as 'amd']), mark)).toBe(true)
      expect(await useModule(page, use)).toBe('mine')
      serve()
      expect((await ready).code).toBeUndefined()
      await page.waitForFunction(() => window.ours.vendor !== undefined)
      expect(await page.evaluate(() => window.reported)).toEqual([])
      await page.evaluate(() => window.ours.getLocation({}))
      await page.unroute('**/module.js')
      await page.route('**/module.js?2', route =>
        route.fulfill({
          contentType: 'text/javascript',
          body: 'define(function () { return { name: "next" } })',
        }),
      )
      expect(await useModule(page, use.replace('/module.js', '/module.js?2'))).toBe('next')
      // The property that hid the loader is gone.
      const left = await page.evaluate(mark => {
        const { get, value, writable } = Object.getOwnPropertyDescriptor(window, 'define') ?? {}
        return [get, typeof value, writable, Object.getOwnPropertyDescriptor(value, mark)?.get]
      }, mark)
      expect(left).toEqual([undefined, 'function', true, undefined])
    },
  )

  it('that was there before is unchanged after the script has run', async () => {
    const { page } = await world.open({ head: `<script>${source()}</script>` })
    const describeAll = () =>
      page.evaluate(() => {
        const all: Record<string, unknown> = { window: Object.getOwnPropertyDescriptor(window, 'define') }
        for (const mark of ['amd', 'cmd'])
          all[mark] = Object.getOwnPropertyDescriptor(window.define as object, mark)
        return JSON.parse(JSON.stringify(all))
      })
    const before = await describeAll()
    await page.evaluate(() => window.ours.getLocation({}))
    await page.waitForFunction(() => window.ours.vendor !== undefined)
    expect(await describeAll()).toEqual(before)
  })
})

it('a page without a loader has no define during and after loading', async () => {
  const { page } = await world.open()
  const seen = await page.evaluate(async () => {
    const ready = window.ours.ready()
    const during = typeof window.define
    await ready
    while (!window.ours.vendor) await new Promise(resolve => setTimeout(resolve, 10))
    return [during, 'define' in window]
  })
  expect(seen).toEqual(['undefined', false])
})

it('a page may declare a function named define while the script loads', async () => {
  const { page } = await world.open()
  await page.evaluate(() => {
    const ready = window.ours.ready()
    const element = document.createElement('script')
    element.text = 'function define() { return "mine" }'
    document.head.append(element)
    return ready.then(() => {})
  })
  await page.waitForFunction(() => window.ours.vendor !== undefined)
  expect(await page.evaluate('define()')).toBe('mine')
})

declare global {
  interface Window {
    define?: { amd?: object; cmd?: object } | undefined
  }
}
