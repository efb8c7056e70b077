import { Buffer } from 'node:buffer'
import type { Account } from '../account/account-types.js'
import { ERROR_POLICY } from '../error-policy.js'
import { PlatformError } from '../errors.js'
import { createEmitter } from '../util/emitter.js'
import { type AllowList, hasUserInfo, readAllowList } from './allow.js'
import { corsHeaders } from './cors.js'
import { type PlainAnswer, type PlainHandler, webHandler } from './portable-handler.js'
import { readSignatureQuery } from './signature-query.js'

/** What `signatureHandler` takes beside the account. */
export interface SignatureHandlerOptions {
  /** Whose pages are signed. Anything else is answered with 403. */
  allow: AllowList
  /** Who may ask from another origin than this server's: `true` the pages of `allow`, or origins. @default nobody */
  cors?: boolean | AllowList | undefined
  /** Is put into the answer, for pages that hand all of it to `wx.config`. `createWx` has a list of its own. @default none */
  jsApiList?: readonly string[] | undefined
  /** Is told of what an operator wants to count. */
  onEvent?: ((event: SignatureEvent) => void) | undefined
}

/** Something that happened to a request. `page` is the origin and path of the page's URL: a query may hold secrets. */
export type SignatureEvent =
  /** A page asked again because WeChat refused its signature (`refused=1`). */
  | { type: 'refused'; page: string }
  /** A page that `allow` has not got was answered with 403. */
  | { type: 'not-allowed'; page: string }
  /** There was no signature: answered with 429, 502 or 503. What is no `PlatformError` is thrown, which servers answer with 500. */
  | { type: 'failure'; page: string; status: number; error: unknown }
  /** Something in the options is probably a mistake. @default without `onEvent`: `console.warn` */
  | { type: 'warning'; message: string }

/** The longest URL that is signed, in characters. A page with a longer one does not load: servers take lines of 8 KB. */
const LONGEST_URL = 8192

/** Nothing in a query needs more: three characters for each of the URL, where all are escaped. */
const LONGEST_QUERY = 4 * LONGEST_URL

/**
 * Answers `GET …?url=<the page's URL>` with the signature of that URL: `{ appId, timestamp, nonceStr, signature, url }`, and
 * HEAD with the same but for the body. The URL is parsed to check it, and signed as the text that came, cut at its `#`.
 *
 * With `refused=1` WeChat has refused the last signature, and the ticket is asked for again, at most every 30 s. What
 * cannot be answered is `{ error: { code, message, hint } }`, with the status 400, 403, 405, 429, 502 or 503, and with
 * `Retry-After` where it may be over soon. What an account throws that is no `PlatformError` is a mistake in the program:
 * the handler rejects with it, so that the server's own way with errors sees it, and pages see nothing of it.
 *
 * @returns a web-standard handler, as Hono, Next and Workers take it; `toNodeListener` fits it to Node
 * @throws {TypeError} for an entry of `allow` that allows nothing, or more than was meant
 * @example
 * const handler = signatureHandler(account, { allow: ['https://www.example.com', 'https://*.example.com'] })
 */
export function signatureHandler(
  account: Pick<Account, 'signature'>,
  { allow, cors = false, jsApiList, onEvent }: SignatureHandlerOptions,
): (request: Request) => Promise<Response> {
  if (typeof account?.signature !== 'function')
    throw new TypeError('signatureHandler: the first argument is no account, as createAccount makes it')
  if (jsApiList && !isListOfNames(jsApiList))
    throw new TypeError('signatureHandler: jsApiList is no array of names')
  const tell = createEmitter(onEvent)
  const warn = (message: string) => (onEvent ? tell({ type: 'warning', message }) : console.warn(message))
  const allowed = readAllowList(allow, 'allow', warn)
  const text = JSON.stringify
  const list = jsApiList ? `,"jsApiList":${text(jsApiList)}` : ''
  const mayAsk = typeof cors === 'boolean' ? allowed : readAllowList(cors, 'cors', warn)
  const methods = cors ? 'GET, HEAD, OPTIONS' : 'GET, HEAD'

  const sign = async (query: string): Promise<PlainAnswer> => {
    if (query.length > LONGEST_QUERY) return refuse(REFUSALS.URL_TOO_LONG)
    const { urls, refused } = readSignatureQuery(query)
    const url = urls.length === 1 ? withoutHash(urls[0] as string) : ''
    if (url === '') return refuse(REFUSALS.URL_MISSING)
    if (url.length > LONGEST_URL) return refuse(REFUSALS.URL_TOO_LONG)
    if (!PAGE.test(url)) return refuse(REFUSALS.URL_MALFORMED)
    if (!allowed.plainly(url)) {
      const page = parse(url)
      if (!page) return refuse(REFUSALS.URL_MALFORMED)
      if (hasUserInfo(url) || !allowed.page(page)) {
        tell({ type: 'not-allowed', page: pageOf(url) })
        return refuse(REFUSALS.URL_NOT_ALLOWED)
      }
    }
    if (refused) tell({ type: 'refused', page: pageOf(url) })
    try {
      // Field by field: what else a replaced account may give is not for the page. Written out, as to have an object
      // written takes as long as a signature.
      const { appId, timestamp, nonceStr, signature } = await account.signature(url, { refused })
      return json(
        200,
        `{"appId":${text(appId)},"timestamp":${Number(timestamp)},"nonceStr":${text(nonceStr)},"signature":${text(signature)},"url":${text(url)}${list}}`,
      )
    } catch (error) {
      const answer = error instanceof PlatformError ? refuseFor(error) : undefined
      tell({ type: 'failure', page: pageOf(url), status: answer?.status ?? 500, error })
      if (!answer) throw error
      return answer
    }
  }

  // Promises of a request add up to as much as its signature takes: the usual one meets as few as can be.
  const answer: PlainHandler = ({ method, url }) => {
    if (method === 'GET') return sign(queryOf(url))
    if (method === 'HEAD') return sign(queryOf(url)).then(withoutBody)
    const other =
      cors && method === 'OPTIONS'
        ? { status: 204, headers: { 'cache-control': 'no-store' } }
        : refuse(REFUSALS.METHOD_NOT_ALLOWED, { allow: methods })
    return Promise.resolve(other)
  }
  if (!cors) return webHandler(answer)
  return webHandler(async request => {
    const across = corsHeaders(request, mayAsk, methods)
    const given = await answer(request)
    // An object spread out of two is slow to make, and slower to send.
    return { ...given, headers: Object.assign(across, given.headers) }
  })
}

function isListOfNames(list: readonly unknown[]): boolean {
  return Array.isArray(list) && list.every(name => typeof name === 'string')
}

function withoutBody({ status, headers }: PlainAnswer): PlainAnswer {
  return { status, headers }
}

function queryOf(url: string): string {
  const address = withoutHash(url)
  const mark = address.indexOf('?')
  return mark < 0 ? '' : address.slice(mark + 1)
}

function withoutHash(url: string): string {
  const hash = url.indexOf('#')
  return hash < 0 ? url : url.slice(0, hash)
}

/**
 * A text that a browser would write otherwise, as with a backslash in its path, a control character or a third slash before
 * its host, is no page's URL.
 * U+FFFD stands for what could not be decoded: it was another text before.
 */
const PAGE = /^https?:\/\/(?!\/)[^\\\s\p{Cc}\uFFFD?]+(\?[^\s\p{Cc}\uFFFD]*)?$/iu

function parse(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}

/** Without name, password and query. */
function pageOf(url: string): string {
  const page = parse(url)
  return page ? `${page.origin}${page.pathname}` : ''
}

interface Refusal {
  status: number
  code: string
  message: string
  hint: string
}

const refusal = (status: number, code: string, message: string, hint: string): Refusal => ({
  status,
  code,
  message,
  hint,
})

const REFUSALS = {
  METHOD_NOT_ALLOWED: refusal(
    405,
    'METHOD_NOT_ALLOWED',
    'A signature is asked for by GET.',
    'Send GET …?url=….',
  ),
  URL_MISSING: refusal(
    400,
    'URL_MISSING',
    'There is not one url in the query.',
    'Send ?url= and encodeURIComponent(location.href.split("#")[0]), once.',
  ),
  URL_TOO_LONG: refusal(
    400,
    'URL_TOO_LONG',
    `The url, or the query that it came in, is too long: a url may have ${LONGEST_URL} characters.`,
    'Send location.href.split("#")[0] through encodeURIComponent, and nothing more.',
  ),
  URL_MALFORMED: refusal(
    400,
    'URL_MALFORMED',
    'The url is not the http(s) address of a page.',
    'Send location.href.split("#")[0] through encodeURIComponent.',
  ),
  URL_NOT_ALLOWED: refusal(
    403,
    'URL_NOT_ALLOWED',
    'Pages of this url are not signed here.',
    'Add its origin to allow of signatureHandler: scheme, host and port must be the same.',
  ),
}

/** WeChat's own words stay on the server, where `onEvent` is told them: they may name its address. */
const MESSAGE = 'The server could not get a ticket from WeChat.'

function refuseFor({ code }: PlatformError): PlainAnswer {
  const { status, retryAfter, hint } = ERROR_POLICY[code]
  return refuse(
    // The error's own hint may name the server's address.
    refusal(status, code, MESSAGE, hint),
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  )
}

function refuse({ status, ...error }: Refusal, headers: Record<string, string> = {}): PlainAnswer {
  const answer = json(status, JSON.stringify({ error }))
  Object.assign(answer.headers, headers)
  return answer
}

/** A signature is good for one page and one moment: no cache may keep it. */
function json(status: number, text: string): PlainAnswer & { headers: Record<string, string> } {
  // Were it ever put into a page's script, no URL in it could end that.
  const body = text.includes('<') ? text.replaceAll('<', '\\u003c') : text
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
    body,
  }
}
