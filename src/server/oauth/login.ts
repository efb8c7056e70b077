import { ERROR_POLICY } from '../error-policy.js'
import { PlatformError, type PlatformErrorCode } from '../errors.js'
import { createNonceStr } from '../sign/nonce.js'
import { createLoginCookies } from './login-cookie.js'
import { loginErrorPage } from './login-error-page.js'
import type { Login, LoginFailure, LoginHandlerOptions } from './login-types.js'
import type { OAuth } from './oauth-types.js'
import { createReturnReader, withOwnHash, withRefusal } from './return-path.js'

/**
 * First character of the state: whether this is the first attempt or a restarted one. Not a security measure, it only
 * prevents an endless loop of redirects, also in a browser that rejects cookies.
 */
const FIRST_ATTEMPT = 'f'
const SECOND_ATTEMPT = 'a'

/** Errors that a new code may solve. */
const SOLVED_BY_NEW_CODE: readonly PlatformErrorCode[] = ['REAUTHORIZE', 'TOKEN_REFUSED']

/** A login that failed, before `onError` gets it. */
type Failure = Pick<LoginFailure, 'code' | 'status'> & { error?: PlatformError }

/**
 * Logs users in: `GET …?return=/shop` redirects them to WeChat, which sends them back to this handler with a code. They end up
 * at `/shop`, with the headers of `onLogin`, and with neither code nor state in the URL.
 *
 * A code is accepted only in the browser that started the login, and within 10 minutes. A code that comes to another browser,
 * for example in a shared link, starts a new login there, once. A callback that WeChat loads twice has the same outcome twice.
 *
 * @throws {TypeError} for options that would let the wrong user in, or nobody
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
  const { redirectUri, scope, lang, onLogin } = options
  const { onRefused = redirectRefused, onError = loginErrorPage } = options
  const handlerUrl = readHandlerUrl(oauth, options)
  const cookies = createLoginCookies([options.cookieSecret].flat(), {
    name: options.cookieName ?? 'wx_login',
    secure: handlerUrl.protocol === 'https:',
    scope: `wx-ready login ${oauth.appId} ${redirectUri}`,
  })
  const readReturn = createReturnReader(handlerUrl, options.allow)
  const defaultReturnTo = readDefaultReturn(readReturn, options.returnTo)

  async function respond(request: Request): Promise<Response> {
    if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET' } })
    const query = new URL(request.url).searchParams
    const isCallback = query.has('code') || query.has('state')
    return isCallback ? handleCallback(request, query) : startLogin(request, query.get('return'))
  }

  function startLogin(request: Request, requested: string | null): Response | Promise<Response> {
    const returnTo = requested === null ? defaultReturnTo : readReturn(requested)
    if (returnTo === undefined)
      return fail(request, defaultReturnTo, { code: 'RETURN_NOT_ALLOWED', status: 400 })
    return redirectToWeChat(request, FIRST_ATTEMPT, returnTo)
  }

  async function handleCallback(request: Request, query: URLSearchParams): Promise<Response> {
    const [code, state] = [getSingle(query, 'code'), getSingle(query, 'state')]
    const pending = cookies.find(state, request)
    const returnTo = pending?.returnTo ?? defaultReturnTo
    if (!query.has('code')) return onRefused({ request, returnTo })
    if (!pending || code.trim() === '')
      return restartOnce(request, state, returnTo, { code: 'STATE_REFUSED', status: 400 })
    try {
      return await finishLogin(request, { code, ...pending })
    } catch (error) {
      // Anything else is a bug in the program, which its own error handling must see.
      if (!(error instanceof PlatformError)) throw error
      const failure = toFailure(error)
      if (SOLVED_BY_NEW_CODE.includes(error.code)) return restartOnce(request, state, returnTo, failure)
      return fail(request, returnTo, failure)
    }
  }

  async function finishLogin(
    request: Request,
    { code, state, returnTo }: { code: string; state: string; returnTo: string },
  ): Promise<Response> {
    // The cookie stays until it expires, for a callback that is loaded twice. The store binds its state to this code.
    const token = await oauth.token(code, { state })
    const user = scope === 'snsapi_userinfo' ? await oauth.userInfo(token, { lang }) : undefined
    const result = await onLogin({ openid: token.openid, token, user, returnTo, request })
    if (result && 'status' in result) return result
    const headers = new Headers(result?.headers)
    headers.set('location', withOwnHash(returnTo))
    return new Response(null, { status: 302, headers })
  }

  function restartOnce(
    request: Request,
    state: string,
    returnTo: string,
    failure: Failure,
  ): Response | Promise<Response> {
    if (!state.startsWith(FIRST_ATTEMPT)) return fail(request, returnTo, failure)
    return redirectToWeChat(request, SECOND_ATTEMPT, returnTo)
  }

  function redirectToWeChat(request: Request, attempt: string, returnTo: string): Response {
    const state = attempt + createNonceStr()
    const headers = cookies.set({ state, returnTo }, request)
    headers.set('location', oauth.authorizeUrl({ redirectUri, scope, state }))
    return new Response(null, { status: 302, headers })
  }

  function fail(request: Request, returnTo: string, failure: Failure): Response | Promise<Response> {
    const retry = new URL(handlerUrl)
    retry.searchParams.set('return', returnTo)
    return onError({ error: undefined, ...failure, retryUrl: retry.href, request })
  }

  return async request => {
    const { status, body, headers: original } = await respond(request)
    // Copied: headers of a fetched response are immutable.
    const headers = new Headers(original)
    headers.set('cache-control', 'no-store')
    // The callback URL, with its code, must not reach the next page as a referrer.
    headers.set('referrer-policy', 'no-referrer')
    return new Response(body, { status, headers })
  }
}

function toFailure(error: PlatformError): Failure {
  const isTemporary = ERROR_POLICY[error.code].retryAfter !== undefined
  return { code: error.code, status: isTemporary ? 503 : 502, error }
}

function readHandlerUrl(
  oauth: Pick<OAuth, 'authorizeUrl'>,
  { redirectUri, scope, onLogin }: LoginHandlerOptions,
): URL {
  if (typeof onLogin !== 'function') throw new TypeError('loginHandler: onLogin is missing')
  // Throws now for invalid options, instead of at the first login.
  oauth.authorizeUrl({ redirectUri, scope, state: FIRST_ATTEMPT })
  const url = new URL(redirectUri)
  if (url.hash)
    throw new TypeError('loginHandler: redirectUri has a #, which browsers do not send to servers')
  for (const name of ['code', 'state', 'return']) {
    if (url.searchParams.has(name))
      throw new TypeError(`loginHandler: redirectUri must not have a ${name} parameter`)
  }
  return url
}

function readDefaultReturn(readReturn: (text: string) => string | undefined, returnTo = '/'): string {
  const url = readReturn(returnTo)
  if (url !== undefined) return url
  throw new TypeError(
    `loginHandler: users cannot return to ${returnTo}, which is not in allow, or is the handler itself: set returnTo`,
  )
}

/** @returns `''` if the parameter is missing, or repeated, which WeChat never sends */
function getSingle(query: URLSearchParams, name: string): string {
  const [value = '', ...more] = query.getAll(name)
  return more.length === 0 ? value : ''
}

function redirectRefused({ returnTo }: Pick<Login, 'returnTo'>): Response {
  return new Response(null, { status: 302, headers: { location: withOwnHash(withRefusal(returnTo)) } })
}
