import {
  test as base,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test'
import { MINI_PROGRAM_SUFFIX, userAgentOf } from '../simulator/page/user-agents.js'
import { type SimulatedContext, simulateWechat } from './simulated-context.js'
import type { WechatFixtures } from './types.js'
import { createWechat } from './wechat.js'

/**
 * Playwright's `test`, whose pages are in WeChat.
 *
 * @example
 * import { expect, test } from 'wx-ready/playwright'
 *
 * test.use({ wechatOptions: { client: 'ios' } })
 * test('shares the walk', async ({ page, wechat }) => {
 *   await page.goto('/walks/42')
 *   expect(await wechat.press('menuItem:share:timeline')).toMatchObject({ title: 'Autumn on the river', problems: [] })
 * })
 */
export const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & WechatFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
> = base.extend<WechatFixtures>({
  wechatOptions: [{}, { option: true }],
  // Requests carry it too: a server may answer differently in WeChat.
  userAgent: async ({ wechatOptions: { client = 'android', version, miniProgram } }, use) =>
    use(userAgentOf(client, version) + (miniProgram ? MINI_PROGRAM_SUFFIX : '')),
  context: async ({ context, wechatOptions }, use) => {
    simulated.set(context, await simulateWechat(context, wechatOptions))
    await use(context)
  },
  wechat: async ({ context, page }, use) => {
    await use(createWechat(simulated.get(context) as SimulatedContext, page))
  },
})

const simulated = new WeakMap<object, SimulatedContext>()
