import type { SimulatedAccount } from './account.js'
import type { PlatformState, RequestContext } from './context.js'
import { Refusal } from './response.js'

/** @throws {Refusal} if there is no account with this appId and secret */
export function accountBySecret(
  { accounts }: PlatformState,
  context: RequestContext,
  appId: unknown,
  secret: unknown,
): SimulatedAccount {
  const account = accounts.get(String(appId))
  if (!account) throw new Refusal(40013)
  context.logEntry.appId = account.settings.appId
  if (secret !== account.settings.secret) throw new Refusal(40125)
  return account
}

/**
 * Finds the account by the `access_token` in the query, and counts the request against its quota.
 *
 * @throws {Refusal} if the token is not valid, the caller's address is not on the account's list, the account may not call
 *   this API, or its quota is exhausted
 */
export function accountByToken(state: PlatformState, context: RequestContext): SimulatedAccount {
  const token = context.query.get('access_token')
  if (!token) throw new Refusal(41001)
  // WeChat does not document when it returns 40014 rather than 40001. Here: for text that cannot be a token.
  if (!/^[\w-]{16,512}$/.test(token)) throw new Refusal(40014)
  const { account, status } = findToken(state, token)
  if (account) context.logEntry.appId = account.settings.appId
  if (status === 'expired') throw new Refusal(42001)
  if (!account || status !== 'valid') throw new Refusal(40001)
  requireListedIp(account, context)
  if (account.settings.denied?.includes(context.url.pathname)) throw new Refusal(48001)
  takeQuota(state, account, context.url.pathname)
  return account
}

/**
 * The IP list covers every call that an account's server makes, not only requests for a token.
 *
 * @throws {Refusal} if the caller's address is not on it
 */
export function requireListedIp({ settings }: SimulatedAccount, { clientIp }: RequestContext): void {
  if (settings.ipList?.includes(clientIp) !== false) return
  const ipv6 = clientIp.includes(':') ? clientIp : `::ffff:${clientIp}`
  throw new Refusal(40164, `invalid ip ${clientIp} ipv6 ${ipv6}, not in whitelist`)
}

/** @throws {Refusal} if the quota is exhausted */
export function takeQuota(state: PlatformState, { settings }: SimulatedAccount, name: string): void {
  const errcode = state.takeQuota(settings.appId, name)
  if (errcode !== undefined) throw new Refusal(errcode)
}

function findToken({ accounts }: PlatformState, token: string) {
  for (const account of accounts.values()) {
    const status = account.statusOf(token)
    if (status !== 'unknown') return { account, status }
  }
  return {}
}
