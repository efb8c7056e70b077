import { jsApiSignature, PlatformError, signatureHandler } from '../../../src/server/index.js'

/** All of it, so that a bundle for a worker or a route holds what a program's would. */
export * from '../../../src/server/index.js'

const FAILURES = {
  '/busy': () => new PlatformError('BUSY', { errmsg: 'words of WeChat' }),
  '/limited': () => new PlatformError('RATE_LIMITED', { errmsg: 'words of WeChat' }),
  '/refused': () => new PlatformError('CREDENTIALS_REFUSED', { errmsg: 'words of WeChat' }),
  '/mistake': () => new TypeError('secret words'),
}

/** Signs as an account does; how it fares is said by the page's path. */
const account = {
  async signature(url: string) {
    const { pathname } = new URL(url)
    if (pathname in FAILURES) throw FAILURES[pathname as keyof typeof FAILURES]()
    if (pathname === '/slow') await new Promise(resolve => setTimeout(resolve, 200))
    const values = { nonceStr: 'Wm3WZYTPz0wzccnW', timestamp: 1414587457 }
    return { appId: 'wx1', ...values, signature: jsApiSignature({ ticket: 'ticket', ...values, url }) }
  },
}

export const handler: (request: Request) => Promise<Response> = signatureHandler(account, {
  allow: 'https://www.example.com',
  cors: true,
})
