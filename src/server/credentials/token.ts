import { PlatformError } from '../errors.js'
import type { PlatformClient } from '../platform/client.js'
import { withTimeout } from '../util/with-timeout.js'
import { LONGEST_LIFE, type Obtained } from './cached-credential.js'
import {
  type Credential,
  type CredentialOptions,
  type CredentialStatus,
  createCredential,
} from './credential.js'
import { createDailyBudget } from './daily-budget.js'
import { planLegacyToken, planStableToken, tokenMayBeDead } from './schedule.js'

/** An account's token, for all who call WeChat with it. */
export type Token = Pick<Credential, 'get' | 'replace' | 'status' | 'atRest'>

/** What all credentials of an account have in common. */
export type Common = Omit<CredentialOptions, 'obtain' | 'plan' | 'mayBeDead'>

interface Asking {
  ask: PlatformClient['ask']
  appId: string
  secret: string
}

/** The token of `cgi-bin/stable_token`, which others who ask for it are given too. */
export function createStableToken(common: Common, { ask, appId, secret }: Asking): Token {
  const stable = async (force: boolean, limit: number, signal: AbortSignal) => {
    const given = { grant_type: 'client_credential', appid: appId, secret }
    const answer = await ask({
      path: '/cgi-bin/stable_token',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(force ? { ...given, force_refresh: true } : given),
      authorizedBy: 'secret',
      secrets: [secret],
      repeatable: !force,
      limit,
      signal,
    })
    return readObtained(answer, 'access_token')
  }
  const { store, key } = common
  return createCredential({
    ...common,
    plan: planStableToken,
    mayBeDead: tokenMayBeDead,
    async obtain(refused, left, signal) {
      const given = await stable(false, left(), signal)
      if (given.value !== refused) return given
      // Also after one that failed, which WeChat may have counted.
      if (!(await store.add(`${key}:forced`, '1', FORCED_EVERY).catch(() => true))) return given
      // Its number is small: where WeChat will not, it has not been replaced.
      return stable(true, left(), signal).catch(error => (isSpent(error) ? given : Promise.reject(error)))
    },
  })
}

/** WeChat takes no second one before, in ms, and 20 a day. */
const FORCED_EVERY = 30_000

/** So many tokens of `cgi-bin/token` a day, of the 2,000 that WeChat gives: others may want some. */
const LEGACY_TOKENS_A_DAY = 1000

/** The token of `cgi-bin/token`, where each one that is given kills the one before. */
export function createLegacyToken(common: Common, { ask, appId, secret }: Asking): Token {
  const { store, key } = common
  const spend = createDailyBudget(store, `${key}:today`, LEGACY_TOKENS_A_DAY)
  return createCredential({
    ...common,
    plan: planLegacyToken,
    mayBeDead: tokenMayBeDead,
    async obtain(_refused, left, signal) {
      await spend()
      const answer = await ask({
        path: '/cgi-bin/token',
        query: { grant_type: 'client_credential', appid: appId, secret },
        authorizedBy: 'secret',
        secrets: [secret],
        repeatable: true,
        limit: left(),
        signal,
      })
      return readObtained(answer, 'access_token')
    },
  })
}

/** Gives a token of a service of one's own. @param refused a token of it that WeChat has refused */
export type AccessTokenSource = (asked: { refused: string | undefined }) => string | Promise<string>

/** How long a service of one's own may take, in ms. */
const SOURCE_LIMIT = 8000

/** The token of a service of one's own, which has to keep it too: it is asked each time. */
export function createForeignToken(source: AccessTokenSource): Token {
  const ask = async (refused: string | undefined) => {
    try {
      const given = new Promise<string>(resolve => resolve(source({ refused })))
      const value = await withTimeout(SOURCE_LIMIT, given, tooLate)
      if (!isToken(value)) throw sourceFailed('BAD_ANSWER', 'accessToken gave no token')
      return value
    } catch (error) {
      if (error instanceof PlatformError) throw error
      // What it says may hold what it asked with.
      throw sourceFailed(
        'BAD_ANSWER',
        `accessToken threw ${(error as Error | undefined)?.name ?? 'something'}`,
      )
    }
  }
  return {
    get: () => ask(undefined),
    status: () => UNKNOWN,
    atRest: async () => {},
    async replace(refused, because) {
      const value = await ask(refused)
      if (value === refused) throw because
      return value
    },
  }
}

/** A service of one's own knows more. */
const UNKNOWN: CredentialStatus = {
  age: undefined,
  expiresIn: undefined,
  refreshIn: undefined,
  refreshing: false,
  lastFailure: undefined,
}

function tooLate(): never {
  throw sourceFailed('TIMEOUT', `no token within ${SOURCE_LIMIT} ms`)
}

function sourceFailed(code: 'TIMEOUT' | 'BAD_ANSWER', errmsg: string): PlatformError {
  return new PlatformError(code, {
    errmsg,
    hint: 'Look at the function that createAccount was given as accessToken.',
  })
}

/** @throws {PlatformError} `BAD_ANSWER` where the answer has not got it: nothing else may ever be kept */
export function readObtained(answer: Record<string, unknown>, field: 'access_token' | 'ticket'): Obtained {
  const { [field]: value, expires_in: seconds } = answer
  if (!isToken(value)) throw new PlatformError('BAD_ANSWER', { errmsg: `no ${field}` })
  const life = Math.min(Number(seconds) * 1000, LONGEST_LIFE)
  if (!(life > 0)) throw new PlatformError('BAD_ANSWER', { errmsg: `no expires_in with the ${field}` })
  return { value, life }
}

/** WeChat speaks of 512 characters; one that breaks a line would break the request that it stands in. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,2048}$/.test(value)
}

function isSpent(error: unknown): boolean {
  return error instanceof PlatformError && ['QUOTA_SPENT', 'RATE_LIMITED'].includes(error.code)
}
