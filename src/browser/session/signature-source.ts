import { messageOf, WxError, type WxErrorCode } from '../errors.js'
import { isObject, parseObject } from '../util/json.js'
import { waitFor } from '../util/wait.js'
import type { Signature } from './verification.js'

/** What a signature function of your own is given. */
export interface SignatureRequest {
  /** The URL to sign, without its hash. */
  url: string
  /** Whether WeChat has just refused a signature: the server should ask the platform whether its ticket still holds. */
  refused: boolean
  /** Aborts when nobody waits for the signature any more. */
  signal: AbortSignal
}

/** An endpoint that is asked with `?url=…`, or a function. */
export type SignatureOption = string | URL | ((request: SignatureRequest) => Promise<Signature>)

export interface SignatureSource {
  /**
   * @param signal ends the request: whoever gives it aborts it when nobody waits any more, also after a time-out
   * @returns the signature, and whether it was `kept` from before rather than made just now
   */
  get(url: string, signal: AbortSignal): Promise<{ signature: Signature; kept: boolean }>
  /** The client took it: good for `url` for half an hour. */
  keep(url: string, signature: Signature): void
  /** Throws away what is kept for `url`. */
  forget(url: string): void
  /** The client refused the right URL: the next request tells the server. */
  tellRefused(): void
}

export interface SignatureSourceOptions {
  /**
   * Where signatures come from: an endpoint that is requested with `GET …?url=<the page's URL>`, or a function. The response
   * is `{ appId, timestamp, nonceStr, signature }`, plain or under `data`; if it echoes `url`, that is compared. Required,
   * unless the page only uses `miniProgram` and `pay`.
   *
   * @default none
   */
  signature?: SignatureOption | undefined
  /** A signature that the server rendered into the page, for the URL it served: no request for that page. @default none */
  initialSignature?: Signature | undefined
  /** Headers, credentials and so on of the request to the endpoint. @default none */
  request?: RequestInit | undefined
  /** Sends that request. @default `window.fetch` */
  fetch?: typeof fetch | undefined
}

const KEPT_URLS = 50
const KEPT_FOR = 30 * 60 * 1000

/** @param limit of one request, in ms */
export function createSignatureSource(
  options: SignatureSourceOptions,
  limit: number,
  landing: () => string,
): SignatureSource {
  const kept = new Map<string, { signature: Signature; until: number }>()
  let refused = false
  let initial = options.initialSignature
  const keep = (url: string, signature: Signature) => {
    // One that was kept already is no younger for having been used again.
    if (kept.get(url)?.signature === signature) return
    kept.delete(url)
    kept.set(url, { signature, until: Date.now() + KEPT_FOR })
    if (kept.size > KEPT_URLS) kept.delete(kept.keys().next().value as string)
  }
  return {
    async get(url, signal) {
      const given = initial
      // Once: what is wrong with it must not stand in the way of the endpoint.
      initial = undefined
      if (given) keep(landing(), readSignature(given, landing()))
      const found = kept.get(url)
      if (found && found.until > Date.now()) return { signature: found.signature, kept: true }
      const asked = ask(options, { url, refused, signal })
      refused = false
      const answer = await waitFor(asked, { ms: limit, timeoutCode: 'SIGNATURE_TIMEOUT', signal })
      return { signature: readSignature(answer, url), kept: false }
    },
    keep,
    forget(url) {
      kept.delete(url)
    },
    tellRefused() {
      refused = true
    },
  }
}

async function ask(
  { signature: option, request, fetch: replacement }: SignatureSourceOptions,
  asked: SignatureRequest,
): Promise<unknown> {
  if (option === undefined)
    throw new WxError('INVALID_ARGUMENT', { errMsg: 'the signature option is missing' })
  const isFunction = typeof option === 'function'
  // Without its query: a login may have left its code in the page's URL, and errors are logged.
  const [name] = isFunction ? ['the signature option'] : String(option).split('?')
  let response: Response
  let text: string
  try {
    if (isFunction) return await option(asked)
    const query = `url=${encodeURIComponent(asked.url)}${asked.refused ? '&refused=1' : ''}`
    // Called as a plain function: `fetch` taken as a method of another object is an illegal invocation.
    const send = replacement ?? fetch
    response = await send(addQuery(String(option), query), { ...request, signal: asked.signal })
    text = await response.text()
  } catch (cause) {
    throw new WxError('SIGNATURE_FAILED', { errMsg: `${name}: ${messageOf(cause)}`, cause })
  }
  const json = parseObject(text)
  const { ok, status } = response
  if (!ok) throw failure('SIGNATURE_FAILED', `HTTP ${status} from ${name}`, json)
  // No more than shows what it is: some endpoints answer with a script that has the signature in it.
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

/** Takes a signature out of what was given, plain or under `data`, and says what is wrong with it otherwise. */
function readSignature(given: unknown, url: string): Signature {
  const outer = toRecord(given)
  const fields = 'signature' in outer || !isObject(outer.data) ? outer : outer.data
  const { appId, timestamp, nonceStr, signature, url: signed } = fields
  const wrong = FIELDS.filter(name =>
    name === 'timestamp' ? !/^\d+$/.test(String(timestamp)) : !isText(fields[name]),
  )
  if (wrong[0]) {
    const names = wrong.map(name => (fields[name] ? `${name} (malformed)` : name))
    throw failure('SIGNATURE_MALFORMED', `missing: ${names.join(', ')}`, given, wrong.length < FIELDS.length)
  }
  if (isText(signed) && signed !== url) {
    const escaped = signed.includes('&amp;') ? ' (& was escaped)' : ''
    throw failure('SIGNATURE_MALFORMED', `signed was ${signed}, asked for was ${url}${escaped}`, given, true)
  }
  return { appId, timestamp, nonceStr, signature } as Signature
}

/**
 * With the words and the hint of a back end's JSON error, as signatureHandler's `{ error: { message, hint } }`.
 *
 * @param isSignature what was given is no error but a part of a signature: its words are not about a failure
 */
function failure(code: WxErrorCode, errMsg: string, result: unknown, isSignature = false): WxError {
  const { error, message, errmsg, msg } = toRecord(result)
  const inner = toRecord(error)
  const said = [inner.message, message, errmsg, msg, error].find(isText)
  const hint = isText(inner.hint) ? inner.hint : undefined
  return new WxError(code, { errMsg: said && !isSignature ? `${errMsg}: ${said}` : errMsg, result, hint })
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** Any value as an object with fields. */
function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return Object(value) as Readonly<Record<string, unknown>>
}
