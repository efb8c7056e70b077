import { PlatformError } from '../errors.js'
import { withTimeout } from '../util/with-timeout.js'
import type { CredentialStatus } from './credential.js'
import { isTokenText } from './issued.js'
import type { Token } from './token.js'

/**
 * Returns a token from a service of your own.
 *
 * @param request.refused a token of that service that WeChat has refused: return another one
 */
export type AccessTokenSource = (request: { refused: string | undefined }) => string | Promise<string>

/** How long the source may take, in ms. */
const SOURCE_TIMEOUT = 8000

/** The token of a service of the program's own. The source is called each time, and has to cache the token itself. */
export function createExternalToken(source: AccessTokenSource): Token {
  async function ask(refused: string | undefined): Promise<string> {
    try {
      const asking = new Promise<string>(resolve => resolve(source({ refused })))
      const value = await withTimeout(SOURCE_TIMEOUT, asking, failLate)
      if (!isTokenText(value)) throw sourceError('BAD_ANSWER', 'accessToken gave no token')
      return value
    } catch (error) {
      if (error instanceof PlatformError) throw error
      // The message is left out, because it may contain a secret.
      const name = (error as Error | undefined)?.name ?? 'something'
      throw sourceError('BAD_ANSWER', `accessToken threw ${name}`)
    }
  }

  return {
    get: () => ask(undefined),
    async replace(refused, error) {
      const value = await ask(refused)
      if (value === refused) throw error
      return value
    },
    status: () => UNKNOWN,
    idle: async () => {},
  }
}

/** Only the source knows more. */
const UNKNOWN: CredentialStatus = {
  age: undefined,
  expiresIn: undefined,
  refreshIn: undefined,
  refreshing: false,
  lastFailure: undefined,
}

function failLate(): never {
  throw sourceError('TIMEOUT', `no token within ${SOURCE_TIMEOUT} ms`)
}

function sourceError(code: 'TIMEOUT' | 'BAD_ANSWER', errmsg: string): PlatformError {
  return new PlatformError(code, {
    errmsg,
    hint: 'Check the function that createAccount got as accessToken.',
  })
}
