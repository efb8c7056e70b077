import { messageOf, toWxError, WxError, type WxErrorCode } from '../errors.js'
import { isObject, parseObject } from '../util/json.js'
import { waitFor } from '../util/wait.js'
import type { Signature } from './signature.js'

/** What a signature function is called with. */
export interface SignatureRequest {
  /** The URL to sign, without its hash. */
  url: string
  /** Whether WeChat has just refused a signature: the server should check that its ticket is still valid. */
  refused: boolean
  /** Aborts when the signature is no longer needed. */
  signal: AbortSignal
}

/** An endpoint that is requested with `?url=…`, or a function. */
export type SignatureOption = string | URL | ((request: SignatureRequest) => Promise<Signature>)

export interface SignatureSourceOptions {
  /**
   * Where signatures come from: an endpoint that is requested with `GET …?url=<the page's URL>`, or a function. The response
   * is `{ appId, timestamp, nonceStr, signature }`, plain or under `data`; if it echoes `url`, that must be the requested one.
   *
   * @default required, unless the page uses only `miniProgram` and `pay`
   */
  signature?: SignatureOption | undefined
  /**
   * A signature that the server rendered into the page, for the URL that it served (the landing URL): saves the first request.
   * For other URLs, and if WeChat refuses it, `signature` is used.
   *
   * @default none
   */
  initialSignature?: Signature | undefined
  /** Headers, credentials and so on of the request to the endpoint, as `fetch()` takes them. `signal` is replaced. @default {} */
  request?: RequestInit | undefined
  /** Sends that request, instead of `window.fetch`. It must return a `Response`. @default `window.fetch` */
  fetch?: typeof fetch | undefined
}

/** Gets signatures, and caches those that WeChat accepted. */
export interface SignatureSource {
  /**
   * @param signal aborts the request once the signature is no longer needed, also after a timeout
   * @returns the signature, and whether it came from the cache
   */
  get(url: string, signal: AbortSignal): Promise<{ signature: Signature; cached: boolean }>
  /** Caches a signature that WeChat accepted. */
  keep(url: string, signature: Signature): void
  /** Removes the signature of `url` from the cache. */
  forget(url: string): void
  /** WeChat refused a signature of the right URL: the next request tells the server. */
  reportRefusal(): void
}

/** The cache's size, and the lifetime of an entry in ms. */
const CACHE_SIZE = 50
const CACHE_LIFETIME = 30 * 60 * 1000

/** @param timeout of one request, in ms */
export function createSignatureSource(
  options: SignatureSourceOptions,
  timeout: number,
  landing: () => string,
): SignatureSource {
  const cache = new Map<string, { signature: Signature; expiresAt: number }>()
  let refused = false
  let initial = options.initialSignature
  const keep = (url: string, signature: Signature) => {
    // Using a signature again does not extend its lifetime.
    if (cache.get(url)?.signature === signature) return
    cache.delete(url)
    cache.set(url, { signature, expiresAt: Date.now() + CACHE_LIFETIME })
    if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value as string)
  }
  return {
    async get(url, signal) {
      const given = initial
      // Read once: if it is malformed, the next attempt uses the endpoint.
      initial = undefined
      if (given) keep(landing(), readSignature(given, landing()))
      const entry = cache.get(url)
      if (entry && entry.expiresAt > Date.now()) return { signature: entry.signature, cached: true }
      const requested = requestSignature(options, { url, refused, signal })
      refused = false
      const response = await waitFor(requested, { ms: timeout, timeoutCode: 'SIGNATURE_TIMEOUT', signal })
      return { signature: readSignature(response, url), cached: false }
    },
    keep,
    forget(url) {
      cache.delete(url)
    },
    reportRefusal() {
      refused = true
    },
  }
}

async function requestSignature(
  { signature: option, request, fetch: replacement }: SignatureSourceOptions,
  details: SignatureRequest,
): Promise<unknown> {
  if (option === undefined)
    throw new WxError('INVALID_ARGUMENT', { errMsg: 'the signature option is missing' })
  const isFunction = typeof option === 'function'
  // Without its query, which may hold secrets: errors are logged.
  const [name] = isFunction ? ['the signature option'] : String(option).split('?')
  let response: Response
  let text: string
  try {
    if (isFunction) return await option(details)
    const query = `url=${encodeURIComponent(details.url)}${details.refused ? '&refused=1' : ''}`
    // Called as a plain function: as a method of another object, `fetch` throws "Illegal invocation".
    const send = replacement ?? fetch
    response = await send(addQuery(String(option), query), { ...request, signal: details.signal })
    text = await response.text()
  } catch (cause) {
    throw toWxError(cause, 'SIGNATURE_FAILED', { errMsg: `${name}: ${messageOf(cause)}` })
  }
  const json = parseObject(text)
  const { ok, status } = response
  if (!ok) throw failure('SIGNATURE_FAILED', `HTTP ${status} from ${name}`, json)
  // Only the beginning: some endpoints respond with a script that contains the signature.
  if (!isObject(json))
    throw failure('SIGNATURE_MALFORMED', `no JSON object from ${name}: ${text.slice(0, 20)}`, json)
  return json
}

/** `/sign?a=1#x` + `url=…` → `/sign?a=1&url=…` */
function addQuery(endpoint: string, query: string): string {
  const [base = ''] = endpoint.split('#')
  return base + (base.includes('?') ? (/[?&]$/.test(base) ? '' : '&') : '?') + query
}

const FIELDS = ['appId', 'timestamp', 'nonceStr', 'signature'] as const

/** Reads a signature, plain or under `data`. @throws {WxError} `SIGNATURE_MALFORMED`, naming the fields that are missing or malformed */
function readSignature(given: unknown, url: string): Signature {
  const outer = toRecord(given)
  const fields = 'signature' in outer || !isObject(outer.data) ? outer : outer.data
  const { appId, timestamp, nonceStr, signature, url: signed } = fields
  const wrong = FIELDS.filter(name =>
    name === 'timestamp' ? !/^\d+$/.test(String(timestamp)) : !isText(fields[name]),
  )
  if (wrong[0]) {
    const errMsg = `missing or malformed: ${wrong.join(', ')}`
    throw failure('SIGNATURE_MALFORMED', errMsg, given, wrong.length < FIELDS.length)
  }
  if (isText(signed) && signed !== url) {
    const escaped = signed.includes('&amp;') ? ' (& was escaped)' : ''
    throw failure(
      'SIGNATURE_MALFORMED',
      `the endpoint signed ${signed} instead of ${url}${escaped}`,
      given,
      true,
    )
  }
  return { appId, timestamp, nonceStr, signature } as Signature
}

/**
 * Includes the message and the hint of the server's JSON error, such as signatureHandler's `{ error: { message, hint } }`.
 *
 * @param isSignature whether `result` is an incomplete signature rather than an error: then it has no message
 */
function failure(code: WxErrorCode, errMsg: string, result: unknown, isSignature = false): WxError {
  const { error, message, errmsg, msg } = toRecord(result)
  const inner = toRecord(error)
  const reason = [inner.message, message, errmsg, msg, error].find(isText)
  const hint = isText(inner.hint) ? inner.hint : undefined
  return new WxError(code, { errMsg: reason && !isSignature ? `${errMsg}: ${reason}` : errMsg, result, hint })
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** Any value as an object. */
function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return Object(value) as Readonly<Record<string, unknown>>
}
