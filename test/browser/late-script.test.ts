import { describe, expect, it } from 'vitest'
import { VENDOR_VERSIONS, type VendorVersion, vendorScript } from '../support/vendor-scripts.js'
import { type OpenedPage, type OpenOptions, useWorld } from '../support/world.js'

const world = useWorld()

/** A page whose script hosts respond only when the test says so. */
async function openWaiting(
  version: VendorVersion,
  options: OpenOptions = {},
): Promise<OpenedPage & { release(): void }> {
  const opened = await world.open(options)
  let release = () => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  await opened.page.route(/^https:\/\/res2?\.wx\.qq\.com\//, async route => {
    await released
    await route.fulfill({ contentType: 'text/javascript', body: vendorScript(version) }).catch(() => {})
  })
  return { ...opened, release }
}

describe.each(VENDOR_VERSIONS)('while WeChat’s script %s is still loading', version => {
  it('the page is ready, and calls use the bridge until the script has loaded, with the same parameters and results', async () => {
    const { page, release, verifications } = await openWaiting(version)
    const ask = () =>
      page.evaluate(async () => {
        const { ours, simulator } = window
        const vendor = (ours.vendor ?? {}) as unknown as Record<string, (options: object) => void>
        let throughScript = 0
        for (const name of ['chooseImage', 'getLocation', 'scanQRCode']) {
          const method = vendor[name]
          if (method)
            vendor[name] = options => {
              throughScript += 1
              method(options)
            }
        }
        const before = simulator.calls.length
        const results = [
          { ...(await ours.chooseImage({ count: 1 })), localIds: [] },
          await ours.getLocation({ type: 'gcj02' }),
          await ours.scanQRCode({ needResult: 1 }),
        ]
        const sent = simulator.calls
          .slice(before)
          .map(({ clientName: name, parameters }) => [name, parameters])
        return { throughScript, results, sent }
      })
    const ready = await page.evaluate(() => window.settle(window.ours.ready()))
    expect(ready.value?.url).toBe(`${world.origin}/landing`)
    const overBridge = await ask()
    expect(overBridge.throughScript).toBe(0)
    expect(await page.evaluate(() => window.ours.vendor === undefined)).toBe(true)
    release()
    await page.evaluate(() => window.ours.loadVendor().then(() => undefined))
    const throughScript = await ask()
    expect(throughScript).toEqual({ ...overBridge, throughScript: 3 })
    expect(overBridge.sent.map(([name]) => name)).toEqual(['chooseImage', 'geoLocation', 'scanQRCode'])
    expect(await verifications()).toBe(1)
  })
})

describe('loadVendor()', () => {
  it('resolves with the same object for all callers, from one script element', async () => {
    const { page, requests, verifications } = await world.open()
    const same = await page.evaluate(async () => {
      const { ours } = window
      const [first, second] = await Promise.all([ours.loadVendor(), ours.loadVendor()])
      await ours.ready()
      const third = await ours.loadVendor()
      const { jWeixin } = window as unknown as { jWeixin: unknown }
      return [first, second, third].every(vendor => vendor === jWeixin)
    })
    expect(same).toBe(true)
    expect(requests.filter(url => url.includes('jweixin'))).toHaveLength(1)
    expect(await verifications()).toBe(1)
  })

  it('lets the page call the script itself, with the signature of the current URL', async () => {
    const { page } = await world.open()
    const [first, second] = await page.evaluate(async () => {
      const { ours, simulator } = window
      const vendor = await ours.loadVendor()
      const raw = () =>
        new Promise<unknown[]>(resolve =>
          vendor.getLocation({
            complete: ({ errMsg }) => {
              const call = simulator.calls[simulator.calls.length - 1]
              const verification = simulator.calls
                .filter(({ clientName }) => clientName === 'preVerifyJSAPI')
                .pop()
              const isSame = call?.parameters.verifySignature === verification?.parameters.verifySignature
              resolve([errMsg, isSame])
            },
          }),
        )
      await ours.ready()
      const first = await raw()
      history.pushState(null, '', '/second')
      await ours.ready()
      return [first, await raw()]
    })
    expect([first, second]).toEqual([
      ['getLocation:ok', true],
      ['getLocation:ok', true],
    ])
  })

  it('rejects with SCRIPT_FAILED if no host responds, and a later call retries', async () => {
    const { page, requests } = await world.open({ version: 'none' })
    const codes = await page.evaluate(async () => [
      (await window.settle(window.ours.loadVendor())).code,
      (await window.settle(window.ours.loadVendor())).code,
    ])
    expect(codes).toEqual(['SCRIPT_FAILED', 'SCRIPT_FAILED'])
    expect(requests.filter(url => url.includes('jweixin'))).toHaveLength(4)
    expect(await page.evaluate(() => window.reported)).toEqual(['SCRIPT_FAILED'])
  })

  it('rejects with SCRIPT_TIMEOUT if the hosts are slow, and uses a script that arrives later', async () => {
    const { page, release } = await openWaiting('1.6.0', { wx: { timeouts: { script: 200 } } })
    const { code } = await page.evaluate(() => window.settle(window.ours.loadVendor()))
    expect(code).toBe('SCRIPT_TIMEOUT')
    release()
    await page.waitForFunction(() => window.ours.vendor !== undefined)
    expect(await page.evaluate(elements)).toBe(1)
  })

  it('waits for a script that the page itself is loading', async () => {
    const { page, release, requests } = await openWaiting('1.6.0')
    await page.evaluate(() => {
      const theirs = document.createElement('script')
      theirs.src = 'https://res.wx.qq.com/open/js/jweixin-of-the-page.js'
      document.head.append(theirs)
      Object.assign(window, { loading: window.ours.loadVendor() })
    })
    release()
    const isTheirs = await page.evaluate(async () => {
      const { loading, jWeixin } = window as unknown as { loading: Promise<unknown>; jWeixin: unknown }
      return (await loading) === (window as unknown as { jWeixin: unknown }).jWeixin && jWeixin !== null
    })
    expect(isTheirs).toBe(true)
    expect(requests.filter(url => url.includes('jweixin'))).toHaveLength(1)
  })

  it('rejects with DISPOSED after dispose(), and loads nothing', async () => {
    const { page, requests } = await world.open()
    const { code } = await page.evaluate(() => {
      window.ours.dispose()
      return window.settle(window.ours.loadVendor())
    })
    expect(code).toBe('DISPOSED')
    expect(requests).toEqual([])
  })
})

/** Counts the elements of WeChat's script. Runs in the page. */
const elements = () => document.querySelectorAll('script[src*="jweixin"]').length
