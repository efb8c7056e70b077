import type { AccountFactsLookup } from './account-facts.js'
import { sha1 } from './sha1.js'

/** The parameters of a page signature, in the names of the guide. */
export interface SignatureParameters {
  ticket: string
  nonceStr: string
  timestamp: string
  url: string
}

/**
 * Why WeChat would refuse this `preVerifyJSAPI` call; `undefined` if it would accept it.
 *
 * @param parameters of the call, as they crossed the bridge
 * @param url the one that the client checks, without its hash
 */
export async function refusalOf(
  parameters: Readonly<Record<string, unknown>>,
  url: string,
  accountFacts: AccountFactsLookup,
): Promise<'invalid_args' | 'invalid url domain' | 'invalid signature' | undefined> {
  const { verifyAppId, verifyTimestamp, verifyNonceStr, verifySignature, verifyJsApiList } = parameters
  const fields = [verifyAppId, verifyTimestamp, verifyNonceStr, verifySignature]
  const complete = fields.every(field => typeof field === 'string' && field !== '' && field !== 'undefined')
  if (!complete || !Array.isArray(verifyJsApiList) || verifyJsApiList.length === 0) return 'invalid_args'
  const { tickets, domains = [] } = await accountFacts(String(verifyAppId))
  const { host } = new URL(url)
  if (domains.length > 0 && !domains.some(domain => coversHost(domain, host))) return 'invalid url domain'
  for (const ticket of tickets) {
    const nonceStr = String(verifyNonceStr)
    const timestamp = String(verifyTimestamp)
    if (computeSignature({ ticket, nonceStr, timestamp, url }) === verifySignature) return undefined
  }
  return 'invalid signature'
}

/**
 * The signature of a page by the rules of the guide's appendix 1: the parameter names in lower case and in alphabetical
 * order, the values unescaped.
 *
 * Deliberately not the code of `wx-ready/server`: the simulator would accept whatever mistake the server makes.
 */
export function computeSignature({ ticket, nonceStr, timestamp, url }: SignatureParameters): string {
  const parameters = { jsapi_ticket: ticket, noncestr: nonceStr, timestamp, url }
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${value}`)
  return sha1(pairs.sort().join('&'))
}

/** A bound domain covers itself and its subdomains. Its port counts. */
function coversHost(domain: string, host: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}
