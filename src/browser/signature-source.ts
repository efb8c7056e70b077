import { messageOf, WxError } from './errors.js'
import { isObject } from './json.js'
import type { WxOptions } from './options.js'
import type { Signature } from './verification.js'
import { waitFor } from './wait.js'

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

type Options = Pick<WxOptions, 'signature' | 'initialSignature' | 'request' | 'fetch'>

const KEPT_URLS = 50
const KEPT_FOR = 30 * 60 * 1000

/** @param limit of one request, in ms */
export function createSignatureSource(
  options: Options,
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
      const request = { url, refused }
      refused = false
      return {
        signature: readSignature(await ask(options, request, limit, signal), url),
        kept: false,
      }
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

function ask(
  options: Options,
  request: Pick<SignatureRequest, 'url' | 'refused'>,
  limit: number,
  signal: AbortSignal,
): Promise<unknown> {
  const { signature: option } = options
  const asked =
    typeof option === 'function'
      ? askFunction(option, { ...request, signal })
      : askEndpoint(option, request, signal, options)
  return waitFor(asked, { ms: limit, late: 'SIGNATURE_TIMEOUT' })
}

async function askFunction(
  sign: (request: SignatureRequest) => Promise<Signature>,
  request: SignatureRequest,
): Promise<unknown> {
  try {
    return await sign(request)
  } catch (cause) {
    throw new WxError('SIGNATURE_FAILED', { errMsg: messageOf(cause), cause })
  }
}

async function askEndpoint(
  endpoint: string | URL | undefined,
  { url, refused }: Pick<SignatureRequest, 'url' | 'refused'>,
  signal: AbortSignal,
  { request, fetch: replacement }: Options,
): Promise<unknown> {
  if (endpoint === undefined) {
    throw new WxError('INVALID_ARGUMENT', {
      errMsg: 'createWx() was given no signature option',
    })
  }
  const asked = addQuery(String(endpoint), `url=${encodeURIComponent(url)}${refused ? '&refused=1' : ''}`)
  let response: Response
  let text: string
  try {
    // Called as a plain function: `fetch` taken as a method of another object is an illegal invocation.
    const send = replacement ?? fetch
    response = await send(asked, { ...request, signal })
    text = await response.text()
  } catch (cause) {
    throw new WxError('SIGNATURE_FAILED', {
      errMsg: `${asked}: ${messageOf(cause)}`,
      cause,
    })
  }
  const json = parseJson(text)
  if (!response.ok) {
    const errMsg = `HTTP ${response.status} from ${asked}${explain(json)}`
    throw new WxError('SIGNATURE_FAILED', { errMsg, result: json ?? text })
  }
  if (json === undefined) {
    const errMsg = `no JSON from ${asked}: ${text.slice(0, 80)}`
    throw new WxError('SIGNATURE_MALFORMED', { errMsg, result: text })
  }
  return json
}

/** `/sign?a=1#x` + `url=…` → `/sign?a=1&url=…` */
function addQuery(endpoint: string, query: string): string {
  const [base = ''] = endpoint.split('#')
  return base + (base.includes('?') ? (/[?&]$/.test(base) ? '' : '&') : '?') + query
}

/** Takes a signature out of what was given, plain or under `data`, and says what is wrong with it otherwise. */
function readSignature(given: unknown, url: string): Signature {
  const wrong = (errMsg: string) => new WxError('SIGNATURE_MALFORMED', { errMsg, result: given })
  const outer = toRecord(given)
  const fields = 'signature' in outer ? outer : toRecord(outer.data)
  const { appId, timestamp, nonceStr, signature, url: signedUrl } = fields
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
  const isTime = typeof timestamp === 'number' || (typeof timestamp === 'string' && /^\d+$/.test(timestamp))
  const missing = Object.entries({
    appId: isText(appId),
    timestamp: isTime,
    nonceStr: isText(nonceStr),
    signature: isText(signature),
  })
    .filter(([, there]) => !there)
    .map(([name]) => name)
  if (missing.length > 0) throw wrong(`missing: ${missing.join(', ')}${explain(given)}`)
  if (isText(signedUrl) && signedUrl !== url) {
    throw wrong(
      `signed was ${signedUrl}, asked for was ${url}${signedUrl.includes('&amp;') ? ' (& was escaped)' : ''}`,
    )
  }
  return { appId, timestamp, nonceStr, signature } as Signature
}

/** The words of a back end's JSON error, if it has some. */
function explain(json: unknown): string {
  const outer = toRecord(json)
  const inner = toRecord(outer.error)
  const words = [inner.message, outer.message, outer.errmsg, outer.msg, outer.error].find(
    word => typeof word === 'string',
  )
  return words === undefined ? '' : `: ${words}`
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
