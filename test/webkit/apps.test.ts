import { afterAll, beforeAll } from 'vitest'
import { USER_AGENTS } from '../../src/simulator/page/user-agents.js'
import { describeWalkThrough } from '../support/walk-through.js'
import { startWebKit, type WebKit } from '../support/webkit.js'

let webKit: WebKit
beforeAll(async () => {
  webKit = await startWebKit()
})
afterAll(() => webKit.stop())

describeWalkThrough('a visitor with WeChat on an iPhone', { checks: 'landing', restoresPages: true }, () =>
  webKit.visit(USER_AGENTS.ios),
)
