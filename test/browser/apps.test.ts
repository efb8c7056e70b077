import type { Browser } from 'playwright-core'
import { beforeAll } from 'vitest'
import { USER_AGENTS } from '../../src/simulator/page/user-agents.js'
import { sharedChromium } from '../support/chromium.js'
import { inThisRun } from '../support/full-run.mjs'
import { visitInChromium } from '../support/visitor.js'
import { describeWalkThrough } from '../support/walk-through.js'

let browser: Browser
beforeAll(async () => {
  browser = await sharedChromium()
})

for (const client of inThisRun(['android', 'harmony', 'windows'] as const, client => client === 'android'))
  describeWalkThrough(`a visitor with WeChat on ${client}`, { checks: 'current', restoresPages: false }, () =>
    visitInChromium(browser, USER_AGENTS[client]),
  )
