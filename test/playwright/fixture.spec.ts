import { expect, type SimulatedPlatform, test } from 'wx-ready/playwright'

const state = 'output#state'
const result = 'output#result'

test('pages are in WeChat before their own scripts, in requests too', async ({ page, wechat }) => {
  const [request] = await Promise.all([page.waitForRequest('**/walks/42'), page.goto('/walks/42')])
  expect(await request.headerValue('user-agent')).toContain('MicroMessenger/')
  expect(await page.evaluate('navigator.userAgent')).toContain('Android')
  await expect(page.locator(state)).toHaveText('ready')
  expect((await wechat.verifications()).map(({ ok }) => ok)).toEqual([true])
  expect((await wechat.calls()).map(({ name }) => name)).toContain('updateAppMessageShareData')
  expect(await page.frames()[1]?.evaluate('typeof WeixinJSBridge')).toBe('undefined')
})

test('answers, also functions, hold across navigations and popups', async ({ page, wechat }) => {
  await wechat.answer('scanQRCode', ({ needResult }) => ({ resultStr: `needs ${needResult}` }))
  await page.goto('/walks/42')
  await page.getByRole('button', { name: 'Scan' }).click()
  await expect(page.locator(result)).toContainText('needs 1')
  await page.goto('/walks/43')
  await page.getByRole('button', { name: 'Scan' }).click()
  await expect(page.locator(result)).toContainText('needs 1')
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByText('Open').click()])
  await popup.getByRole('button', { name: 'Scan' }).click()
  await expect(popup.locator(result)).toContainText('needs 1')
  expect((await wechat.of(popup).calls()).at(-1)).toMatchObject({ name: 'scanQRCode', allowed: true })
  await wechat.of(popup).press('menuItem:share:appMessage')
  expect(await wechat.of(popup).shared()).toMatchObject([{ link: expect.stringContaining('/walks/43') }])
  expect(await wechat.shared()).toEqual([])
})

test('an answer for a number of calls counts over all pages, and then the one before it applies', async ({
  page,
  wechat,
}) => {
  await page.goto('/walks/42')
  await wechat.answer('scanQRCode', { resultStr: 'always' })
  await wechat.answer('scanQRCode', 'cancel', { times: 1 })
  for (const expected of ['CANCELLED', 'always', 'always']) {
    await page.getByRole('button', { name: 'Scan' }).click()
    await expect(page.locator(result)).toContainText(expected)
    await page.reload()
  }
  await wechat.answer('scanQRCode', new Error('no camera'))
  await page.getByRole('button', { name: 'Scan' }).click()
  await expect(page.locator(result)).toContainText('CALL_FAILED scanQRCode:fail_no camera')
  await wechat.answer('scanQRCode', () => 'default')
  await page.getByRole('button', { name: 'Scan' }).click()
  await expect(page.locator(result)).toContainText('resultStr')
  await expect(wechat.answer('scanQrcode' as 'scanQRCode', 'cancel')).rejects.toThrow(
    'Did you mean scanQRCode',
  )
})

test('permissions, the menu, events and the window', async ({ page, wechat }) => {
  await page.goto('/walks/42')
  await expect(page.locator(state)).toHaveText('ready')
  await wechat.deny('getLocation')
  await page.getByText('Where').click()
  await expect(page.locator(result)).toContainText('PERMISSION_DENIED')
  await page.reload()
  await page.getByText('Where').click()
  await expect(page.locator(result)).toContainText('PERMISSION_DENIED')
  await wechat.allow('getLocation')
  await page.reload()
  await page.getByText('Where').click()
  await expect(page.locator(result)).toContainText('latitude')
  expect((await wechat.menu()).items).toContain('menuItem:share:timeline')
  expect(await wechat.card('appMessage')).toMatchObject({ desc: '十二条路', source: 'page-data' })
  expect(await wechat.emit('onVoicePlayEnd', { localId: 'a' })).toBe(false)
  expect(await wechat.messages()).toEqual([])
  await wechat.advance(1000)
  await page.getByText('Close').click()
  await expect.poll(() => wechat.closed()).toBe(true)
  await expect(wechat.press('menuItem:share:timeline')).rejects.toThrow('closeWindow')
})

test('the platform fails as WeChat does, and the page says so', async ({ page, wechat }) => {
  const platform: SimulatedPlatform = wechat.platform
  platform.fail('/cgi-bin/ticket/getticket', 'html', Number.POSITIVE_INFINITY)
  await page.goto('/walks/42')
  await expect(page.locator(state)).toContainText('SIGNATURE_FAILED')
  platform.heal()
  // The server does not ask WeChat again at once.
  await expect(async () => {
    await page.reload()
    await expect(page.locator(state)).toHaveText('ready', { timeout: 1000 })
  }).toPass()
  // The server signs with the old ticket until WeChat has refused it.
  platform.killTicket()
  await page.goto('/walks/43')
  await expect(page.locator(state)).toHaveText('ready')
  expect((await wechat.verifications()).map(({ ok }) => ok)).toEqual([false, true])
})

test('without a simulator in the page, the error says what to do', async ({ browser, page, wechat }) => {
  const other = await browser.newContext()
  const stranger = await other.newPage()
  await stranger.goto(new URL('/walks/42', process.env.SITE).href)
  await expect(wechat.of(stranger).calls()).rejects.toThrow('browser.newContext() are not in WeChat')
  await other.close()
  await page.close()
})

test.describe('options', () => {
  test.use({
    wechatOptions: {
      client: 'windows',
      miniProgram: true,
      script: process.env.VENDOR_SCRIPT as string,
      signature: /\/other\/signature/,
    },
  })
  test('the client, the mini program, the script and the endpoint', async ({ page, wechat }) => {
    await page.goto('/walks/42')
    expect(await page.evaluate('navigator.userAgent')).toMatch(/Windows.*miniProgram/)
    expect(await page.evaluate('__wxjs_environment')).toBe('miniprogram')
    await expect(page.locator(state)).toContainText('SIGNATURE_FAILED')
    await page.evaluate(
      `WxReady.createWx({ signature: '/other/signature' }).loadVendor().then(wx => wx.miniProgram.postMessage({ data: 1 }))`,
    )
    await expect.poll(() => wechat.messages()).toEqual([1])
  })
})
