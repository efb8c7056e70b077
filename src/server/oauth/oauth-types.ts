import type { PlatformError } from '../errors.js'
import type { FailedTry, PlatformOptions } from '../platform/client.js'
import type { Store } from '../store/store.js'
import type { AuthorizeOptions } from './authorize-url.js'
import type { ExchangedToken, Lang, WebToken, WebUser } from './web-user.js'

/** Options of `createOAuth`. */
export interface OAuthOptions extends PlatformOptions {
  /** AppID of the account; required. The type allows `undefined`, as for environment variables, but `createOAuth` then throws. */
  appId: string | undefined
  /** The account's secret (AppSecret); required. Sent to WeChat only. */
  secret: string | undefined
  /** Keeps the outcome of each code for 5 minutes. Several processes must share one store. @default a `memoryStore()` */
  store?: Store | undefined
  /** Origin of WeChat's authorization page. @default 'https://open.weixin.qq.com' */
  authorizeHost?: string | undefined
  /** Called for each failure, including those that callers do not see. What it throws is ignored. @default none */
  onEvent?: ((event: OAuthEvent) => void) | undefined
}

/** Something that went wrong. */
export type OAuthEvent =
  /** An attempt failed. Another one follows, unless it was the last. */
  | ({ type: 'retry' } & FailedTry)
  /** A call failed for good. */
  | { type: 'failure'; call: 'token' | 'refresh' | 'userInfo' | 'check'; error: PlatformError }
  /** The store failed. This process continues without it. */
  | { type: 'store-failure'; error: PlatformError }
  /** An option is probably a mistake. @default without `onEvent`: `console.warn` */
  | { type: 'warning'; message: string }

/** Options of `oauth.token`. */
export interface ExchangeOptions {
  /** The `state` that came with the code. If given, a state is accepted with one code only. @default none */
  state?: string | undefined
}

/** Options of `oauth.userInfo`. */
export interface UserInfoOptions {
  /** Language of place names. @default 'zh_CN' */
  lang?: Lang | undefined
}

/** OAuth for web pages inside WeChat (网页授权). Every method that returns a promise rejects with a `PlatformError` if WeChat fails. */
export interface OAuth {
  readonly appId: string
  /**
   * Returns the URL of WeChat's authorization page, to which you redirect the browser. It works only inside WeChat.
   *
   * @throws {TypeError} for options that WeChat would reject, with a page that does not say why
   * @see 第一步：用户同意授权，获取code
   */
  authorizeUrl(options: AuthorizeOptions): string
  /**
   * Exchanges a code for the user's token, exactly once: for 5 minutes, every further call with the same code, in any process
   * that shares the store, gets the same outcome.
   *
   * @throws {PlatformError} `REAUTHORIZE` if the code is invalid, or may be used up: it is never sent twice
   * @see 第二步：通过code换取网页授权access_token
   */
  token(code: string, options?: ExchangeOptions): Promise<ExchangedToken>
  /**
   * Returns a new web token for the `refresh_token` of an older one.
   *
   * @throws {PlatformError} `REAUTHORIZE` if the refresh token has expired too, which it does after 7, 30, 60 or 90 days
   * @see 第三步：刷新access_token（如果需要）
   */
  refresh(refreshToken: string): Promise<WebToken>
  /**
   * Returns the user's profile. Requires the scope `snsapi_userinfo`.
   *
   * @throws {PlatformError} `TOKEN_REFUSED` if the user's web token has expired: `refresh` it
   * @see 第四步：拉取用户信息(需scope为 snsapi_userinfo)
   */
  userInfo(token: Pick<WebToken, 'access_token' | 'openid'>, options?: UserInfoOptions): Promise<WebUser>
  /**
   * Returns whether a web token is still valid for its user.
   *
   * @see 附：检验授权凭证（access_token）是否有效
   */
  check(token: Pick<WebToken, 'access_token' | 'openid'>): Promise<boolean>
}
