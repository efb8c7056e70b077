import type { Account } from './account.js'
import { type AllowList, readAllowList } from './allow.js'
import { PlatformError, type PlatformErrorCode } from './errors.js'

/** What `signatureHandler` takes beside the account. */
export interface SignatureHandlerOptions {
  /** Whose pages are signed. Anything else is answered with 403. */
  allow: AllowList
  /** Who may ask from another origin than this server's: `true` the pages of `allow`, or origins. @default nobody */
  cors?: boolean | AllowList | undefined
}

/**
 * Answers `GET …?url=<the page's URL>` with the signature of that URL: `{ appId, timestamp, nonceStr, signature, url }`.
 * The URL is parsed to check it, and signed as the text that came, cut at its `#`.
 *
 * With `refused=1` WeChat has refused the last signature, and the ticket is asked for again, at most every 30 s. What
 * cannot be answered is `{ error: { code, message, hint } }`, with the status 400, 403, 405, 429, 502 or 503.
 *
 * @throws {TypeError} for an entry of `allow` that allows nothing, or more than was meant
 * @example
 * const handler = signatureHandler(account, { allow: ['https://www.example.com', 'https://*.example.com'] })
 */
export function signatureHandler(
  account: Pick<Account, 'signature'>,
  { allow, cors = false }: SignatureHandlerOptions,
): (request: Request) => Promise<Response> {
  const allowed = readAllowList(allow)
  const mayAsk = typeof cors === 'boolean' ? allowed : readAllowList(cors, 'cors')

  const answer = async (request: Request): Promise<Response> => {
    if (cors && request.method === 'OPTIONS') return new Response(null, { status: 204 })
    if (request.method !== 'GET') return refuse(REFUSALS.METHOD_NOT_ALLOWED)
    const query = new URL(request.url).searchParams
    const given = query.getAll('url')
    const [url = ''] = given.length === 1 ? (given[0] as string).split('#') : []
    if (url === '') return refuse(REFUSALS.URL_MISSING)
    // A text that a browser would write otherwise, as with a backslash in its path, is no page's URL.
    if (!/^https?:\/\/[^\\\s?]+(\?\S*)?$/i.test(url) || !URL.canParse(url))
      return refuse(REFUSALS.URL_MALFORMED)
    const page = new URL(url)
    if (page.username || page.password || !allowed.page(page)) return refuse(REFUSALS.URL_NOT_ALLOWED)
    const signature = await account.signature(url, { refused: query.get('refused') === '1' })
    return json(200, { ...signature, url })
  }

  return async request => {
    const response = await answer(request).catch(refuseFor)
    if (cors) allowOrigin(request.headers, response.headers)
    return response
  }

  /** A header that is missing is a browser's refusal, in words that it shows to the developer. */
  function allowOrigin(asked: Headers, headers: Headers): void {
    headers.append('vary', 'origin')
    const origin = asked.get('origin')
    if (!origin || !URL.canParse(origin) || !mayAsk.origin(new URL(origin))) return
    headers.set('access-control-allow-origin', origin)
    headers.set('access-control-allow-credentials', 'true')
    const wanted = asked.get('access-control-request-headers')
    if (wanted) headers.set('access-control-allow-headers', wanted)
  }
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

/** What may be over soon: status and seconds. All else is to be mended. */
const LATER: Readonly<Partial<Record<PlatformErrorCode, readonly [number, number]>>> = {
  BUSY: [503, 1],
  UNREACHABLE: [503, 1],
  TIMEOUT: [503, 1],
  STORE_UNAVAILABLE: [503, 1],
  RATE_LIMITED: [429, 60],
  QUOTA_SPENT: [429, 600],
}

function refuseFor(error: unknown): Response {
  // A mistake of ours or of a replaced part is the program's to see, not the page's.
  if (!(error instanceof PlatformError)) throw error
  const { code, hint } = error
  const [status, seconds] = LATER[code] ?? [502]
  return refuse(
    refusal(status, code, MESSAGE, hint),
    seconds === undefined ? {} : { 'retry-after': String(seconds) },
  )
}

function refuse({ status, ...error }: Refusal, headers: Record<string, string> = {}): Response {
  return json(status, { error }, { ...headers, ...(status === 405 && { allow: 'GET' }) })
}

/** A signature is good for one page and one moment: no cache may keep it. */
function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  // Were it ever put into a page's script, no URL in it could end that.
  return new Response(JSON.stringify(body).replaceAll('<', '\\u003c'), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      ...headers,
    },
  })
}
