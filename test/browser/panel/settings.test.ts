import { expect, it } from 'vitest'
import { useWorld } from '../../support/world.js'
import { openPanel } from './open-panel.js'

const world = useWorld()

it('another client, and what else is set, outlasts the reload', async () => {
  const { page, panel } = await openPanel(world)
  await page.evaluate(() => sessionStorage.clear())
  await panel.getByRole('button', { name: 'Tools' }).click()
  await panel.getByRole('tab', { name: 'Settings' }).click()
  await panel.getByLabel('Theme').selectOption('Dark')
  await panel.getByLabel('Latency').fill('30')
  await panel.getByLabel('APIs that the account may not use').fill('chooseImage')
  await page.keyboard.press('Enter')
  await panel.getByLabel('Language').selectOption('中文')
  await Promise.all([
    page.waitForEvent('load'),
    panel.getByLabel('客户端（切换后重新加载页面）').selectOption('iOS'),
  ])
  await panel.getByRole('tab', { name: '设置', selected: true }).waitFor()
  expect(await panel.locator('.panel').getAttribute('data-theme')).toBe('dark')
  expect(
    await page.evaluate(() => ({ client: window.simulator.client, latency: window.simulator.latency })),
  ).toEqual({ client: 'ios', latency: 30 })
  expect(await page.evaluate(() => navigator.userAgent)).toMatch(/iPhone.*MicroMessenger/)
  await panel.getByRole('button', { name: '恢复 chooseImage 的权限' }).waitFor()
  await Promise.all([page.waitForEvent('load'), panel.getByRole('button', { name: '恢复默认设置' }).click()])
  await panel.getByRole('button', { name: 'WeChat menu' }).waitFor()
  expect(await page.evaluate(() => window.simulator.client)).toBe('android')
})

it('works under a strict content security policy, and asks for nothing outside', async () => {
  const { page, panel } = await openPanel(world, {
    wx: false,
    headers: {
      'content-security-policy': `default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self'; img-src 'self'; connect-src 'self'`,
    },
  })
  const outside: string[] = []
  const violations: string[] = []
  page.on('request', request => request.url().startsWith(world.origin) || outside.push(request.url()))
  page.on(
    'console',
    message => /Content Security Policy/.test(message.text()) && violations.push(message.text()),
  )
  await panel.getByRole('button', { name: 'Tools' }).click()
  for (const tab of ['Inspector', 'Settings', 'Cards']) await panel.getByRole('tab', { name: tab }).click()
  await panel.getByRole('button', { name: 'WeChat menu' }).click()
  const title = panel.getByRole('dialog').getByRole('heading', { level: 2 })
  expect(await title.evaluate(element => getComputedStyle(element).fontSize)).toBe('17px')
  expect({ outside, violations }).toEqual({ outside: [], violations: [] })
})

it('the capsule moves with the pointer and the arrow keys, stays inside the window, and outlasts a reload', async () => {
  const { page, panel } = await openPanel(world)
  await page.evaluate(() => sessionStorage.clear())
  const capsule = panel.getByRole('toolbar')
  const open = panel.getByRole('button', { name: 'WeChat menu' })
  await capsule.hover()
  await page.mouse.down()
  await page.mouse.move(200, 300, { steps: 4 })
  await page.mouse.up()
  // A drag is no click.
  expect(await panel.getByRole('dialog').count()).toBe(0)
  const dragged = await capsule.boundingBox()
  expect(dragged).toMatchObject({ x: expect.closeTo(156, -1), y: expect.closeTo(282, -1) })
  await open.focus()
  for (let press = 0; press < 30; press += 1) await page.keyboard.press('ArrowLeft')
  expect((await capsule.boundingBox())?.x).toBe(0)
  await page.reload()
  await open.waitFor()
  expect((await capsule.boundingBox())?.x).toBe(0)
  await page.evaluate(() => sessionStorage.clear())
})
