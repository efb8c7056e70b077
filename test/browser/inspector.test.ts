import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { FULL_RUN, requireFull } from '../support/full-run.mjs'
import { itInFullRun } from '../support/in-full-run.js'
import { badSignature, type OpenOptions, useWorld } from '../support/world.js'

const world = useWorld()

/** Loads the inspector as a page does: a test's own import() would be Vite's. */
const LOADER = `<script nonce="n">
  window.loadInspector = () => import('/dist/inspector/index.js')
  window.showInspector = async options =>
    (window.inspector = (await window.loadInspector()).openInspector(window.ours, options))
</script>`

declare global {
  interface Window {
    loadInspector(): Promise<typeof import('../../src/inspector/index.js')>
    showInspector(options?: object): Promise<void>
    inspector: import('../../src/inspector/index.js').Inspector
  }
}

async function open({ head = '', ...options }: OpenOptions = {}): Promise<Page> {
  const { page } = await world.open({ version: 'none', head: LOADER + head, ...options })
  return page
}

const lineOf = (page: Page, name: string): Locator => page.locator('.wi-line', { hasText: name })

it('shows each step and each call with its parameters, its answer and its duration', async () => {
  const page = await open()
  await page.evaluate(async () => {
    await window.showInspector({ language: 'en' })
    window.simulator.answer('getLocation', { latitude: 23.1, longitude: 113.3, speed: 0, accuracy: 9 })
    await window.ours.getLocation({ type: 'gcj02' })
  })
  const names = await page.locator('.wi-name').allTextContents()
  expect([...names].sort()).toEqual(['bridge', 'getLocation', 'script', 'signature', 'verification'])
  const line = lineOf(page, 'getLocation')
  expect(await line.textContent()).toMatch(/type: gcj02[\d.]+ m?s$/)
  await line.click()
  const values = await page.locator('.wi-details pre').allTextContents()
  expect(values.map(value => JSON.parse(value))).toEqual([
    { type: 'gcj02' },
    { latitude: 23.1, longitude: 113.3, speed: 0, accuracy: 9, errMsg: 'getLocation:ok' },
  ])
})

it.each([
  ['zh-CN', '微信拒绝发起支付。', '错误码'],
  ['en', 'WeChat refused to start the payment.', 'Code'],
])('explains an error in the language of the page: %s', async (lang, cause, code) => {
  const page = await open()
  await page.evaluate(async lang => {
    document.documentElement.lang = lang
    await window.showInspector()
    window.simulator.answerRaw('getBrandWCPayRequest', () => ({
      err_msg: 'get_brand_wcpay_request:fail_当前页面的URL未注册',
    }))
    const payment = { timeStamp: '1', nonceStr: 'n', package: 'prepay_id=1', paySign: 's' } as const
    await window.ours.pay({ ...payment, appId: 'wx1', signType: 'RSA' }).catch(() => {})
  }, lang)
  await lineOf(page, 'pay').click()
  const details = page.locator('.wi-details')
  expect(await details.locator('dl').first().textContent()).toContain(
    `${code}CALL_FAILEDerrMsgget_brand_wcpay_request:fail_当前页面的URL未注册hint`,
  )
  expect(await details.locator('.wi-explanation p').first().textContent()).toBe(cause)
  expect(await details.locator('.wi-explanation li').count()).toBe(5)
  // The other language is one press away.
  await page.getByRole('button', { name: lang === 'en' ? '中文' : 'English' }).click()
  expect(await details.locator('.wi-explanation p').first().textContent()).not.toBe(cause)
})

it('shows what happened before it was opened, at most 50 events and without their answers', async () => {
  const page = await open()
  await page.evaluate(async () => {
    await window.ours.ready()
    for (let count = 0; count < 60; count += 1) await window.ours.getNetworkType()
    await window.ours.call('noSuchApi').catch(() => {})
    await window.showInspector({ language: 'en' })
  })
  expect(await page.locator('.wi-line').count()).toBe(50)
  await lineOf(page, 'noSuchApi').click()
  expect(await page.locator('.wi-failure').textContent()).toContain('CodeNOT_SUPPORTED')
  await lineOf(page, 'noSuchApi').click()
  await lineOf(page, 'getNetworkType').first().click()
  expect(await page.locator('.wi-note').textContent()).toContain('are not kept')
})

it('the state has the URL that was signed beside the current one', async () => {
  const page = await open({ simulator: { client: 'ios' }, path: '/landing?from=menu' })
  await page.evaluate(async () => {
    await window.ours.ready()
    history.pushState(null, '', '/detail')
    await window.showInspector({ language: 'en' })
  })
  await page.getByRole('radio', { name: 'State' }).check()
  const state = page.locator('.wi-state')
  const facts = await state.locator('dl').first().innerText()
  expect(facts).toContain(`Signed URL\n${world.origin}/landing?from=menu`)
  expect(facts).toContain(`Landing URL\n${world.origin}/landing?from=menu`)
  expect(facts).toContain(`Current URL\n${world.origin}/detail`)
  expect(facts).toMatch(/Client\nWeChat \(微信\)\n.*version\n[\d.]+\nSystem\nios/)
  expect(await state.locator('mark').allTextContents()).toEqual(['detail', 'landing?from=menu'])
  // It is read again: nobody tells of a pushState.
  await page.evaluate(() => history.pushState(null, '', '/next'))
  await expect.poll(() => state.innerText()).toContain(`${world.origin}/next`)
})

it('the state has the check-list of a failure, and verifies again', async () => {
  const page = await open()
  world.signer = badSignature
  await page.evaluate(async () => {
    await window.ours.ready().catch(() => {})
    await window.showInspector({ language: 'en' })
  })
  await page.getByRole('radio', { name: 'State' }).check()
  expect(await page.locator('.wi-state .wi-failure').innerText()).toContain('INVALID_SIGNATURE')
  expect(await page.locator('.wi-state .wi-explanation li').count()).toBeGreaterThan(3)
  world.signer = undefined
  await page.getByRole('button', { name: 'Verify again' }).click()
  await expect.poll(() => page.locator('.wi-state').innerText()).toContain('Status\nready')
})

describe('the report', () => {
  const takeReport = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

  it('has the state and the log, and cuts signatures and the codes of a login', async () => {
    const page = await open({ path: '/landing?code=0123456789abcdef' })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.evaluate(async () => {
      await window.showInspector({ language: 'en' })
      await window.ours.chooseImage({ count: 1 })
      window.simulator.deny('getLocation')
      await window.ours.getLocation().catch(() => {})
    })
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const report = await takeReport(page)
    expect(report).toContain(`Landing URL: ${world.origin}/landing?code=012345…`)
    expect(report).toMatch(/\n\+\d+\.\d\d s chooseImage: OK \([\d.]+ ms\)\n {2}parameters: \{ "count": 1,/)
    expect(report).toMatch(/getLocation: Failed .*\n {2}PERMISSION_DENIED: .*permission denied/)
    expect(report).toMatch(/"signature": "[0-9a-f]{6}…"/)
    expect(report).not.toMatch(/[0-9a-f]{40}|code=0123456789/)
  })

  it('is shown, selected, where the page may not use the clipboard', async () => {
    const page = await open()
    await page.evaluate(async () => {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })
      document.execCommand = () => false
      await window.showInspector({ language: 'en' })
    })
    await page.getByRole('button', { name: 'Copy' }).click()
    const area = page.getByRole('textbox', { name: 'Report' })
    expect(await area.inputValue()).toContain('Status: idle')
    await expect.poll(() => area.evaluate(e => (e as HTMLTextAreaElement).selectionEnd)).toBeGreaterThan(100)
  })
})

it('the log can be filtered, searched and cleared', async () => {
  const page = await open()
  await page.evaluate(async () => {
    await window.showInspector({ language: 'en' })
    await window.ours.chooseImage()
    window.simulator.answer('scanQRCode', 'cancel')
    await window.ours.scanQRCode().catch(() => {})
    await window.ours.call('noSuchApi').catch(() => {})
  })
  const names = () => page.locator('.wi-name').allTextContents()
  await page.getByRole('combobox', { name: 'Filter' }).selectOption('Failed')
  // The script's hosts are down. That the user cancelled is no failure.
  expect((await names()).sort()).toEqual(['noSuchApi', 'script'])
  await page.getByRole('combobox', { name: 'Filter' }).selectOption('Calls')
  expect(await names()).toEqual(['chooseImage', 'scanQRCode', 'noSuchApi'])
  await page.getByRole('searchbox').fill('cancelled')
  expect(await names()).toEqual(['scanQRCode'])
  await page.getByRole('button', { name: 'Clear' }).click()
  expect(await page.locator('.wi-empty').textContent()).toBe('The page has not called anything yet.')
})

itInFullRun(
  'can be minimized, opened again and closed; the log option of the page works all the time',
  async () => {
    const page = await open({ wx: false })
    const logged = await page.evaluate(async () => {
      const logged: unknown[] = []
      window.ours = window.WxReady.createWx({
        signature: '/wx/signature',
        log: event => logged.push(event.api),
      })
      const { openInspector } = await window.loadInspector()
      const inspector = openInspector(window.ours, { language: 'en', minimized: true })
      if (openInspector(window.ours) !== inspector) throw new Error('opened twice')
      window.inspector = inspector
      await window.ours.chooseImage()
      return logged
    })
    expect(logged).toContain('chooseImage')
    expect(await page.locator('.wi-overlay').count()).toBe(0)
    await page.getByRole('button', { name: 'WeChat inspector' }).click()
    expect(await lineOf(page, 'chooseImage').count()).toBe(1)
    await page.getByRole('button', { name: 'Minimize' }).click()
    await page.getByRole('button', { name: 'WeChat inspector' }).click()
    await page.getByRole('button', { name: 'Close' }).click()
    expect(await page.locator('wx-ready-inspector').count()).toBe(0)
    await page.evaluate(async () => {
      await window.ours.getNetworkType()
      await window.showInspector()
    })
    expect(await lineOf(page, 'getNetworkType').count()).toBe(1)
  },
)

it('works under a strict content security policy, and no style of the page reaches it', async () => {
  const csp = "default-src 'none'; script-src 'self' 'nonce-n'; connect-src 'self'; style-src 'nonce-s'"
  const page = await open({
    headers: { 'content-security-policy': csp },
    head: '<style nonce="s">body *, wx-ready-inspector, wx-ready-inspector * { display: none !important; font-size: 99px !important }</style>',
  })
  const violations: string[] = []
  page.on('console', message => {
    if (/Content Security Policy/.test(message.text())) violations.push(message.text())
  })
  await page.evaluate(async () => {
    await window.showInspector()
    await window.ours.chooseImage()
  })
  const line = lineOf(page, 'chooseImage')
  await line.click()
  const { display, fontSize } = await line.evaluate(element => getComputedStyle(element))
  expect({ display, fontSize }).toEqual({ display: 'flex', fontSize: '14px' })
  // WeChat's script is refused too: it is not the inspector's.
  expect(violations.filter(text => !text.includes('res'))).toEqual([])
})

itInFullRun(
  'everything that is pressed is at least 44 px high, and nothing is wider than a phone',
  async () => {
    const page = await open()
    await page.setViewportSize({ width: 375, height: 667 })
    await page.evaluate(async () => {
      await window.showInspector()
      await window.ours.call('noSuchApi').catch(() => {})
    })
    await lineOf(page, 'noSuchApi').click()
    const measure = () =>
      page.locator('wx-ready-inspector').evaluate(({ shadowRoot }) => {
        const all = [...(shadowRoot?.querySelectorAll('button, input, select, a') ?? [])]
        const small = all.filter(element => element.getBoundingClientRect().height < 44)
        const wide = [...(shadowRoot?.querySelectorAll('*') ?? [])].filter(
          element => element.getBoundingClientRect().right > innerWidth,
        )
        return { count: all.length, small: small.map(e => e.outerHTML), wide: wide.map(e => e.outerHTML) }
      })
    const log = await measure()
    expect(log).toEqual({ count: expect.any(Number), small: [], wide: [] })
    expect(log.count).toBeGreaterThan(10)
    await page.getByRole('radio').nth(1).check()
    expect(await measure()).toMatchObject({ small: [], wide: [] })
  },
)

it('rejects what createWx() did not return', async () => {
  const page = await open()
  const message = await page.evaluate(async () => {
    const { openInspector } = await window.loadInspector()
    try {
      openInspector({ ...window.ours, [Symbol.for('wx-ready:1')]: undefined })
      return ''
    } catch (error) {
      return String(error)
    }
  })
  expect(message).toBe('TypeError: The inspector needs the wx that createWx() of this release returned.')
})

const describeInFullRun = FULL_RUN ? describe : () => {}
describeInFullRun('in vConsole', () => {
  it('is a tab with the log and the state, in the theme of vConsole', async () => {
    const page = await open()
    await page.addScriptTag({ path: requireFull.resolve('vconsole') })
    await page.evaluate(async () => {
      const { VConsole } = window as unknown as { VConsole: VConsoleClass }
      const { vConsolePlugin } = await window.loadInspector()
      const vConsole = new VConsole({ theme: 'dark' })
      vConsole.addPlugin(vConsolePlugin(window.ours, VConsole, { language: 'en' }))
      vConsole.show()
      vConsole.showPlugin('wx-ready')
      await window.ours.call('noSuchApi').catch(() => {})
    })
    await lineOf(page, 'noSuchApi').click()
    expect(await page.locator('.wi-failure').textContent()).toContain('CodeNOT_SUPPORTED')
    const background = await page.locator('.wi-tabs').evaluate(e => getComputedStyle(e).backgroundColor)
    expect(background).toBe('rgb(17, 17, 17)')
    await page.getByRole('radio', { name: 'State' }).check()
    expect(await page.locator('.wi-state').innerText()).toContain('Status\nready')
  })
})

type Plugin = import('../../src/inspector/index.js').VConsolePluginLike
interface VConsoleClass {
  new (options: object): { addPlugin(plugin: Plugin): void; show(): void; showPlugin(id: string): void }
  VConsolePlugin: new (id: string, name: string) => Plugin
}
