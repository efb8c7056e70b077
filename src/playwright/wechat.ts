import type { Page } from '@playwright/test'
import { ANSWERABLE, DENIABLE } from '../simulator/page/api-names.js'
import type { Simulator } from '../simulator/page/index.js'
import { checkName } from '../simulator/page/nearest-name.js'
import type { SimulatedWindow } from './page-side.js'
import type { SimulatedContext } from './simulated-context.js'
import type { Wechat, WechatPage } from './types.js'

export function createWechat({ platform, answers, change }: SimulatedContext, page: Page): Wechat {
  return {
    ...createWechatPage(page),
    of: createWechatPage,
    platform,
    async answer(api, answer, limits = {}) {
      checkName(api, ANSWERABLE, 'API')
      answers.add(api, answer, limits)
      const outcome = answers.constant(api)
      await change({ method: 'answer', api, ...(outcome && { outcome }) })
    },
    async deny(...apis) {
      for (const api of apis) checkName(api, DENIABLE, 'API')
      await change({ method: 'deny', apis })
    },
    async allow(...apis) {
      for (const api of apis) checkName(api, DENIABLE, 'API')
      await change({ method: 'allow', apis })
    },
  }
}

function createWechatPage(page: Page): WechatPage {
  /** Calls a method of the simulator in the page, or reads a property. */
  async function ask(name: keyof Simulator, ...values: unknown[]): Promise<never> {
    const result = await page.evaluate(
      async ([name, values]) => {
        const simulator = (window as SimulatedWindow).WxReadySimulator?.current
        if (!simulator) return 'no simulator'
        const member = simulator[name] as unknown
        const value = typeof member === 'function' ? await member.apply(simulator, values) : member
        return { value: value && JSON.parse(JSON.stringify(value)) }
      },
      [name, values] as const,
    )
    if (result === 'no simulator')
      throw new Error(
        `wechat: there is no simulator in ${page.url()}. Open a page with page.goto() first, and use the fixtures page and context: pages of browser.newContext() are not in WeChat.`,
      )
    return result.value as never
  }

  return {
    press: item => ask('press', item),
    shared: () => ask('shared'),
    card: target => ask('card', target),
    // Its getters would not survive the way.
    menu: () => ask('menu'),
    calls: () => ask('calls'),
    verifications: () => ask('verifications'),
    messages: () => ask('messages'),
    closed: () => ask('closed'),
    emit: (event, data = {}) => ask('emit', event, data),
    revoke: () => ask('revoke'),
    advance: ms => ask('advance', ms),
  }
}
