import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { VENDOR_VERSIONS } from '../support/vendor-scripts.js'
import { badSignature, useWorld } from '../support/world.js'

const world = useWorld()

declare global {
  interface Window {
    /** The script's object under a name without a type: `wx-ready/global` declares one for `jWeixin`. */
    vendorOnPage(): Record<string, (argument: unknown) => void> | undefined
  }
}

const VENDOR = '<script>window.vendorOnPage = () => window.jWeixin</script>'

/** Runs in the page: loads the script as this library does, so that the library cannot tell that the page uses it too. */
function loadAsOurs(): Promise<unknown> {
  const script = document.createElement('script')
  script.src = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js'
  script.setAttribute('data-wx-ready', script.src)
  const loaded = new Promise(resolve => script.addEventListener('load', resolve))
  document.head.append(script)
  return loaded
}

/** Loads the library's script-tag file again: a second copy with its own module state. */
async function secondCopy(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(window, { FirstCopy: window.WxReady })
    return new Promise(resolve => {
      const element = document.createElement('script')
      element.src = '/dist/wx-ready.global.js'
      element.onload = resolve
      document.head.append(element)
    })
  })
  expect(await page.evaluate('window.WxReady !== window.FirstCopy')).toBe(true)
}

describe.each(VENDOR_VERSIONS)(
  'a ready callback of the page that throws, with WeChat’s script %s',
  version => {
    it('makes no call fail, runs once, and is reported as an uncaught error', async () => {
      const { page, problems } = await world.open({ version, head: VENDOR })
      const outcome = await page.evaluate(async () => {
        const { ours, settle } = window
        await ours.ready()
        while (!window.vendorOnPage()) await new Promise(resolve => setTimeout(resolve, 10))
        const ran: string[] = []
        window.vendorOnPage()?.ready?.(() => ran.push('first'))
        window.vendorOnPage()?.ready?.(() => {
          ran.push('throws')
          throw new Error('a mistake of the page')
        })
        const codes: unknown[] = []
        for (let i = 0; i < 3; i += 1) codes.push((await settle(ours.getLocation({}))).code)
        return { codes, ran }
      })
      expect(outcome).toEqual({ codes: [undefined, undefined, undefined], ran: ['first', 'throws'] })
      await expect.poll(() => problems).toHaveLength(1)
      expect(problems.splice(0)).toEqual([expect.stringContaining('a mistake of the page')])
    })

    it("does not affect verification: 'script'", async () => {
      const { page, problems } = await world.open({
        version,
        head: VENDOR,
        wx: { verification: 'script', timeouts: { verify: 3000 } },
      })
      const ready = await page.evaluate(async load => {
        await new Function(`return (${load})()`)()
        window.vendorOnPage()?.ready?.(() => {
          throw new Error('a mistake of the page')
        })
        return window.settle(window.ours.ready())
      }, String(loadAsOurs))
      expect(ready.code).toBeUndefined()
      await expect.poll(() => problems).toHaveLength(1)
      expect(problems.splice(0)).toEqual([expect.stringContaining('a mistake of the page')])
    })
  },
)

describe.each(VENDOR_VERSIONS)("verification: 'script' with WeChat’s script %s", version => {
  it.each(['has finished', 'is in flight'])('rejects a refusal if the page’s own config %s', async when => {
    const { page } = await world.open({ version, head: VENDOR, wx: { verification: 'script' } })
    const configured = await page.evaluate(
      async ([when, load]) => {
        await new Function(`return (${load})()`)()
        const signature = await (await fetch(`/wx/signature?url=${encodeURIComponent(location.href)}`)).json()
        const answered = new Promise(resolve => window.vendorOnPage()?.ready?.(() => resolve(true)))
        if (when === 'is in flight') window.simulator.latency = 300
        window.vendorOnPage()?.config?.({ ...signature, jsApiList: ['scanQRCode'] })
        return when === 'is in flight' || answered
      },
      [when, String(loadAsOurs)] as const,
    )
    expect(configured).toBe(true)
    world.signer = badSignature
    const refused = await page.evaluate(() => window.settle(window.ours.ready()))
    expect(refused.code).toBe('INVALID_SIGNATURE')
  })
})

describe('two copies of the library on a page', () => {
  it('both receive an event, whichever listened last', async () => {
    const { page } = await world.open()
    await secondCopy(page)
    const heard = await page.evaluate(async () => {
      const heard: string[] = []
      const { ours, simulator } = window
      const other = window.WxReady.createWx({ signature: '/wx/signature' })
      ours.onVoicePlayEnd(() => heard.push('first'))
      await ours.ready()
      const off = other.onVoicePlayEnd(() => heard.push('second'))
      await other.ready()
      simulator.emit('onVoicePlayEnd', {})
      off()
      simulator.emit('onVoicePlayEnd', {})
      ours.dispose()
      simulator.emit('onVoicePlayEnd', {})
      return heard
    })
    expect(heard).toEqual(['first', 'second', 'first'])
  })

  it('share one Trusted Types policy', async () => {
    const opened = await world.open({
      headers: {
        'content-security-policy': "require-trusted-types-for 'script'; trusted-types wx-ready test",
      },
      wx: { script: 'https://res.wx.qq.com/open/js/first.js' },
    })
    const { page } = opened
    await page.evaluate(() => {
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } }
      }
      const policy = trustedTypes.createPolicy('test', { createScriptURL: (url: string) => url })
      Object.assign(window, { FirstCopy: window.WxReady })
      return new Promise(resolve => {
        const element = document.createElement('script')
        element.src = policy.createScriptURL('/dist/wx-ready.global.js')
        element.onload = resolve
        document.head.append(element)
      })
    })
    // The first copy's script never arrives, so the second has to load one.
    await page.route('**/first.js', route => route.abort())
    await page.evaluate(() => window.ours.refresh())
    const outcome = await page.evaluate(async () => {
      const reported: string[] = []
      const script = 'https://res.wx.qq.com/open/js/second.js'
      const onError = ({ code }: { code: string }) => reported.push(code)
      const wx = window.WxReady.createWx({ signature: '/wx/signature', script, onError })
      await wx.ready()
      for (let i = 0; i < 100 && !wx.vendor; i += 1) await new Promise(resolve => setTimeout(resolve, 20))
      return { vendor: Boolean(wx.vendor), reported }
    })
    expect(outcome).toEqual({ vendor: true, reported: [] })
  })

  it('share one wrapper of history, which the last one to stop removes', async () => {
    const { page } = await world.open({ head: WITHOUT_NAVIGATION })
    await secondCopy(page)
    const outcome = await page.evaluate(() => {
      const { FirstCopy, WxReady } = window as unknown as Record<string, typeof window.WxReady>
      const { pushState } = history
      const told: string[] = []
      const stopFirst = FirstCopy?.watch({ navigated: () => void told.push('first') })
      const stopSecond = WxReady?.watch({ navigated: () => void told.push('second') })
      history.pushState(null, '', '/a')
      stopFirst?.()
      history.pushState(null, '', '/b')
      stopSecond?.()
      return { told, restored: history.pushState === pushState && !Object.hasOwn(history, 'pushState') }
    })
    expect(outcome).toEqual({ told: ['first', 'second', 'second'], restored: true })
  })
})

const WITHOUT_NAVIGATION =
  '<script>Object.defineProperty(window, "navigation", { value: undefined, configurable: true })</script>'
