/** A Worker with an account: the signing server, and `/later?ms=` for time that goes by. */
import { type Account, createAccount, signatureHandler } from '../../../src/server/index.js'
import { SIMULATED_ACCOUNT } from '../../../src/simulator/platform/index.js'

let account: Account | undefined
let ahead = 0
const now = Date.now.bind(Date)
Date.now = () => now() + ahead

export const worker: object = {
  fetch(request: Request, { PLATFORM }: { PLATFORM: string }): Response | Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/later') {
      ahead += Number(searchParams.get('ms'))
      return new Response()
    }
    account ??= createAccount({ ...SIMULATED_ACCOUNT, hosts: [PLATFORM] })
    return signatureHandler(account, { allow: 'https://www.example.com' })(request)
  },
}
