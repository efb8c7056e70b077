import { describe } from 'vitest'
import type { ContractCheck } from '../../support/contract-run.js'
import { visitInJsdom } from '../../support/visit-in-jsdom.js'
import { KINDS, SCRIPT_CLIENTS } from './clients.js'
import { setUpContract, testChecks } from './contract.js'
import { LISTED_APIS, scriptChecks } from './script-checks.js'

/** The same clients without a browser: jsdom has no fetch, no canvas, no pictures and no navigation entries. */
const contract = setUpContract(visitInJsdom)

// vConsole needs styles that jsdom does not compute.
const clients = SCRIPT_CLIENTS.filter(({ file }) => file !== 'vconsole')
describe.each(clients)('$name', ({ name: _name, applies = () => true, triggers = true, ...page }) => {
  describe.each(KINDS)('on %s', client => {
    const checks = scriptChecks(client, page.release ?? '1.6.0', triggers).filter(
      check => applies(check) && !(page.file === 'wecom' && isCancelledShare(check)),
    )
    testChecks(contract, { ...page, simulator: { client }, jsApiList: LISTED_APIS, offline: true }, checks)
  })
})

/** @wecom/jssdk leaves a promise of its own unhandled then, and jsdom leaves that to Node, where it fails the run. */
function isCancelledShare({ title }: ContractCheck): boolean {
  return title.endsWith('and the user cancels')
}
