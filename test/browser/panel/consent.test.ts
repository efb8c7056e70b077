import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPlatform, SIMULATED_ACCOUNT, SIMULATED_USERS } from '../../../src/simulator/platform/index.js'
import { sharedChromium } from '../../support/chromium.js'
import { type Listening, listen } from '../../support/listen.js'

const { appId, secret } = SIMULATED_ACCOUNT
const platform = createPlatform({ consent: 'page' })

let page: Page
let server: Listening
beforeAll(async () => {
  server = await listen(async request =>
    new URL(request.url).pathname === '/back' ? new Response('back') : platform.handler(request),
  )
  page = await (await (await sharedChromium()).newContext({ locale: 'en-US' })).newPage()
})
afterAll(async () => {
  await page.context().close()
  await server.close()
})

const visit = (scope: string) =>
  page.goto(
    `${server.origin}/connect/oauth2/authorize?appid=${appId}&redirect_uri=${encodeURIComponent(`${server.origin}/back`)}&response_type=code&scope=${scope}&state=s1#wechat_redirect`,
  )

/** Presses a button, and returns the user that the code stands for. */
async function press(name: string): Promise<{ state: string | null; openid?: unknown }> {
  await page.getByRole('button', { name }).click()
  await page.waitForURL('**/back?*')
  const { searchParams: query } = new URL(page.url())
  const code = query.get('code')
  if (!code) return { state: query.get('state') }
  const exchange = `${server.origin}/sns/oauth2/access_token?appid=${appId}&secret=${secret}&code=${code}&grant_type=authorization_code`
  const response = await fetch(exchange)
  return { state: query.get('state'), openid: ((await response.json()) as { openid: string }).openid }
}

it('signs in as the user who was chosen, as the virtual user of a snapshot page, or not at all', async () => {
  const [, { openid, nickname }] = SIMULATED_USERS as [unknown, { openid: string; nickname: string }]
  await visit('snsapi_userinfo')
  await page.getByRole('radio', { name: nickname }).check()
  expect(await press('Allow')).toEqual({ state: 's1', openid })
  await visit('snsapi_userinfo')
  expect(await press('snapshot')).toEqual({ state: 's1', openid: expect.stringMatching(/^oSnapshot/) })
  await visit('snsapi_userinfo')
  expect(await press('Refuse')).toEqual({ state: 's1' })
})

it('snsapi_base asks nobody', async () => {
  await visit('snsapi_base')
  expect(page.url()).toMatch(/\/back\?code=[\w-]+&state=s1/)
})
