import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { SimulatorOptions } from '../../src/simulator/page/index.js'
import { SIMULATED_USERS } from '../../src/simulator/platform/index.js'
import { badSignature, useWorld } from '../support/world.js'

/** The inspector in the panel of the simulator. */
const world = useWorld()

/** A page with the panel, whose inspector is open. It loads its files from beside the script. */
async function open(options: Omit<SimulatorOptions, 'platform'> = {}, path = '/landing'): Promise<Page> {
  const settings = { dock: true, tab: 'inspector', asks: false, language: 'en' }
  const { page } = await world.open({
    version: 'none',
    path,
    simulator: false,
    head: `<script>sessionStorage.setItem('wx-ready-simulator', '${JSON.stringify(settings)}')</script>
      <script src="/dist/simulator.global.js"></script>
      <script>simulator = WxReadySimulator.installSimulator(${JSON.stringify({ panel: true, ...options })})</script>`,
  })
  return page
}

it('has each call with its answer, and says why one was refused', async () => {
  const page = await open({ deny: ['chooseImage'] })
  await page.evaluate(async () => {
    await window.ours.getNetworkType()
    await window.ours.chooseImage().catch(() => {})
  })
  const line = page.locator('.wi-line', { hasText: 'chooseImage' })
  await line.first().click()
  const details = page.locator('.wi-details')
  expect(await details.locator('.wi-failure').innerText()).toMatch(
    /Code\s+PERMISSION_DENIED\s+errMsg\s+.*permission denied/,
  )
  expect(await details.locator('.wi-note').innerText()).toBe('The account has no permission for this API.')
  expect(await details.locator('.wi-explanation li').count()).toBeGreaterThan(1)
  await page.getByRole('button', { name: 'Clear' }).click()
  expect(await line.count()).toBe(0)
  expect(await page.evaluate(() => window.simulator.calls.length)).toBeGreaterThan(2)
  await page.evaluate(() => window.ours.getNetworkType())
  await expect.poll(() => page.locator('.wi-line').count()).toBe(1)
})

it('shows the URL that was signed beside the one that was checked, and what differs', async () => {
  const page = await open({ client: 'ios' }, '/landing?from=menu')
  await page.evaluate(async () => {
    history.pushState(null, '', '/detail')
    const wx = window.WxReady.createWx({ signature: '/wx/signature', signUrl: 'current', onError: () => {} })
    await wx.ready().catch(() => {})
  })
  await page.getByRole('radio', { name: 'Verifications' }).check()
  await page.locator('.wi-line').first().click()
  const details = page.locator('.wi-details')
  expect(await details.locator('.wi-failure').innerText()).toMatch(/INVALID_SIGNATURE/)
  expect(await details.locator('mark').allTextContents()).toEqual(['landing?from=menu', 'detail'])
  expect(await details.locator('.wi-facts').nth(1).innerText()).toContain('Another page of the site')
})

it('says of a signature that fits no URL what else to check', async () => {
  const page = await open()
  world.signer = badSignature
  await page.evaluate(() => window.ours.ready().catch(() => {}))
  await page.getByRole('radio', { name: 'Verifications' }).check()
  await page.locator('.wi-line').first().click()
  expect(await page.locator('.wi-note').innerText()).toContain('check the ticket, nonceStr and timestamp')
})

it('shows the tickets and requests of the platform, revokes tickets, and makes requests fail', async () => {
  const page = await open()
  await page.evaluate(() => window.ours.ready())
  await page.getByRole('radio', { name: 'Platform' }).check()
  const platform = page.locator('.wi-platform')
  await expect.poll(() => platform.innerText()).toMatch(/jsapi_ticket\s+issued 0:\d\d ago, expires in [12]:/)
  expect(await platform.innerText()).toContain('GET /cgi-bin/ticket/getticket 200')
  expect(await platform.innerText()).not.toMatch(/[0-9a-f]{32}/)
  await page.getByRole('button', { name: 'Revoke tickets' }).click()
  await expect.poll(() => platform.locator('dt').allTextContents()).not.toContain('jsapi_ticket')
  await page.getByRole('button', { name: 'Fail the next request' }).click()
  await expect.poll(() => platform.locator('.wi-faults').innerText()).toContain('getticket busy × 1')
  await page.getByRole('button', { name: 'Remove all faults' }).click()
  await expect.poll(() => platform.locator('.wi-faults li').count()).toBe(0)
})

it('changes who visits the authorization page, and lets them refuse', async () => {
  const page = await open()
  await page.getByRole('radio', { name: 'Platform' }).check()
  const [, { openid, nickname }] = SIMULATED_USERS as [unknown, { openid: string; nickname: string }]
  await page.getByRole('combobox', { name: 'User', exact: true }).selectOption(nickname)
  await expect.poll(() => statusOfPlatform()).toMatchObject({ visitor: openid, refusals: 0 })
  await page.getByRole('button', { name: 'Refuse the next one' }).click()
  await page.getByText('Authorizations that will be refused: 1').waitFor()
  expect(await statusOfPlatform()).toMatchObject({ visitor: openid, refusals: 1 })
})

async function statusOfPlatform(): Promise<unknown> {
  const body = JSON.stringify({ method: 'status', parameters: [] })
  const response = await fetch(`${world.origin}/simulator/call`, { method: 'POST', body })
  return ((await response.json()) as { result: unknown }).result
}
