import { sha1 } from '../page/sha1.js'
import type { SimulatedAccount } from './account.js'
import type { SimulatedSignature } from './platform-types.js'
import { randomText } from './random.js'

/** Signs a URL as the account's server would, by the guide's appendix 1. */
export function signatureFor(url: string, account: SimulatedAccount, now: number): SimulatedSignature {
  const { ticket } = account.ticket('jsapi')
  const timestamp = Math.floor(now / 1000)
  const nonceStr = randomText(16)
  const signedUrl = url.split('#')[0]
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${signedUrl}`
  return { appId: account.settings.appId, timestamp, nonceStr, signature: sha1(text) }
}
