import { PlatformError, type PlatformErrorCode } from '../errors.js'
import type { AllowList } from '../http/allow.js'
import { createNonceStr } from '../sign/nonce.js'
import type { OAuthScope } from './authorize-url.js'
import { createLoginCookies } from './login-cookie.js'
import type { OAuth } from './oauth.js'
import { createReturnReader, withOwnHash, withRefusal } from './return-path.js'
import type { ExchangedToken, Lang, WebUser } from './web-user.js'

/** What `loginHandler` takes beside the account. */
export interface LoginHandlerOptions {
  /**
   * Where this handler is, for the world outside, on a domain that is bound to the account (网页授权域名). Users have to come
   * to it by this host: the cookie of their login is there.
   */
  redirectUri: string
  /** At least 32 characters that nobody knows, the same in all processes. Of several the first one signs, and all are taken. */
  cookieSecret: string | undefined | readonly string[]
  /** @default `snsapi_base`: the openid alone, and nobody is asked */
  scope?: OAuthScope | undefined
  /** Of the names of places. @default `zh_CN` */
  lang?: Lang | undefined
  /** What may be returned to: origins, or paths of them. @default the origin of `redirectUri` */
  allow?: AllowList | undefined
  /** Where a user goes who did not come from a page. @default / */
  returnTo?: string | undefined
  /** The cookies' name, or its beginning. @default wx_login */
  cookieName?: string | undefined
  /**
   * A user has come: begin a session of your own, as with a cookie in the headers. WeChat may load the callback twice, and
   * this is called each time: both answers must be good.
   */
  onLogin(login: Login): LoginAnswer | Promise<LoginAnswer>
  /** The user does not want to. @default back to the page, with `wx_login=refused` in its query */
  onRefused?: ((refused: Pick<Login, 'returnTo' | 'request'>) => Response | Promise<Response>) | undefined
  /** What the user sees then. @default a plain page with a link that begins again, and none of WeChat's words */
  onError?: ((failure: LoginFailure) => Response | Promise<Response>) | undefined
}

/** A user who has come from WeChat. */
export interface Login {
  /** The user, as this account knows them. */
  openid: string
  /** For the server alone. Look at its `isSnapshotUser`: such a one is nobody. */
  token: ExchangedToken
  /** With the scope `snsapi_userinfo`. */
  user: WebUser | undefined
  /** The whole address of the page that the user goes back to. */
  returnTo: string
  request: Request
}

/** Headers to send with the redirect to the page, or a response in its place, or neither. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function that gives nothing back
export type LoginAnswer = Response | { headers: HeadersInit } | undefined | void

/** Why nobody was let in. */
export interface LoginFailure {
  /** `STATE_REFUSED`: it did not begin in this browser, or too long ago. `RETURN_NOT_ALLOWED`: `allow` has not got that page. */
  code: PlatformErrorCode | 'STATE_REFUSED' | 'RETURN_NOT_ALLOWED'
  /** For the response. */
  status: number
  /** What WeChat said; not for the user. */
  error: PlatformError | undefined
  /** The address that begins again. */
  retryUrl: string
  request: Request
}

/**
 * Signs users in: `GET …?return=/shop` sends them to WeChat, which sends them back here with a code, and they arrive at
 * `/shop` with what `onLogin` has set. The address that users come to in the end has neither code nor state in it.
 *
 * A code counts only in the browser where its login began, within 10 minutes; one from elsewhere, as in a link that was
 * shared, begins a login of its own, once. What WeChat loads twice has the same outcome twice.
 *
 * @throws {TypeError} for what could let in somebody else, or nobody
 * @example
 * const login = loginHandler(oauth, {
 *   redirectUri: 'https://www.example.com/wx/login',
 *   cookieSecret: process.env.COOKIE_SECRET,
 *   onLogin: ({ openid }) => ({ headers: { 'set-cookie': sessionCookie(openid) } }),
 * })
 * @see 第一步：用户同意授权，获取code
 */
export function loginHandler(
  oauth: Pick<OAuth, 'appId' | 'authorizeUrl' | 'token' | 'userInfo'>,
  options: LoginHandlerOptions,
): (request: Request) => Promise<Response> {
  const { redirectUri, scope, lang, onLogin, onRefused = backWithRefusal, onError = plainPage } = options
  const handlerUrl = readHandlerUrl(oauth, options)
  const cookies = createLoginCookies([options.cookieSecret].flat(), {
    name: options.cookieName ?? 'wx_login',
    secure: handlerUrl.protocol === 'https:',
    scope: `wx-ready login ${oauth.appId} ${redirectUri}`,
  })
  const readReturn = createReturnReader(handlerUrl, options.allow)
  const home = readHome(readReturn, options.returnTo)

  async function answer(request: Request): Promise<Response> {
    if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET' } })
    const query = new URL(request.url).searchParams
    if (!query.has('code') && !query.has('state')) return start(request, query.get('return'))
    // Given twice, it is nothing that WeChat has sent.
    const [code, state] = [onlyOne(query, 'code'), onlyOne(query, 'state')]
    const begun = cookies.find(state, request)
    const returnTo = begun?.returnTo ?? home
    if (!query.has('code')) return onRefused({ request, returnTo })
    if (!begun || code.trim() === '')
      return beginAgain(request, state, returnTo, { code: 'STATE_REFUSED', status: 400 })
    try {
      return await finish(request, { code, ...begun })
    } catch (error) {
      // A mistake of ours or of a replaced part is the program's to see, not the user's.
      if (!(error instanceof PlatformError)) throw error
      const failure = { code: error.code, status: STATUS[error.code] ?? 502, error }
      if (NEW_CODE.includes(error.code)) return beginAgain(request, state, returnTo, failure)
      return fail(request, returnTo, failure)
    }
  }

  function start(request: Request, wanted: string | null): Response | Promise<Response> {
    const returnTo = wanted === null ? home : readReturn(wanted)
    if (returnTo === undefined) return fail(request, home, { code: 'RETURN_NOT_ALLOWED', status: 400 })
    return toWeChat(request, FIRST, returnTo)
  }

  /** Once: what comes back from that begins with another letter. That holds also in a browser that keeps no cookies. */
  function beginAgain(
    request: Request,
    state: string,
    returnTo: string,
    failure: Failed,
  ): Response | Promise<Response> {
    return state.startsWith(FIRST) ? toWeChat(request, AGAIN, returnTo) : fail(request, returnTo, failure)
  }

  function toWeChat(request: Request, attempt: string, returnTo: string): Response {
    const state = attempt + createNonceStr()
    const headers = cookies.keep({ state, returnTo }, request)
    headers.set('location', oauth.authorizeUrl({ redirectUri, scope, state }))
    return new Response(null, { status: 302, headers })
  }

  async function finish(
    request: Request,
    { code, state, returnTo }: { code: string; state: string; returnTo: string },
  ): Promise<Response> {
    // The cookie stays until it dies, for a callback that is loaded twice; with the store, its state is good for this code only.
    const token = await oauth.token(code, { state })
    const user = scope === 'snsapi_userinfo' ? await oauth.userInfo(token, { lang }) : undefined
    const given = await onLogin({ openid: token.openid, token, user, returnTo, request })
    if (given && 'status' in given) return given
    const headers = new Headers(given?.headers)
    headers.set('location', withOwnHash(returnTo))
    return new Response(null, { status: 302, headers })
  }

  function fail(request: Request, returnTo: string, failure: Failed): Response | Promise<Response> {
    const retry = new URL(handlerUrl)
    retry.searchParams.set('return', returnTo)
    return onError({ error: undefined, ...failure, retryUrl: retry.href, request })
  }

  return async request => {
    const { status, body, headers } = await answer(request)
    // They may be another's, and not to be changed.
    const sent = new Headers(headers)
    sent.set('cache-control', 'no-store')
    // The address of the callback must not be told to the page that comes next.
    sent.set('referrer-policy', 'no-referrer')
    return new Response(body, { status, headers: sent })
  }
}

type Failed = Pick<LoginFailure, 'code' | 'status'> & { error?: PlatformError }

/** How a state begins. It proves nothing, and only keeps a user from going round for ever. */
const FIRST = 'f'
const AGAIN = 'a'

/** What another code may help against. */
const NEW_CODE: readonly PlatformErrorCode[] = ['REAUTHORIZE', 'TOKEN_REFUSED']

/** All else is to be mended by somebody. */
const STATUS: Readonly<Partial<Record<PlatformErrorCode, number>>> = {
  BUSY: 503,
  UNREACHABLE: 503,
  TIMEOUT: 503,
  RATE_LIMITED: 503,
  QUOTA_SPENT: 503,
}

/** In s. */
const RETRY_AFTER: Readonly<Partial<Record<LoginFailure['code'], number>>> = {
  RATE_LIMITED: 60,
  QUOTA_SPENT: 600,
}

function readHandlerUrl(
  oauth: Pick<OAuth, 'authorizeUrl'>,
  { redirectUri, scope, onLogin }: LoginHandlerOptions,
): URL {
  if (typeof onLogin !== 'function') throw new TypeError('loginHandler: onLogin is missing')
  // What is wrong with it comes to light here, and not with the first user.
  oauth.authorizeUrl({ redirectUri, scope, state: FIRST })
  const url = new URL(redirectUri)
  if (url.hash) throw new TypeError('loginHandler: redirectUri has a #, of which no server is told')
  for (const name of ['code', 'state', 'return']) {
    if (url.searchParams.has(name)) throw new TypeError(`loginHandler: redirectUri has a ${name} of its own`)
  }
  return url
}

function readHome(readReturn: (text: string) => string | undefined, returnTo = '/'): string {
  const home = readReturn(returnTo)
  if (home !== undefined) return home
  throw new TypeError(
    `loginHandler: allow has not got ${returnTo}, or the login itself is there: set returnTo`,
  )
}

function onlyOne(query: URLSearchParams, name: string): string {
  const [value = '', ...more] = query.getAll(name)
  return more.length === 0 ? value : ''
}

function backWithRefusal({ returnTo }: Pick<Login, 'returnTo'>): Response {
  return new Response(null, { status: 302, headers: { location: withOwnHash(withRefusal(returnTo)) } })
}

function plainPage({ code, status, retryUrl }: LoginFailure): Response {
  // As URL writes it, an address has neither quotes nor < in it.
  const href = retryUrl.replaceAll('&', '&amp;')
  const page = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>登录没有成功</title>
<p>登录没有成功，请重试。</p>
<p lang="en">You could not be signed in. Please try again.</p>
<p><a href="${href}">重试 · Try again</a></p>
</html>
`
  return new Response(page, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      ...(status === 503 && { 'retry-after': String(RETRY_AFTER[code] ?? 1) }),
    },
  })
}
