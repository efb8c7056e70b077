import type { AccountFacts } from './account-facts.js'
import { sha1 } from './sha1.js'
import type { BridgeParameters } from './simulator-types.js'

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
export function refusalOf(
  parameters: BridgeParameters,
  url: string,
  { tickets, domains = [] }: AccountFacts,
): 'invalid_args' | 'invalid url domain' | 'invalid signature' | undefined {
  const { verifyAppId, verifyTimestamp, verifyNonceStr, verifySignature, verifyJsApiList } = parameters
  const fields = [verifyAppId, verifyTimestamp, verifyNonceStr, verifySignature]
  const complete = fields.every(field => typeof field === 'string' && field !== '' && field !== 'undefined')
  if (!complete || !Array.isArray(verifyJsApiList) || verifyJsApiList.length === 0) return 'invalid_args'
  if (!isCovered(url, domains)) return 'invalid url domain'
  const signed = { nonceStr: String(verifyNonceStr), timestamp: String(verifyTimestamp), url }
  const matches = (ticket: string) => computeSignature({ ...signed, ticket }) === verifySignature
  return tickets.some(matches) ? undefined : 'invalid signature'
}

/** Whether a URL is in one of the domains that are bound to the account. Without any, every URL is. */
export function isCovered(url: string, domains: readonly string[]): boolean {
  if (domains.length === 0) return true
  const host = /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? ''
  return domains.some(domain => coversHost(domain, host))
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
