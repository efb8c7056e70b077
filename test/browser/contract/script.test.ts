import { describe } from 'vitest'
import { KINDS, SCRIPT_CLIENTS } from './clients.js'
import { setUpContract, testChecks } from './contract.js'
import { LISTED_APIS, scriptChecks } from './script-checks.js'

/** Clients with the API of WeChat's script: what their callbacks get from the simulator, API by API. */
const contract = setUpContract()

describe.each(SCRIPT_CLIENTS)('$name', ({ name: _name, applies = () => true, triggers = true, ...page }) => {
  describe.each(KINDS)('on %s', client => {
    const checks = scriptChecks(client, page.release ?? '1.6.0', triggers).filter(applies)
    testChecks(contract, { ...page, simulator: { client }, jsApiList: LISTED_APIS }, checks)
  })
})
