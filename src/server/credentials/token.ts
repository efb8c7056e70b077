import { PlatformError } from '../errors.js'
import type { PlatformClient } from '../platform/client.js'
import { type Credential, type CredentialOptions, createCredential } from './credential.js'
import { createDailyBudget } from './daily-budget.js'
import { readIssued } from './issued.js'
import { LEGACY_TOKEN, STABLE_TOKEN } from './schedule.js'

/** An account's access token. */
export type Token = Pick<Credential, 'get' | 'replace' | 'status' | 'idle'>

/** What the credentials of an account have in common. */
export type CredentialContext = Omit<CredentialOptions, 'issue' | 'policy'>

interface PlatformAccess {
  ask: PlatformClient['ask']
  appId: string
  secret: string
}

/** How often WeChat is forced to replace a stable token, in ms. It refuses a second time within 30 s, and more than 20 a day. */
const FORCE_INTERVAL = 30_000

/** The token of `cgi-bin/stable_token`: every program that asks gets the same one. */
export function createStableToken(context: CredentialContext, { ask, appId, secret }: PlatformAccess): Token {
  const { store, key } = context

  async function issueStable(isForced: boolean, limit: number, signal: AbortSignal) {
    const body = { grant_type: 'client_credential', appid: appId, secret }
    const response = await ask({
      path: '/cgi-bin/stable_token',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(isForced ? { ...body, force_refresh: true } : body),
      authorizedBy: 'secret',
      secrets: [secret],
      repeatable: !isForced,
      limit,
      signal,
    })
    return readIssued(response, 'access_token')
  }

  return createCredential({
    ...context,
    policy: STABLE_TOKEN,
    async issue({ refused, timeLeft, signal }) {
      const issued = await issueStable(false, timeLeft(), signal)
      if (issued.value !== refused) return issued
      // Marked before the request, because WeChat may count one that fails.
      if (!(await store.add(`${key}:forced`, '1', FORCE_INTERVAL).catch(() => true))) return issued
      return issueStable(true, timeLeft(), signal).catch(error => {
        // Forced refreshes have a quota of their own. If it is used up, the token was not replaced.
        if (isQuotaError(error)) return issued
        throw error
      })
    },
  })
}

/** How many tokens of `cgi-bin/token` are fetched per day. WeChat issues 2,000, and other programs may need some. */
const LEGACY_TOKENS_PER_DAY = 1000

/** The token of `cgi-bin/token`: each new one invalidates the one before. */
export function createLegacyToken(context: CredentialContext, { ask, appId, secret }: PlatformAccess): Token {
  const spend = createDailyBudget(context.store, `${context.key}:today`, LEGACY_TOKENS_PER_DAY)

  return createCredential({
    ...context,
    policy: LEGACY_TOKEN,
    async issue({ timeLeft, signal }) {
      await spend()
      const response = await ask({
        path: '/cgi-bin/token',
        query: { grant_type: 'client_credential', appid: appId, secret },
        authorizedBy: 'secret',
        secrets: [secret],
        repeatable: true,
        limit: timeLeft(),
        signal,
      })
      return readIssued(response, 'access_token')
    },
  })
}

function isQuotaError(error: unknown): boolean {
  return error instanceof PlatformError && ['QUOTA_SPENT', 'RATE_LIMITED'].includes(error.code)
}
