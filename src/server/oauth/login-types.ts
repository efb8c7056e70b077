import type { PlatformError, PlatformErrorCode } from '../errors.js'
import type { AllowList } from '../http/allow.js'
import type { OAuthScope } from './authorize-url.js'
import type { ExchangedToken, Lang, WebUser } from './web-user.js'

/** The second argument of `loginHandler`. */
export interface LoginHandlerOptions {
  /**
   * Public URL of this handler; required. Its domain must be registered with the account (网页授权域名), and users must visit
   * your site on the same host, because the login cookie is set there.
   */
  redirectUri: string
  /**
   * Secret text of at least 32 characters that signs the cookies, the same in all processes; required. To replace one, pass
   * an array: the first one signs, all are accepted.
   */
  cookieSecret: string | undefined | readonly string[]
  /** What the user is asked to grant. @default 'snsapi_base': only the openid, without asking */
  scope?: OAuthScope | undefined
  /** Language of place names in the profile. @default 'zh_CN' */
  lang?: Lang | undefined
  /** Pages that users may return to: origins, or origins with a path. @default the origin of `redirectUri` */
  allow?: AllowList | undefined
  /** Where users go if the login was started without `?return=`. @default '/' */
  returnTo?: string | undefined
  /** First part of the cookie names: letters, digits, `_` and `-`. @default 'wx_login' */
  cookieName?: string | undefined
  /**
   * Called when a user has logged in; required. Start your session here, for example with a cookie in the returned headers.
   * WeChat may load the callback URL twice, and then calls this twice: both responses must work.
   */
  onLogin: (login: Login) => LoginAnswer | Promise<LoginAnswer>
  /** Called when the user declines. @default redirects to the page, with `wx_login=refused` in its query */
  onRefused?: ((refused: Pick<Login, 'returnTo' | 'request'>) => Response | Promise<Response>) | undefined
  /** Called when the login fails. @default a plain page with a link to try again, without any text of WeChat */
  onError?: ((failure: LoginFailure) => Response | Promise<Response>) | undefined
}

/** A user who has logged in. */
export interface Login {
  /** ID of the user for this account. */
  openid: string
  /** Must stay on the server. Check its `isSnapshotUser`: WeChat made such a user up. */
  token: ExchangedToken
  /** The profile, if the scope is `snsapi_userinfo`. */
  user: WebUser | undefined
  /** Absolute URL of the page that the user returns to. */
  returnTo: string
  request: Request
}

/** Headers to add to the redirect, or a response to send instead of it, or nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing
export type LoginAnswer = Response | { headers: HeadersInit } | undefined | void

/** Why a login failed. */
export interface LoginFailure {
  /** `STATE_REFUSED`: the login was not started in this browser, or too long ago. `RETURN_NOT_ALLOWED`: the page is not in `allow`. */
  code: PlatformErrorCode | 'STATE_REFUSED' | 'RETURN_NOT_ALLOWED'
  /** HTTP status for the response. */
  status: number
  /** What WeChat said, which is not for the user; `undefined` if WeChat was not asked. */
  error: PlatformError | undefined
  /** URL that starts the login again. */
  retryUrl: string
  request: Request
}
