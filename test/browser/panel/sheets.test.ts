import encodeQR from 'qr'
import { expect, it } from 'vitest'
import { useWorld } from '../../support/world.js'
import { openPanel } from './open-panel.js'

const world = useWorld()

const PAYMENT = {
  timestamp: 1414587457,
  nonceStr: 'Wm3WZYTPz0wzccnW',
  package: 'prepay_id=wx2017033010242291fcfe0db70013231072',
  signType: 'RSA',
  paySign: 'C380BEC2BFD727A4B6845133519F3AD6',
} as const

it('scans a picture of a QR code, with a decoder that loads when it is first used', async () => {
  const { page, panel } = await openPanel(world)
  const requests: string[] = []
  page.on('request', request => requests.push(new URL(request.url()).pathname))
  const scanned = page.evaluate(() => window.ours.scanQRCode({ needResult: 1 }))
  const sheet = panel.getByRole('dialog', { name: 'Scan' })
  await sheet.waitFor()
  expect(requests.filter(path => path.includes('/panel/'))).toEqual([])
  await sheet.locator('input[type=file]').setInputFiles({
    name: 'code.gif',
    mimeType: 'image/gif',
    buffer: Buffer.from(encodeQR('https://example.com/漓江?raft=2', 'gif', { scale: 4 })),
  })
  await expect.poll(() => sheet.getByLabel('Content').inputValue()).toBe('https://example.com/漓江?raft=2')
  expect(requests.filter(path => path.includes('/panel/'))).toEqual(['/dist/simulator/panel/decode-qr.js'])
  await sheet.getByRole('button', { name: 'Done' }).click()
  expect(await scanned).toMatchObject({ resultStr: 'https://example.com/漓江?raft=2' })
})

it('a picture without a code says so, and a bar code can be typed', async () => {
  const { page, panel } = await openPanel(world)
  const scanned = page.evaluate(() => window.ours.scanQRCode({ needResult: 1, scanType: ['barCode'] }))
  const sheet = panel.getByRole('dialog', { name: 'Scan' })
  await sheet
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('no picture') })
  await sheet.getByText('There is no QR code in this picture').waitFor()
  await sheet.getByLabel('Content').fill('6901234567892')
  await sheet.getByLabel('Kind').selectOption('EAN-13')
  await sheet.getByRole('button', { name: 'Done' }).click()
  expect(await scanned).toMatchObject({ resultStr: 'EAN_13,6901234567892' })
})

it('pays, cancels with Escape, and fails for the reason that was chosen', async () => {
  const { page, panel } = await openPanel(world)
  const sheet = panel.getByRole('dialog', { name: 'WeChat Pay' })
  const pay = () => page.evaluate(payment => window.settle(window.ours.chooseWXPay(payment)), PAYMENT)

  const paid = pay()
  await sheet.getByText(PAYMENT.package).waitFor()
  await sheet.getByRole('button', { name: 'Pay', exact: true }).click()
  expect(await paid).toMatchObject({ value: { errMsg: 'chooseWXPay:ok' } })

  const cancelled = pay()
  await sheet.waitFor()
  await page.keyboard.press('Escape')
  expect(await cancelled).toMatchObject({ code: 'CANCELLED' })

  const failed = pay()
  await sheet.getByText('Make the payment fail').click()
  await sheet.getByLabel('Reason').selectOption('余额不足')
  await sheet.getByRole('button', { name: 'Fail' }).click()
  expect(await failed).toMatchObject({ code: 'CALL_FAILED', errMsg: expect.stringContaining('余额不足') })
})

it('a location is given in the coordinates that the page asked for', async () => {
  const { page, panel } = await openPanel(world)
  const located = page.evaluate(async () => {
    const { latitude, longitude } = await window.ours.getLocation({ type: 'gcj02' })
    return { latitude, longitude }
  })
  const sheet = panel.getByRole('dialog', { name: 'Location' })
  await sheet.getByLabel('Place').selectOption('Beijing · Tiananmen')
  await sheet.getByRole('button', { name: 'Allow' }).click()
  // The offset that public converters give.
  const { latitude, longitude } = await located
  expect([latitude - 39.90733, longitude - 116.39108]).toEqual([
    expect.closeTo(0.0014, 3),
    expect.closeTo(0.0062, 3),
  ])
})

it('calls made before the panel is loaded wait for it, and one after the other', async () => {
  const { page, panel } = await openPanel(world, {
    wx: false,
    head: `<script>
      document.addEventListener('WeixinJSBridgeReady', () => {
        const pay = order => new Promise(resolve => WeixinJSBridge.invoke('getBrandWCPayRequest', { appId: 'wx', timeStamp: '1', nonceStr: 'n', package: order, paySign: 's' }, ({ err_msg }) => resolve(err_msg)))
        window.paid = Promise.all([pay('prepay_id=first'), pay('prepay_id=second')])
      })
    </script>`,
  })
  const sheet = panel.getByRole('dialog')
  await sheet.getByText('prepay_id=first').waitFor()
  await sheet.getByRole('button', { name: 'Pay', exact: true }).click()
  await sheet.getByText('prepay_id=second').waitFor()
  await sheet.getByRole('button', { name: 'Cancel' }).last().click()
  expect(await page.evaluate(() => (window as unknown as { paid: Promise<string[]> }).paid)).toEqual([
    'get_brand_wcpay_request:ok',
    'get_brand_wcpay_request:cancel',
  ])
})

it('a sheet that cannot show what the page passed leaves the call to its failure', async () => {
  const { page, panel } = await openPanel(world)
  const settled = await page.evaluate(() =>
    window.settle(window.ours.call('batchViewCard', { card_list: 'no list' })),
  )
  expect(settled).toMatchObject({ code: 'CALL_FAILED' })
  expect(await panel.getByRole('dialog').count()).toBe(0)
})

it('closeWindow() covers the page, which can be opened again', async () => {
  const { page, panel } = await openPanel(world)
  await page.evaluate(() => {
    window.ours.closeWindow().catch(() => {})
  })
  const closed = panel.getByRole('dialog', { name: 'The page is closed' })
  await closed.waitFor()
  await page.keyboard.press('Escape')
  await Promise.all([page.waitForEvent('load'), closed.getByRole('button', { name: 'Open again' }).click()])
  await panel.getByRole('button', { name: 'WeChat menu' }).waitFor()
})
