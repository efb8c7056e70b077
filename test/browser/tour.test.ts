import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { USER_AGENTS } from '../../src/simulator/page/user-agents.js'
import { sharedChromium } from '../support/chromium.js'
import { type DemoServer, startDemo } from '../support/demo-server.js'
import { inThisRun } from '../support/full-run.mjs'
import { itInFullRun } from '../support/in-full-run.js'

const COVER = new URL('../../demo/cover.jpg', import.meta.url)
const APPS = ['vue', 'react', 'pages', 'server-rendered']

let server: DemoServer
let browser: Browser
let page: Page
let problems: string[]

beforeAll(async () => {
  server = await startDemo()
  browser = await sharedChromium()
})

afterAll(() => server.stop())

beforeEach(() => {
  problems = []
})

afterEach(() => expect(problems).toEqual([]))

/** Opens the demo in a browser of its own. */
async function open(options: Parameters<Browser['newContext']>[0]): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US', ...options })
  page = await context.newPage()
  page.on('pageerror', error => problems.push(String(error)))
  await page.goto(server.origin)
}

const done = () => page.locator('.checklist [data-done="true"] button').allInnerTexts()

/** One visit, as a person makes it: the items are done in turn. */
describe('the tour on a desktop', () => {
  let phone: FrameLocator
  beforeAll(async () => {
    await open({ viewport: { width: 1280, height: 800 } })
    phone = page.frameLocator('iframe')
  })
  afterAll(() => page.context().close())

  it('sends the page to a friend from "···", shows the card, and ticks it off', async () => {
    await phone.locator('#state', { hasText: 'ready' }).waitFor()
    await phone.getByRole('textbox', { name: 'Title' }).fill('My own title')
    await phone.getByRole('button', { name: 'WeChat menu' }).click()
    await phone.getByRole('button', { name: 'Send to a friend' }).click()
    await phone.getByRole('button', { name: 'File Transfer' }).click()
    const sheet = phone.getByRole('dialog', { name: 'Sent' })
    await sheet.getByRole('figure', { name: 'In a chat' }).getByText('My own title').waitFor()
    expect(await sheet.locator('[data-problem]').allInnerTexts()).toEqual([])
    await sheet.getByRole('button', { name: 'Done' }).click()
    expect(await phone.locator('.shared').innerText()).toContain('My own title')
    expect(await done()).toContain('Press “···”, send to a friend, see the card')
    expect(await page.locator('.calls').innerText()).toContain('updateAppMessageShareData')
  })

  itInFullRun('pays and cancels, with an order that the server has signed', async () => {
    const pay = phone.getByRole('button', { name: 'Pay ¥25.00' })
    await pay.click()
    await phone.getByRole('dialog').getByRole('button', { name: 'Cancel', exact: true }).last().click()
    await phone.locator('#payment .result[data-state="cancelled"]').waitFor()
    await pay.click()
    await phone.getByRole('dialog').getByRole('button', { name: 'Pay', exact: true }).click()
    await phone.locator('#payment .result', { hasText: 'Paid.' }).waitFor()
    await expect.poll(done).toContain('Pay once, cancel once')
  })

  itInFullRun('shows the picture that the server has downloaded, byte for byte', async () => {
    await phone.getByRole('button', { name: 'Choose pictures' }).click()
    const chosen = readFileSync(COVER)
    const file = { name: 'cover.jpg', mimeType: 'image/jpeg', buffer: chosen }
    await phone.locator('wx-ready-panel input[type="file"]').setInputFiles(file)
    await phone.getByLabel('Original size').check()
    await phone.getByRole('button', { name: /^Done/ }).click()
    const width = (image: string) => phone.locator(image).evaluate((it: HTMLImageElement) => it.naturalWidth)
    await expect.poll(() => width('#pictures .result > img')).toBe(300)
    await phone.getByRole('button', { name: 'Upload' }).click()
    const picture = phone.locator('#pictures .file')
    await picture.getByText(`${chosen.length.toLocaleString('en-US')} bytes · image/jpeg`).waitFor()
    const downloaded = await picture.locator('code').evaluate(async serverId => {
      const response = await fetch(`/demo/pictures?serverId=${serverId.textContent}`)
      return [...new Uint8Array(await response.arrayBuffer())]
    })
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    expect(hash(Uint8Array.from(downloaded))).toBe(hash(chosen))
    expect(await done()).toEqual(
      expect.arrayContaining(['Choose pictures of your own', 'Upload them, see what the server has']),
    )
  })

  itInFullRun('fails on purpose in each way, with what to check, and works again', async () => {
    const result = phone.locator('#errors .result')
    for (const [name, code] of [
      ['Wrong signature', 'INVALID_SIGNATURE'],
      ['Endpoint down', 'SIGNATURE_FAILED'],
      ['No permission', 'PERMISSION_DENIED'],
      ['Outside WeChat', 'NOT_IN_WECHAT'],
    ] as const) {
      await phone.getByRole('button', { name }).click()
      await expect.poll(() => result.locator('.code').textContent()).toBe(code)
      expect(await result.locator('ol li').count()).toBeGreaterThan(0)
    }
    await phone.getByRole('button', { name: 'The user cancels' }).click()
    await expect.poll(() => result.getAttribute('data-state')).toBe('cancelled')
    await phone.locator('#state', { hasText: 'ready' }).waitFor()
    await phone.getByRole('button', { name: 'Add a card' }).click()
    await phone.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
    await phone.locator('#cards .result[data-state="done"]').waitFor()
    expect(await done()).toContain('Break something, read what to check')
  })

  itInFullRun('signs in, signs out, and is refused', async () => {
    const user = phone.locator('#user')
    await phone.getByRole('link', { name: 'Sign in with WeChat' }).click()
    await phone.getByLabel('陈敏').check()
    await phone.getByRole('button', { name: 'Allow' }).click()
    await expect.poll(() => user.innerText()).toMatch(/^Signed in: 陈敏/)
    await expect.poll(done).toContain('Sign in with WeChat')
    // The page has the name, but neither the session nor a token.
    expect(await phone.locator('body').evaluate(() => document.cookie)).toBe('')
    await phone.getByRole('button', { name: 'Sign out' }).click()
    await expect.poll(() => user.innerText()).toBe('Nobody is signed in.')
    await phone.getByRole('link', { name: 'Sign in with WeChat' }).click()
    await phone.getByRole('button', { name: 'Refuse' }).click()
    await expect.poll(() => user.innerText()).toBe('You refused: nobody is signed in.')
  })

  itInFullRun(
    'signs the URL of a new route on Android, and the one that the page was opened with on iOS',
    async () => {
      const url = (which: string) => phone.locator(`#routes [data-url="${which}"]`).textContent()
      const goToNextRoute = async (from: string, to: string, checked: string) => {
        await phone.locator('#state', { hasText: 'ready' }).waitFor()
        await expect.poll(() => url('page')).toBe(server.origin + from)
        await phone.getByRole('button', { name: 'Next route' }).click()
        await expect.poll(() => url('page')).toBe(server.origin + to)
        await expect.poll(() => url('signed')).toBe(server.origin + checked)
        expect(await url('checked')).toBe(server.origin + checked)
      }
      await goToNextRoute('/?wx_login=refused', '/route/2?wx_login=refused', '/route/2?wx_login=refused')
      await expect.poll(done).toContain('Change the route, see which URL is signed')
      await page.getByLabel('WeChat on').selectOption('ios')
      await expect.poll(() => phone.locator('body').evaluate(() => navigator.userAgent)).toContain('iPhone')
      await goToNextRoute(
        '/route/2?wx_login=refused',
        '/route/3?wx_login=refused',
        '/route/2?wx_login=refused',
      )
    },
  )

  itInFullRun('switches the appearance and the language, and keeps what is done', async () => {
    await page.getByLabel('Appearance').selectOption('dark')
    const background = () => phone.locator('body').evaluate(body => getComputedStyle(body).backgroundColor)
    await expect.poll(background).toBe('rgb(17, 20, 18)')
    await phone.locator('wx-ready-panel [data-theme="dark"]').waitFor({ state: 'attached' })
    await page.getByLabel('Language').selectOption('zh')
    await phone.getByRole('heading', { name: '点右上角「···」，发送给朋友' }).waitFor()
    await phone.getByRole('button', { name: '微信菜单' }).waitFor()
    await expect.poll(() => page.locator('.checklist .count').textContent()).toBe('7/8')
  })
})

describe('the tour elsewhere', () => {
  afterEach(() => page.context().close())

  it('is the page itself in a window of a phone’s size', async () => {
    await open({ viewport: { width: 375, height: 800 } })
    await page.getByRole('heading', { name: /^Press “···”/ }).waitFor()
    await page.getByRole('button', { name: 'WeChat menu' }).waitFor()
    expect(await page.locator('iframe').count()).toBe(0)
    // No part is wider than the window.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
  })

  itInFullRun('is the page itself in WeChat, also in a wide window', async () => {
    await open({ userAgent: USER_AGENTS.windows })
    await page.locator('#state', { hasText: 'ready' }).waitFor()
    expect(await page.locator('iframe').count()).toBe(0)
  })

  it.each(inThisRun(APPS, () => false))('leads to %s, whose card is shown, and back', async app => {
    await open({ viewport: { width: 375, height: 800 } })
    await page.locator(`#apps a[href^="/${app}/"]`).click()
    await page.locator('#state', { hasText: 'ready' }).waitFor()
    await page.getByRole('button', { name: 'WeChat menu' }).click()
    await page.getByRole('button', { name: 'Send to a friend' }).click()
    await page.getByRole('button', { name: 'File Transfer' }).click()
    const sheet = page.getByRole('dialog', { name: 'Sent' })
    await sheet.getByRole('figure', { name: 'In a chat' }).getByText('The old weir').waitFor()
    expect(await sheet.locator('[data-problem]').allInnerTexts()).toEqual([])
    await sheet.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('link', { name: 'wx-ready' }).click()
    await page.getByRole('heading', { name: /^Press “···”/ }).waitFor()
  })
})
