import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { VENDOR_VERSIONS } from '../support/vendor-scripts.js'
import { type OpenedPage, useWorld } from '../support/world.js'

const world = useWorld()

const { open } = world

const works = ({ page }: OpenedPage) =>
  page
    .evaluate(async () => (await window.ours.getNetworkType()).networkType)
    .then(type => expect(type).toBe('wifi'))

/** Loads the script and measures how long it takes. Runs in the page. */
const load = () => window.settle(window.ours.loadVendor().then(vendor => vendor === window.ours.vendor))

/** Counts the elements of WeChat's script. Runs in the page. */
const elements = () => document.querySelectorAll('script[src*="jweixin"]').length

const GUIDE = readFileSync(new URL('../../demo/guide/en/security.md', import.meta.url), 'utf8')
const GUIDE_POLICIES = [...GUIDE.matchAll(/^Content-Security-Policy: (.+)$/gm)].map(
  ([, policy = '']) => policy,
)

describe.each(VENDOR_VERSIONS)('a page that loads WeChat’s script %s itself', version => {
  it('configures it as if the library were not there', async () => {
    const src = 'https://res.wx.qq.com/open/js/jweixin-of-the-page.js'
    const opened = await open({ version, head: `<script src="${src}"></script>` })
    const { page } = opened
    await page.evaluate(async () => {
      const { jWeixin } = window as unknown as { jWeixin: Record<string, (argument: unknown) => void> }
      const pages = { ready: 0, error: 0, networkType: '' }
      Object.assign(window, { pages, before: jWeixin })
      jWeixin.error?.(() => {
        pages.error += 1
      })
      const signature = await (await fetch(`/wx/signature?url=${encodeURIComponent(location.href)}`)).json()
      const theirs = { ...signature, jsApiList: ['getNetworkType', 'scanQRCode'] }
      Object.assign(window, { theirs })
      // The library verifies while the page's own verification is in flight.
      const ours = window.ours.ready()
      jWeixin.ready?.(() => {
        pages.ready += 1
      })
      jWeixin.config?.(theirs)
      await ours
      await window.ours.getNetworkType()
      await window.ours.getLocation({})
    })
    await page.waitForFunction(() => (window as unknown as { pages: { ready: number } }).pages.ready > 0)
    const outcome = await page.evaluate(async () => {
      const { jWeixin, before, pages, theirs } = window as unknown as {
        jWeixin: Record<string, (argument: unknown) => void>
        before: unknown
        pages: { ready: number; error: number; networkType: string }
        theirs: { nonceStr: string }
      }
      window.simulator.answerRaw('getNetworkType', () => ({ err_msg: 'network_type:wifi', subtype: '4g' }))
      await new Promise<void>(resolve =>
        jWeixin.getNetworkType?.({
          success: ({ networkType }: { networkType: string }) => {
            pages.networkType = networkType
          },
          complete: () => resolve(),
        }),
      )
      const last = window.simulator.calls.at(-1)
      return {
        pages,
        same: jWeixin === before,
        sentTheirCredentials: last?.parameters.verifyNonceStr === theirs.nonceStr,
      }
    })
    expect(outcome).toEqual({
      pages: { ready: 1, error: 0, networkType: '4g' },
      same: true,
      sentTheirCredentials: true,
    })
  })
})

it('a script that the page loads after the library did is used and not configured', async () => {
  const { page } = await open()
  const configured = await page.evaluate(async () => {
    await window.ours.getNetworkType()
    const theirs = document.createElement('script')
    theirs.src = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js'
    const loaded = new Promise(resolve => theirs.addEventListener('load', resolve))
    document.head.append(theirs)
    await loaded
    const { jWeixin } = window as unknown as { jWeixin: { config(options: object): void } }
    let configured = 0
    const { config } = jWeixin
    jWeixin.config = options => {
      configured += 1
      config(options)
    }
    await window.ours.getLocation({})
    return configured
  })
  expect(configured).toBe(0)
})

describe('the script element', () => {
  it('loads in parallel with the signature, before the bridge is injected', async () => {
    const { page, requests } = await open({ simulator: { bridgeReady: 500 } })
    await page.evaluate(() => {
      void window.ours.ready()
      return new Promise(resolve => setTimeout(resolve, 200))
    })
    expect(requests.map(url => new URL(url).pathname)).toEqual(
      expect.arrayContaining(['/open/js/jweixin-1.6.0.js', '/wx/signature']),
    )
  })

  it('is taken from the second host if the first is down', async () => {
    const opened = await open()
    const asked: string[] = []
    await opened.page.route('https://res.wx.qq.com/**', route => {
      asked.push('first')
      return route.abort()
    })
    // At once, not after a timeout of the first host, which never ends here.
    await opened.page.evaluate(() => {
      const { setTimeout } = window
      Object.assign(window, {
        setTimeout: (run: () => void, ms = 0) => (ms < 3000 ? setTimeout(run, ms) : 0),
      })
    })
    const loaded = await opened.page.evaluate(load)
    expect(asked).toEqual(['first'])
    expect(loaded.value).toBe(true)
    expect(await opened.page.evaluate(elements)).toBe(1)
    expect(await opened.page.evaluate(() => window.reported)).toEqual([])
  })

  it('is taken from the second host if the first does not respond within 3 s', async () => {
    const opened = await open()
    let release = () => {}
    const silence = new Promise<void>(resolve => {
      release = resolve
    })
    await opened.page.route('https://res.wx.qq.com/**', async route => {
      await silence
      await route.abort().catch(() => {})
    })
    const loaded = await opened.page.evaluate(load)
    release()
    expect(loaded.value).toBe(true)
    expect(loaded.took).toBeGreaterThan(2900)
    expect(opened.requests.some(url => url.includes('res2.wx.qq.com'))).toBe(true)
  })

  it('that failed is removed, and loadVendor() loads it again', async () => {
    const opened = await open({ version: 'none' })
    await works(opened)
    expect(await opened.page.evaluate(() => window.ours.vendor === undefined)).toBe(true)
    await opened.page.route('https://res.wx.qq.com/**', route =>
      route.fulfill({ contentType: 'text/javascript', body: 'window.jWeixin = { config() {} }' }),
    )
    expect((await opened.page.evaluate(load)).value).toBe(true)
    expect(await opened.page.evaluate(() => document.querySelectorAll('script[src*="jweixin"]').length)).toBe(
      1,
    )
  })

  it('is shared by two instances', async () => {
    const { page, requests } = await open({ wx: false })
    await page.evaluate(() => {
      const wx = () => window.WxReady.createWx({ signature: '/wx/signature' })
      return Promise.all([wx().ready(), wx().ready()]).then(() => undefined)
    })
    expect(requests.filter(url => url.includes('jweixin'))).toHaveLength(1)
    expect(await page.evaluate(elements)).toBe(1)
  })

  it('has the nonce of the page’s policy', async () => {
    const policy = "script-src 'nonce-r4nd0m'; connect-src 'self'"
    const opened = await open({
      headers: { 'content-security-policy': policy },
      head: '<script nonce="r4nd0m" src="/dist/wx-ready.global.js"></script>',
      // The policy refuses the page's second script, which has no nonce.
    })
    expect((await opened.page.evaluate(load)).value).toBe(true)
    await works(opened)
  })

  it.each(GUIDE_POLICIES)('works under the policies of the guide', async policy => {
    const nonce = /'nonce-(\w+)'/.exec(policy)?.[1]
    const opened = await open({
      headers: { 'content-security-policy': policy },
      head: nonce ? `<script nonce="${nonce}" src="/dist/wx-ready.global.js"></script>` : '',
    })
    expect((await opened.page.evaluate(load)).value).toBe(true)
    await works(opened)
  })

  it('passes Trusted Types with one policy, wx-ready, for two URLs', async () => {
    const opened = await open({
      headers: { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types wx-ready" },
    })
    await opened.page.route('https://res.wx.qq.com/**', route => route.abort())
    expect((await opened.page.evaluate(load)).value).toBe(true)
    await works(opened)
  })
})

describe.each(['amd', 'cmd'])('a page with define.%s', kind => {
  it.each(VENDOR_VERSIONS)('loads script %s, and its loader never sees it', async version => {
    const head = `<script>
      window.defined = []
      window.define = (...parts) => window.defined.push(parts.length)
      window.define.${kind} = { jQuery: true }
    </script>`
    const opened = await open({ version, head })
    expect((await opened.page.evaluate(load)).value).toBe(true)
    await works(opened)
    const { vendor, defined, mark } = await opened.page.evaluate(kind => {
      const { define, defined } = window as unknown as { define: Record<string, unknown>; defined: unknown[] }
      return { vendor: Boolean(window.ours.vendor), defined, mark: define[kind] }
    }, kind)
    expect({ vendor, defined, mark }).toEqual({ vendor: true, defined: [], mark: { jQuery: true } })
  })
})

describe('the script option', () => {
  it('may be a list of URLs', async () => {
    const opened = await open({ wx: { script: 'https://res.wx.qq.com/mine/jweixin.js' } })
    await works(opened)
    expect(opened.requests.filter(url => url.includes('wx.qq.com'))).toEqual([
      'https://res.wx.qq.com/mine/jweixin.js',
    ])
  })

  it('may be a function that loads the script', async () => {
    const opened = await open({ wx: false })
    const vendor = await opened.page.evaluate(async () => {
      const seen: string[] = []
      const own = {
        config: () => seen.push('config'),
        getNetworkType: (o: { complete(a: object): void }) =>
          o.complete({ errMsg: 'getNetworkType:ok', networkType: '5g' }),
      }
      const wx = window.WxReady.createWx({
        signature: '/wx/signature',
        script: async () => ({ default: own }),
      })
      await wx.loadVendor()
      const { networkType } = await wx.getNetworkType()
      return { networkType, seen, same: (wx.vendor as unknown) === own }
    })
    // Once by verification, once for the page's own calls, once for the call.
    expect(vendor).toEqual({ networkType: '5g', seen: ['config', 'config'], same: true })
  })

  it('that loads nothing is reported to onError, and the page works', async () => {
    const opened = await open({ wx: false })
    const codes = await opened.page.evaluate(async () => {
      const codes: string[] = []
      const wx = window.WxReady.createWx({
        signature: '/wx/signature',
        script: async () => ({}),
        onError: ({ code }) => codes.push(code),
      })
      await wx.getNetworkType()
      return codes
    })
    expect(codes).toEqual(['SCRIPT_FAILED'])
  })
})
