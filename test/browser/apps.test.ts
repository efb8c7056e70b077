import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { USER_AGENTS } from '../../src/simulator/user-agents.js'
import { launchChromium } from '../support/chromium.js'
import { visitInChromium } from '../support/visitor.js'
import { describeWalkThrough } from '../support/walk-through.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

for (const client of ['android', 'harmony', 'windows'] as const)
  describeWalkThrough(`a visitor with WeChat on ${client}`, { checks: 'current', restoresPages: false }, () =>
    visitInChromium(browser, USER_AGENTS[client]),
  )
