import { jsApiSignature } from '../../src/server/index.js'

/** What the page's signature endpoint and the page's bridge agree on, instead of a platform. */
const ACCOUNT = { ticket: 'a-ticket-of-nobody', nonceStr: 'Wm3WZYTPz0wzccnW', timestamp: 1414587457 }

export const APP_ID = 'wx0123456789abcdef'

/** The signature of a URL, 40 hexadecimal digits. */
export function signatureOf(url: string): string {
  return jsApiSignature({ ...ACCOUNT, url })
}

/** What the endpoint answers. */
export function answerOf(url: string): object {
  const { nonceStr, timestamp } = ACCOUNT
  return { appId: APP_ID, timestamp, nonceStr, signature: signatureOf(url) }
}
