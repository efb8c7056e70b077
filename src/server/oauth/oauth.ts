import { PlatformError } from '../errors.js'
import { createPlatformClient, type FailedTry } from '../platform/client.js'
import { createResilientStore } from '../store/resilient.js'
import { memoryStore } from '../store/store.js'
import { createEmitter, createWarner } from '../util/emitter.js'
import { validateOrigin, validateText, validateWord } from '../util/validate.js'
import { isSentInClear, toAuthorizeUrl } from './authorize-url.js'
import { createCodeExchange } from './code-exchange.js'
import type { OAuth, OAuthOptions } from './oauth-types.js'
import { type Lang, readWebToken, readWebUser, type WebToken } from './web-user.js'

const AUTHORIZE_HOST = 'https://open.weixin.qq.com'

const LANGS: readonly string[] = ['zh_CN', 'zh_TW', 'en'] satisfies Lang[]

/** 40003: the token belongs to another user. */
const OPENID_MISMATCH = 40003

/**
 * Creates the client for OAuth inside WeChat. `loginHandler` does the whole login on top of it.
 *
 * @throws {TypeError} without an `appId` or a `secret`
 * @example
 * const oauth = createOAuth({ appId: process.env.WX_APP_ID, secret: process.env.WX_APP_SECRET })
 * const { openid } = await oauth.token(code)
 * @see 微信第三方页面配置
 */
export function createOAuth(options: OAuthOptions): OAuth {
  const { hosts, fetch, onEvent } = options
  const appId = validateWord('createOAuth: appId', options.appId)
  const secret = validateWord('createOAuth: secret', options.secret)
  const authorizeHost = validateOrigin('createOAuth: authorizeHost', options.authorizeHost ?? AUTHORIZE_HOST)
  let warned = false

  const emit = createEmitter(onEvent)
  const warn = createWarner(onEvent)
  const onRetry = (retry: FailedTry) => emit({ type: 'retry', ...retry })
  const store = createResilientStore(
    options.store ?? memoryStore(),
    error => emit({ type: 'store-failure', error }),
    'createOAuth',
  )
  const client = createPlatformClient({ hosts, fetch, onRetry }, 'createOAuth')
  const exchangeCode = createCodeExchange({ appId, secret }, client, store)

  const calls: Omit<OAuth, 'appId' | 'authorizeUrl'> = {
    async token(code, { state } = {}) {
      return exchangeCode(validateText('token: code', code), state)
    },
    async refresh(refreshToken) {
      const refresh_token = validateText('refresh: refreshToken', refreshToken)
      const answer = await client.ask({
        path: '/sns/oauth2/refresh_token',
        query: { appid: appId, grant_type: 'refresh_token', refresh_token },
        authorizedBy: 'user',
        secrets: [refresh_token],
        repeatable: true,
      })
      return readWebToken(answer)
    },
    async userInfo(token, { lang = 'zh_CN' } = {}) {
      if (!LANGS.includes(lang)) throw new TypeError(`userInfo: lang must be one of ${LANGS.join(', ')}`)
      return readWebUser(await client.ask(requestWithToken('userInfo', '/sns/userinfo', token, { lang })))
    },
    async check(token) {
      try {
        await client.ask(requestWithToken('check', '/sns/auth', token))
        return true
      } catch (error) {
        if (isInvalidToken(error)) return false
        throw error
      }
    },
  }

  const reportFailure = <Parameters extends unknown[], T>(
    call: keyof typeof calls,
    method: (...parameters: Parameters) => Promise<T>,
  ): ((...parameters: Parameters) => Promise<T>) => {
    return async (...parameters) => {
      try {
        return await method(...parameters)
      } catch (error) {
        if (error instanceof PlatformError) emit({ type: 'failure', call, error })
        throw error
      }
    }
  }

  return {
    appId,
    authorizeUrl(authorizeOptions) {
      const url = toAuthorizeUrl(authorizeHost, appId, authorizeOptions)
      const { redirectUri } = authorizeOptions
      if (!warned && isSentInClear(redirectUri)) {
        warned = true
        warn(
          `authorizeUrl: redirectUri is http:, so anybody on the way to ${new URL(redirectUri).host} can read the code. Use https.`,
        )
      }
      return url
    },
    token: reportFailure('token', calls.token),
    refresh: reportFailure('refresh', calls.refresh),
    userInfo: reportFailure('userInfo', calls.userInfo),
    check: reportFailure('check', calls.check),
  }
}

function requestWithToken(
  caller: string,
  path: string,
  token: Pick<WebToken, 'access_token' | 'openid'>,
  more: Readonly<Record<string, string>> = {},
) {
  const access_token = validateText(`${caller}: access_token`, token.access_token)
  const openid = validateText(`${caller}: openid`, token.openid)
  return {
    path,
    query: { access_token, openid, ...more },
    authorizedBy: 'user',
    secrets: [access_token],
    repeatable: true,
  } as const
}

function isInvalidToken(error: unknown): boolean {
  const { code, errcode } = error as Partial<PlatformError>
  return code === 'TOKEN_REFUSED' || code === 'REAUTHORIZE' || errcode === OPENID_MISMATCH
}
