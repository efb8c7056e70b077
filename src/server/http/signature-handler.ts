import type { Account } from '../account/account-types.js'
import { PlatformError } from '../errors.js'
import { createEmitter, createWarner } from '../util/emitter.js'
import { type AllowList, hasUserInfo, readAllowList } from './allow.js'
import { corsHeaders } from './cors.js'
import { type PortableHandler, type PortableResponse, toWebHandler } from './portable-handler.js'
import { parsePage, readSignatureRequest } from './signature-request.js'
import { refuse, refuseForPlatform, toResponse } from './signature-response.js'

/** The second argument of `signatureHandler`. */
export interface SignatureHandlerOptions {
  /**
   * The pages that this server signs; required: origins, origins with a path, or all sub-domains of a host
   * (`https://*.example.com`). A request for any other page gets a 403.
   */
  allow: AllowList
  /** Who may request signatures from another origin: `true` for the pages of `allow`, or a list of origins. @default false */
  cors?: boolean | AllowList | undefined
  /** Copied into the response, for pages that pass all of it to `wx.config`. `createWx` ignores it. @default not in the response */
  jsApiList?: readonly string[] | undefined
  /** Called for each event that an operator may want to count. What it throws is ignored. @default none */
  onEvent?: ((event: SignatureEvent) => void) | undefined
}

/** Something that happened to a request. `page` is the origin and path of the page, without its query, which may contain secrets. */
export type SignatureEvent =
  /** A page requested another signature because WeChat refused the last one (`refused=1`). */
  | { type: 'refused'; page: string }
  /** A page that is not in `allow` got a 403. */
  | { type: 'not-allowed'; page: string }
  /** A page got no signature, but a 429, 502 or 503. An error that is not a `PlatformError` is thrown, and servers answer it with 500. */
  | { type: 'failure'; page: string; status: number; error: unknown }
  /** An option is probably a mistake. @default without `onEvent`: `console.warn` */
  | { type: 'warning'; message: string }

/**
 * Responds to `GET …?url=<the page's URL>` with the signature of that URL: `{ appId, timestamp, nonceStr, signature, url }`.
 * HEAD gets the same without a body. The URL is signed as the text that was sent, up to its `#`: it is never rewritten.
 *
 * With `refused=1`, WeChat has refused the last signature, and the account requests a new ticket, at most every 30 s. Errors
 * are `{ error: { code, message, hint } }` with status 400, 403, 405, 429, 502 or 503, and `Retry-After` if a retry may help.
 * If the account throws something other than a `PlatformError`, which is a bug in the program, the handler rejects with it:
 * the server's own error handling sees it and the page gets no details.
 *
 * @returns a web-standard handler for Hono, Next, Workers …; for Node, pass it to `toNodeListener` itself, not wrapped in
 *   another function, which would make it several times slower there
 * @throws {TypeError} for an entry of `allow` that allows nothing, or more than intended
 * @example
 * const handler = signatureHandler(account, { allow: ['https://www.example.com', 'https://*.example.com'] })
 */
export function signatureHandler(
  account: Pick<Account, 'signature'>,
  { allow, cors = false, jsApiList, onEvent }: SignatureHandlerOptions,
): (request: Request) => Promise<Response> {
  if (typeof account?.signature !== 'function')
    throw new TypeError('signatureHandler: the first argument is not an account, which createAccount returns')
  if (jsApiList && !isListOfNames(jsApiList))
    throw new TypeError('signatureHandler: jsApiList must be an array of API names')
  const emit = createEmitter(onEvent)
  const warn = createWarner(onEvent)
  const allowedPages = readAllowList(allow, 'allow', warn)
  const allowedOrigins = typeof cors === 'boolean' ? allowedPages : readAllowList(cors, 'cors', warn)
  const methods = cors ? 'GET, HEAD, OPTIONS' : 'GET, HEAD'

  async function sign(address: string): Promise<PortableResponse> {
    const request = readSignatureRequest(address)
    if (typeof request === 'string') return refuse(request)
    const { url, refused } = request
    if (!allowedPages.matchesText(url)) {
      const page = parsePage(url)
      if (!page) return refuse('URL_MALFORMED')
      if (hasUserInfo(url) || !allowedPages.page(page)) {
        emit({ type: 'not-allowed', page: withoutQuery(url) })
        return refuse('URL_NOT_ALLOWED')
      }
    }
    if (refused) emit({ type: 'refused', page: withoutQuery(url) })
    try {
      // Field by field: an account that is not ours may return more, which is not for the page.
      const { appId, timestamp, nonceStr, signature } = await account.signature(url, { refused })
      return toResponse(200, { appId, timestamp, nonceStr, signature, url, jsApiList })
    } catch (error) {
      const response = error instanceof PlatformError ? refuseForPlatform(error) : undefined
      emit({ type: 'failure', page: withoutQuery(url), status: response?.status ?? 500, error })
      if (!response) throw error
      return response
    }
  }

  async function respond(method: string, address: string): Promise<PortableResponse> {
    if (method === 'GET') return sign(address)
    if (method === 'HEAD') return withoutBody(await sign(address))
    if (cors && method === 'OPTIONS') return { status: 204, headers: { 'cache-control': 'no-store' } }
    return refuse('METHOD_NOT_ALLOWED', { allow: methods })
  }

  const handler: PortableHandler = async request => {
    const response = await respond(request.method, request.url)
    if (!cors) return response
    return { ...response, headers: { ...corsHeaders(request, allowedOrigins, methods), ...response.headers } }
  }
  return toWebHandler(handler)
}

function isListOfNames(list: readonly unknown[]): boolean {
  return Array.isArray(list) && list.every(name => typeof name === 'string')
}

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

function withoutBody({ status, headers }: PortableResponse): PortableResponse {
  return { status, headers }
}
