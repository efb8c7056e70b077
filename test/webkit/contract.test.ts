import { describe } from 'vitest'
import { USER_AGENTS } from '../../src/simulator/page/user-agents.js'
import { SCRIPT_CLIENTS } from '../browser/contract/clients.js'
import { setUpContract, testChecks } from '../browser/contract/contract.js'
import { LISTED_APIS, scriptChecks } from '../browser/contract/script-checks.js'
import { inThisRun } from '../support/full-run.mjs'
import { startWebKit } from '../support/webkit.js'

/** Clients that nobody here wrote, in WebKit, with the simulator as WeChat on an iPhone. */
const contract = setUpContract(async () => {
  const webKit = await startWebKit()
  const visitor = await webKit.visit(USER_AGENTS.ios)
  return {
    ...visitor,
    async leave() {
      await visitor.leave()
      webKit.stop()
    },
  }
})

const clients = inThisRun(SCRIPT_CLIENTS, ({ file }) => file === 'guide')
describe.each(clients)('$name', ({ name: _name, applies = () => true, triggers = true, ...page }) => {
  const checks = scriptChecks('ios', page.release ?? '1.6.0', triggers).filter(applies)
  testChecks(contract, { ...page, simulator: { client: 'ios' }, jsApiList: LISTED_APIS }, checks)
})
