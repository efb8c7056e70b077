import { createHash } from 'node:crypto'
import { PlatformError } from '../errors.js'
import {
  ATTEMPTS_LIMIT,
  createPlatformClient,
  type FailedTry,
  type PlatformOptions,
} from '../platform/client.js'
import { createExactlyOnce } from '../store/exactly-once.js'
import { createResilientStore } from '../store/resilient.js'
import { memoryStore, type Store } from '../store/store.js'
import { createEmitter } from '../util/emitter.js'
import { validateOrigin, validateText, validateWord } from '../util/validate.js'
import { type AuthorizeOptions, isOpenToAll, toAuthorizeUrl } from './authorize-url.js'
import {
  type ExchangedToken,
  type Lang,
  readExchanged,
  readToken,
  readUser,
  type WebToken,
  type WebUser,
} from './web-user.js'

/** What `createOAuth` takes. */
export interface OAuthOptions extends PlatformOptions {
  /** May be `undefined` to the compiler, as what comes from the environment is; then `createOAuth` throws. */
  appId: string | undefined
  /** The account's secret (AppSecret). It is sent to WeChat and to nobody else. */
  secret: string | undefined
  /** Where it is kept what became of a code, for 5 minutes. Several processes need one that they share. @default the memory of this process */
  store?: Store | undefined
  /** Origin of the page that asks the user. @default https://open.weixin.qq.com */
  authorizeHost?: string | undefined
  /** Is told of what went wrong behind the scenes. */
  onEvent?: ((event: OAuthEvent) => void) | undefined
}

/** Something that went wrong. */
export type OAuthEvent =
  /** A try failed; another one follows, if there is one left. */
  | ({ type: 'retry' } & FailedTry)
  /** A call was given up. */
  | { type: 'failure'; call: 'token' | 'refresh' | 'userInfo' | 'check'; error: PlatformError }
  /** The store failed: this process goes on without it. */
  | { type: 'store-failure'; error: PlatformError }
  /** Something is not as it should be. */
  | { type: 'warning'; message: string }

/** Signing in with WeChat (网页授权). */
export interface OAuth {
  readonly appId: string
  /**
   * The address that asks the user: send the browser there. Within WeChat only.
   *
   * @throws {TypeError} for what WeChat would answer with a page that says nothing
   * @see 第一步：用户同意授权，获取code
   */
  authorizeUrl(options: AuthorizeOptions): string
  /**
   * Exchanges the code that came back, once: whoever else hands it in within 5 minutes, in any process that shares the
   * store, is given the same outcome.
   *
   * @param options.state as it came with the code; with it, a state is good for one code
   * @throws {PlatformError} REAUTHORIZE where the code is dead or may be: it is never sent twice
   * @see 第二步：通过code换取网页授权access_token
   */
  token(code: string, options?: { state?: string | undefined }): Promise<ExchangedToken>
  /**
   * A web token that lives again, for the `refresh_token` of an older one.
   *
   * @throws {PlatformError} REAUTHORIZE where that is dead too, as it is after 7, 30, 60 or 90 days
   * @see 第三步：刷新access_token（如果需要）
   */
  refresh(refreshToken: string): Promise<WebToken>
  /**
   * Who the user is. Needs the scope `snsapi_userinfo`.
   *
   * @param options.lang of the names of places; default `zh_CN`
   * @throws {PlatformError} TOKEN_REFUSED where the user's web token is dead: `refresh` it
   * @see 第四步：拉取用户信息(需scope为 snsapi_userinfo)
   */
  userInfo(
    token: Pick<WebToken, 'access_token' | 'openid'>,
    options?: { lang?: Lang | undefined },
  ): Promise<WebUser>
  /**
   * Whether a web token still holds, for this user.
   *
   * @see 附：检验授权凭证（access_token）是否有效
   */
  check(token: Pick<WebToken, 'access_token' | 'openid'>): Promise<boolean>
}

/** Of the page that asks the user. */
const AUTHORIZE_HOST = 'https://open.weixin.qq.com'

/** A code cannot be sent again: better waited for. In ms. */
const EXCHANGE_TIMEOUT = 5000

/** How long a state is good for no other code than its first, in ms: for longer than a login may take, on whatever clock. */
const STATE_LIFE = 900_000

/**
 * Talks to WeChat for people who sign in to a website inside it. `loginHandler` does the whole way.
 *
 * @throws {TypeError} without an `appId` or a `secret`
 * @example
 * const oauth = createOAuth({ appId: process.env.WX_APP_ID, secret: process.env.WX_APP_SECRET })
 * const { openid } = await oauth.token(code)
 * @see 微信第三方页面配置
 */
export function createOAuth(options: OAuthOptions): OAuth {
  const { hosts, fetch } = options
  const appId = validateWord('createOAuth: appId', options.appId)
  const secret = validateWord('createOAuth: secret', options.secret)
  const authorizeHost = validateOrigin('createOAuth: authorizeHost', options.authorizeHost ?? AUTHORIZE_HOST)
  let warned = false

  const tell = createEmitter(options.onEvent)
  const onRetry = (retry: FailedTry) => tell({ type: 'retry', ...retry })
  // A login does not fail because of it.
  const store = createResilientStore(
    options.store ?? memoryStore(),
    error => tell({ type: 'store-failure', error }),
    'createOAuth',
  )
  const { ask } = createPlatformClient({ hosts, fetch, onRetry }, 'createOAuth')
  const once = createExactlyOnce<ExchangedToken>(store, readExchanged, ATTEMPTS_LIMIT)
  // Its braces are meant: a cluster of Redis keeps all of an account together.
  const keyOf = (kind: 'code' | 'state', value: string) => `wx-ready:{${appId}}:${kind}:${hashOf(value)}`

  async function exchange(code: string): Promise<ExchangedToken> {
    const answer = await ask({
      path: '/sns/oauth2/access_token',
      query: { appid: appId, secret, code, grant_type: 'authorization_code' },
      authorizedBy: 'secret',
      secrets: [secret, code],
      repeatable: false,
      ifLost: perhapsSpent,
      timeout: EXCHANGE_TIMEOUT,
    })
    try {
      return readExchanged(answer)
    } catch (error) {
      throw perhapsSpent(error as PlatformError)
    }
  }

  /** @returns whether the state may go with this code; also where the store is down */
  async function claim(state: string, code: string): Promise<boolean> {
    const key = keyOf('state', state)
    const mine = hashOf(code)
    try {
      return (await store.add(key, mine, STATE_LIFE)) || (await store.get(key))?.value === mine
    } catch {
      return true
    }
  }

  const calls: Omit<OAuth, 'appId' | 'authorizeUrl'> = {
    async token(code, { state } = {}) {
      const text = validateText('token: code', code)
      if (state !== undefined && !(await claim(state, text)))
        throw new PlatformError('REAUTHORIZE', { hint: STATE_HINT })
      return once(keyOf('code', text), () => exchange(text))
    },
    async refresh(refreshToken) {
      const refresh_token = validateText('refresh: refreshToken', refreshToken)
      const answer = await ask({
        path: '/sns/oauth2/refresh_token',
        query: { appid: appId, grant_type: 'refresh_token', refresh_token },
        authorizedBy: 'user',
        secrets: [refresh_token],
        repeatable: true,
      })
      return readToken(answer)
    },
    async userInfo(token, { lang = 'zh_CN' } = {}) {
      if (!LANGS.includes(lang)) throw new TypeError(`userInfo: lang is none of ${LANGS.join(', ')}`)
      return readUser(await ask(asUser('userInfo', '/sns/userinfo', token, { lang })))
    },
    async check(token) {
      return ask(asUser('check', '/sns/auth', token)).then(() => true, isDead)
    },
  }

  /** A failure is told, and passed on. */
  const told = <Given extends unknown[], T>(
    call: keyof typeof calls,
    work: (...given: Given) => Promise<T>,
  ): ((...given: Given) => Promise<T>) => {
    return async (...given) => {
      try {
        return await work(...given)
      } catch (error) {
        if (error instanceof PlatformError) tell({ type: 'failure', call, error })
        throw error
      }
    }
  }

  return {
    appId,
    authorizeUrl(given) {
      const url = toAuthorizeUrl(authorizeHost, appId, given)
      if (!warned && isOpenToAll(given.redirectUri)) {
        warned = true
        const message = `authorizeUrl: redirectUri is http: on its way to ${new URL(given.redirectUri).host} anybody can read the code. Use https.`
        tell({ type: 'warning', message })
      }
      return url
    },
    token: told('token', calls.token),
    refresh: told('refresh', calls.refresh),
    userInfo: told('userInfo', calls.userInfo),
    check: told('check', calls.check),
  }
}

const STATE_HINT =
  'This state has come with another code before: somebody else may have made the link. Send the user to authorise again.'

const LANGS: readonly string[] = ['zh_CN', 'zh_TW', 'en'] satisfies Lang[]

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('hex')
}

function perhapsSpent({ code, errcode, errmsg }: PlatformError): PlatformError {
  const hint = `WeChat may have spent the code (${code}), and a code is never sent twice. Send the user to authorise again.`
  return new PlatformError('REAUTHORIZE', { errcode, errmsg, hint })
}

function asUser(
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

/** 40003: the token is not this user's. */
function isDead(error: unknown): false {
  const { code, errcode } = error as Partial<PlatformError>
  if (code === 'TOKEN_REFUSED' || code === 'REAUTHORIZE' || errcode === 40003) return false
  throw error
}
