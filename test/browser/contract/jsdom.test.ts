import { describe } from 'vitest'
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
    const checks = scriptChecks(client, page.release ?? '1.6.0', triggers).filter(applies)
    testChecks(contract, { ...page, simulator: { client }, jsApiList: LISTED_APIS, offline: true }, checks)
  })
})
