import { createHash } from 'node:crypto'
import { PlatformError } from '../errors.js'
import { ATTEMPTS_LIMIT, type PlatformClient } from '../platform/client.js'
import { createExactlyOnce } from '../store/exactly-once.js'
import type { Store } from '../store/store.js'
import { type ExchangedToken, readExchangedToken } from './web-user.js'

/** For one attempt, in ms. There is no second one, as a code must not be sent again, so this one may take longer. */
const EXCHANGE_TIMEOUT = 5000

/** How long a state stays bound to its code, in ms. Longer than a login may take, to allow for clock differences. */
const STATE_LIFETIME = 900_000

const STATE_HINT =
  'This state was used with another code before; somebody may have crafted the link. Send the user to authorise again.'

/** Exchanges codes for tokens. @param state if given, it is accepted with this code only */
export type ExchangeCode = (code: string, state: string | undefined) => Promise<ExchangedToken>

/** Exchanges each code exactly once, across all processes that share the store. */
export function createCodeExchange(
  { appId, secret }: { appId: string; secret: string },
  client: Pick<PlatformClient, 'ask'>,
  store: Store,
): ExchangeCode {
  const exactlyOnce = createExactlyOnce<ExchangedToken>(store, readExchangedToken, ATTEMPTS_LIMIT)
  // The braces are a hash tag: a Redis Cluster keeps all keys of an account on one node.
  const keyOf = (kind: 'code' | 'state', value: string) => `wx-ready:{${appId}}:${kind}:${hashOf(value)}`

  async function exchange(code: string): Promise<ExchangedToken> {
    const answer = await client.ask({
      path: '/sns/oauth2/access_token',
      query: { appid: appId, secret, code, grant_type: 'authorization_code' },
      authorizedBy: 'secret',
      secrets: [secret, code],
      repeatable: false,
      ifLost: toReauthorize,
      timeout: EXCHANGE_TIMEOUT,
    })
    try {
      return readExchangedToken(answer)
    } catch (error) {
      throw toReauthorize(error as PlatformError)
    }
  }

  /** @returns whether the state belongs to this code; `true` also if the store is down */
  async function claimState(state: string, code: string): Promise<boolean> {
    const key = keyOf('state', state)
    const owner = hashOf(code)
    try {
      return (await store.add(key, owner, STATE_LIFETIME)) || (await store.get(key))?.value === owner
    } catch {
      return true
    }
  }

  return async (code, state) => {
    if (state !== undefined && !(await claimState(state, code)))
      throw new PlatformError('REAUTHORIZE', { hint: STATE_HINT })
    return exactlyOnce(keyOf('code', code), () => exchange(code))
  }
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('hex')
}

/** For a failure after which nobody knows whether WeChat has accepted the code. */
function toReauthorize({ code, errcode, errmsg }: PlatformError): PlatformError {
  const hint = `The code may be used up (${code}), and a code is never sent twice. Send the user to authorise again.`
  return new PlatformError('REAUTHORIZE', { errcode, errmsg, hint })
}
