import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { COMMANDS, EVENTS, MENU_SHARES, MINI_PROGRAM } from '../../src/browser/apis/table.js'
import { sharedChromium } from '../support/chromium.js'
import { type DemoServer, startDemo } from '../support/demo-server.js'
import { itInFullRun } from '../support/in-full-run.js'

const CALLED = [...Object.keys(COMMANDS), 'pay', 'uploadImages', 'localImage']
const IN_MINI_PROGRAM = [...Object.keys(MINI_PROGRAM), 'getEnv'].map(name => `miniProgram.${name}`)

let server: DemoServer
let browser: Browser
let page: Page
let problems: string[]

beforeAll(async () => {
  server = await startDemo()
  browser = await sharedChromium()
})

afterAll(() => server.stop())

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 600, height: 800 }, locale: 'en-US' })
  await page.addInitScript(
    settings => sessionStorage.setItem('wx-ready-simulator', settings),
    '{"asks":false}',
  )
  problems = []
  page.on('pageerror', error => problems.push(String(error)))
})

afterEach(async () => {
  await page.close()
  expect(problems).toEqual([])
})

/** Opens the page with all groups of its console, as a user who never gets asked. */
async function open(query = '') {
  await page.goto(server.origin + query)
  await page.waitForFunction(() => document.getElementById('state')?.textContent === 'ready')
  await page.evaluate(() => {
    for (const group of document.querySelectorAll<HTMLDetailsElement>('#groups details')) group.open = true
  })
}

const entry = (name: string) => page.locator(`[id="${name}"]`)

/** Presses a button and waits for its result. */
async function call(name: string) {
  const result = entry(name).locator('.result')
  await entry(name).locator('.run').click()
  await expect.poll(() => result.textContent()).toMatch(/^[\d.]+ ms./)
  return {
    text: await result.textContent(),
    failed: (await result.getAttribute('data-state')) !== 'done',
  }
}

describe('the demo', () => {
  it('has every API, grouped as in WeChat’s guide', async () => {
    await open()
    const names = await page.locator('#groups li').evaluateAll(items => items.map(item => item.id))
    const all = [...CALLED, ...Object.keys(EVENTS), ...Object.keys(MENU_SHARES), ...IN_MINI_PROGRAM]
    expect(names.sort()).toEqual(all.sort())
    const groups = await page.locator('summary .zh').allTextContents()
    expect(groups.join(' ')).toBe(
      '基础接口 分享接口 图像接口 音频接口 智能接口 设备信息 地理位置 摇一摇周边 界面操作 微信扫一扫 微信小店 微信卡券 微信支付 其他接口 小程序 web-view',
    )
  })

  itInFullRun('gets a response from each command in turn', async () => {
    await open()
    const names = await page.locator('#groups li').evaluateAll(items => items.map(item => item.id))
    // Nothing gets a response after closeWindow.
    const called = names.filter(name => CALLED.includes(name) && name !== 'closeWindow')
    for (const name of [...called, 'closeWindow']) {
      expect({ name, ...(await call(name)) }).toMatchObject({ name, failed: false })
    }
    expect(
      await entry('localImage')
        .locator('img')
        .evaluate((it: HTMLImageElement) => it.naturalWidth),
    ).toBe(240)
  })

  itInFullRun('calls the mini program inside one, and shows the refusal elsewhere', async () => {
    await open('/?miniprogram')
    for (const name of IN_MINI_PROGRAM)
      expect({ name, ...(await call(name)) }).toMatchObject({ name, failed: false })
    await open()
    const outside = await call('miniProgram.navigateBack')
    expect(outside).toMatchObject({ failed: true, text: expect.stringContaining('CALL_FAILED') })
  })

  itInFullRun('sends the edited parameters and can restore the example', async () => {
    await open()
    const { text } = await call('getLocation')
    expect(text).toContain('23.0994')
    const json = entry('getLocation').locator('.json')
    await json.fill('{ "type": "wgs84" }')
    expect((await call('getLocation')).text).toContain('23.1021')
    await json.fill('{ "type": ')
    await entry('getLocation').locator('.run').click()
    expect(await entry('getLocation').locator('.mistake').textContent()).toMatch(/^Invalid JSON: /)
    expect(await entry('getLocation').locator('.result').textContent()).toContain('23.1021')
    await entry('getLocation').locator('.reset').click()
    expect(JSON.parse(await json.inputValue())).toEqual({ type: 'gcj02' })
  })

  itInFullRun('fills in results of earlier calls, but not into edited parameters', async () => {
    await open()
    await entry('downloadImage').locator('.json').fill('{ "serverId": "mine" }')
    await call('chooseImage')
    await call('uploadImage')
    expect(await entry('uploadImage').locator('.json').inputValue()).toContain('weixin://resourceid/')
    expect(await entry('downloadImage').locator('.json').inputValue()).toBe('{ "serverId": "mine" }')
    await entry('downloadImage').locator('.reset').click()
    expect(await entry('downloadImage').locator('.json').inputValue()).toMatch(/"serverId": "[\w-]{64}"/)
  })

  itInFullRun('shows events while it listens', async () => {
    await open()
    await entry('onSearchBeacons').locator('.run').click()
    await call('startSearchBeacons')
    const heard = () => entry('onSearchBeacons').locator('.result').textContent()
    await expect.poll(heard).toContain('"beacons"')
    await entry('onSearchBeacons').locator('.run').click()
    const before = await heard()
    await page.waitForTimeout(1200)
    expect(await heard()).toBe(before)
  })

  itInFullRun('presses menu buttons', async () => {
    await open()
    for (const name of Object.keys(MENU_SHARES)) {
      await entry(name).locator('.run').click()
      await entry(name).locator('.press').click()
      await expect.poll(() => entry(name).locator('.result').textContent()).toContain(`success: ${name}:ok`)
    }
  })

  itInFullRun('shows the events of an open tag, and why tags are not supported', async () => {
    await open()
    await page.locator('#launch button').click()
    await expect.poll(() => page.locator('#told').textContent()).toBe('launch')
    await open('/?notags')
    await expect.poll(() => page.locator('#told').textContent()).toContain('does not support open tags')
  })

  it('finds an API by its Chinese and English name', async () => {
    await open()
    const shown = () => page.locator('#groups li:visible').evaluateAll(items => items.map(item => item.id))
    await page.locator('#filter').fill('扫一扫')
    expect(await shown()).toEqual(['scanQRCode'])
    await page.locator('#filter').fill('beacons')
    expect(await shown()).toEqual(['startSearchBeacons', 'stopSearchBeacons', 'onSearchBeacons'])
    await page.locator('#filter').fill('no such thing')
    expect(await page.locator('#none').isVisible()).toBe(true)
    await page.locator('#filter').fill('')
    expect((await shown()).length).toBeGreaterThan(5)
  })
})
