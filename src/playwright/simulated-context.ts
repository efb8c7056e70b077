import type { BrowserContext, Page } from '@playwright/test'
import { simulatorScript } from '../simulator/page/index.js'
import { createPlatform, SIMULATED_ACCOUNT, type SimulatedPlatform } from '../simulator/platform/index.js'
import { type AnswerQueue, createAnswerQueue } from './answer-queue.js'
import { type Command, preparePage, type SimulatedWindow } from './page-side.js'
import { PLATFORM_PATH, routePlatform } from './route-platform.js'
import { routeScript } from './route-script.js'
import { routeSignature } from './route-signature.js'
import type { WechatOptions } from './types.js'

/** A context whose pages are in WeChat. */
export interface SimulatedContext {
  readonly platform: SimulatedPlatform
  readonly answers: AnswerQueue
  /** Changes the simulator of all pages, those that are opened later too. */
  change(command: Command): Promise<void>
}

/** Puts the simulator into every page of a context, before the scripts of the page, and answers what leaves the page. */
export async function simulateWechat(
  context: BrowserContext,
  { signature, script, platform: platformOptions, ...options }: WechatOptions,
): Promise<SimulatedContext> {
  const platform = createPlatform(platformOptions)
  const { appId, secret } = platformOptions?.accounts?.[0] ?? SIMULATED_ACCOUNT
  const answers = createAnswerQueue()
  await context.exposeBinding('__wxReadyAnswer', (_source, api: string, parameters: object) =>
    answers.take(api, parameters),
  )
  await routePlatform(context, platform)
  await routeSignature(context, signature ?? '**/wx/signature*', platform, { appId, secret })
  await routeScript(context, script ?? 'blocked')
  const installing = simulatorScript({ client: 'android', ...options, platform: PLATFORM_PATH })
  // A page in a frame has no bridge.
  await context.addInitScript({
    content: `(() => { if (window.parent !== window) return; ${installing}\n;(${preparePage})() })()`,
  })
  return {
    platform,
    answers,
    async change(command) {
      await context.addInitScript(command => (window as SimulatedWindow).__wxReadyChange?.(command), command)
      await Promise.all(context.pages().map(page => changeIn(page, command)))
    },
  }
}

async function changeIn(page: Page, command: Command): Promise<void> {
  // While it navigates, the init script changes the next document.
  await page
    .evaluate(command => (window as SimulatedWindow).__wxReadyChange?.(command), command)
    .catch(() => {})
}
