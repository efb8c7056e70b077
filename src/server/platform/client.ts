import { ERROR_POLICY } from '../error-policy.js'
import { PlatformError } from '../errors.js'
import { delay } from '../util/delay.js'
import { startStallTolerantTimeout } from '../util/stall-tolerant-timeout.js'
import { startStopwatch } from '../util/stopwatch.js'
import { validateOrigin } from '../util/validate.js'
import { isConnectFailure } from './connect-failure.js'
import { type AuthorizedBy, assertOk, parseAnswer } from './errcode.js'
import { readLimitedText } from './limited-text.js'

/** WeChat's hosts, in the order in which they are used. All but the first are for disaster recovery. */
const HOSTS: readonly string[] = [
  'https://api.weixin.qq.com',
  'https://api2.weixin.qq.com',
  'https://sh.api.weixin.qq.com',
  'https://sz.api.weixin.qq.com',
  'https://hk.api.weixin.qq.com',
]

/** Options of everything that calls WeChat. */
export interface PlatformOptions {
  /** Origins of WeChat's platform, in the order to try them. @default `https://api.weixin.qq.com`, then WeChat's other hosts */
  hosts?: readonly string[] | undefined
  /** Sends the requests to WeChat, for example through a proxy. @default the global `fetch` */
  fetch?: typeof globalThis.fetch | undefined
}

export interface PlatformRequest {
  path: string
  query?: Readonly<Record<string, string>>
  /** @default `POST` with a body, else `GET` */
  method?: string
  headers?: Readonly<Record<string, string>>
  body?: BodyInit
  authorizedBy: AuthorizedBy
  /** What the request contains and no error may contain. */
  secrets: readonly string[]
  /** Whether it may be sent again if its outcome is unknown. */
  repeatable: boolean
  /** Maps the error of a request that was sent, must not be sent again, and whose outcome is unknown. @default the error itself */
  ifLost?: (error: PlatformError) => PlatformError
  /** For one attempt, in ms. @default that of the client */
  timeout?: number
  /** For all attempts, in ms. @default that of the client, or `timeout` if that is longer */
  limit?: number
  signal?: AbortSignal
}

/** A failed attempt. */
export interface FailedTry {
  host: string
  /** For example `/cgi-bin/stable_token`. */
  path: string
  /** Starts at 1. */
  attempt: number
  /** In ms. */
  duration: number
  error: PlatformError
}

/** Time limits of the client, in ms. */
export interface PlatformLimits {
  /** For one attempt. */
  attempt: number
  /** For all attempts of a request. */
  total: number
}

/** Sends requests to WeChat, on a host that responds. */
export interface PlatformClient {
  /** @returns WeChat's response, an object without an error */
  ask(request: PlatformRequest): Promise<Record<string, unknown>>
  /** @returns the response with an unread body, or the object if it is JSON without an error */
  open(request: PlatformRequest): Promise<Response | Record<string, unknown>>
  /** @param url of a file, as WeChat sent it @returns the response with an unread body */
  follow(url: string, limit: number, signal?: AbortSignal): Promise<Response>
}

/** For one attempt, in ms. */
const ATTEMPT_TIMEOUT = 3000

/** For all attempts, in ms: a page waits 10 s for its signature. */
export const ATTEMPTS_LIMIT = 8000

/** The longest pause before the first retry, in ms. It doubles each time, with full jitter to avoid a thundering herd. */
const BACKOFF = 200
const MAX_BACKOFF = 1000

/** A retry with less time than this is not sent, in ms: it would hardly finish, and its timeout would hide the first error. */
const MIN_RETRY_TIME = 200

/** How many attempts are made while WeChat is busy, even if there are fewer hosts. */
const BUSY_ATTEMPTS = 5

/** How long another host than the first is preferred, in ms, after the first was down. */
const FAILOVER = 600_000

/**
 * @param onRetry is called for each attempt that failed, and may be repeated
 * @param caller names the function in errors
 * @throws {TypeError} if there is no host, and for a malformed one
 */
export function createPlatformClient(
  {
    hosts = HOSTS,
    fetch,
    onRetry,
    limits = { attempt: ATTEMPT_TIMEOUT, total: ATTEMPTS_LIMIT },
  }: PlatformOptions & {
    onRetry: (retry: FailedTry) => void
    limits?: PlatformLimits
  },
  caller: string,
): PlatformClient {
  if (!Array.isArray(hosts)) throw new TypeError(`${caller}: hosts must be an array of origins`)
  if (hosts.length === 0) throw new TypeError(`${caller}: hosts is empty`)
  const origins = hosts.map(host => validateOrigin(`${caller}: a host`, host))
  // Looked up at each request, because a program may replace it later.
  const send = fetch ?? ((...request) => globalThis.fetch(...request))
  // The host that responded last: while the first one is down, requests do not start there.
  let preferred = 0
  let preferredFor = startStopwatch()

  async function onSomeHost<T>(request: PlatformRequest, read: Read<T>): Promise<T> {
    const start = performance.now()
    const { timeout = limits.attempt, repeatable, ifLost = error => error, signal } = request
    const limit = request.limit ?? Math.max(limits.total, timeout)
    const left = () => limit - (performance.now() - start)
    const mayRetry = () => left() >= Math.min(MIN_RETRY_TIME, timeout)
    // The other hosts are for disaster recovery.
    if (preferredFor() > FAILOVER) preferred = 0
    const hosts = origins.map((_, turn) => (preferred + turn) % origins.length)
    let mayRepeat = true
    let failed: PlatformError | undefined
    for (let attempt = 1; hosts.length > 0 && (!failed || mayRetry()); attempt += 1) {
      const index = hosts.shift() as number
      const host = origins[index] as string
      if (failed) await delay(Math.random() * Math.min(BACKOFF * 2 ** (attempt - 2), MAX_BACKOFF), signal)
      signal?.throwIfAborted()
      if (failed && !mayRetry()) break
      const took = startStopwatch()
      const address = `${host}${request.path}?${new URLSearchParams(request.query)}`
      const result = await askOnce(send, address, request, read, Math.max(Math.min(timeout, left()), 1))
      if ('response' in result) {
        if (index !== preferred) preferredFor = startStopwatch()
        preferred = index
        return result.response
      }
      const { error, sent } = result
      failed = error
      if (!ERROR_POLICY[error.code].transient) throw error
      if (sent && !repeatable) throw ifLost(error)
      onRetry({ host, path: request.path, attempt, duration: Math.round(took()), error })
      // One host gets a second attempt, for failures that pass in a moment. One that timed out would time out again.
      if (mayRepeat && error.code !== 'TIMEOUT') {
        mayRepeat = false
        hosts.unshift(index)
      }
      // It is often busy for a second or two only.
      if (hosts.length === 0 && error.code === 'BUSY' && attempt < BUSY_ATTEMPTS) hosts.push(index)
    }
    throw failed
  }

  return {
    ask: request => onSomeHost(request, readObject),
    open: request => onSomeHost(request, readAny),
    async follow(url, limit, signal) {
      const request: PlatformRequest = {
        path: '',
        authorizedBy: 'token',
        secrets: [],
        repeatable: false,
        ...(signal && { signal }),
      }
      const result = await askOnce(send, url, request, readFile, limit, 'follow')
      if ('response' in result) return result.response
      throw result.error
    },
  }
}

type Outcome<T> =
  | { response: T }
  /** @property sent whether WeChat may have received the request */
  | { error: PlatformError; sent: boolean }

type Read<T> = (response: Response, request: PlatformRequest, from: string) => Promise<T>

async function askOnce<T>(
  fetch: typeof globalThis.fetch,
  address: string,
  request: PlatformRequest,
  read: Read<T>,
  limit: number,
  // Workers do not support 'error'. A redirect is returned, and rejected below.
  redirect: 'manual' | 'follow' = 'manual',
): Promise<Outcome<T>> {
  // The only part of the URL that may appear in an error: the query contains secrets.
  const host = new URL(address).origin
  const stop = new AbortController()
  const cancel = startStallTolerantTimeout(limit, () => stop.abort())
  const abort = () => stop.abort()
  request.signal?.addEventListener('abort', abort)
  const stopped = new Promise<never>((_resolve, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason))
  })
  // Nobody handles it once the race is over.
  stopped.catch(() => {})
  const init: RequestInit = { ...toInit(request), redirect, signal: stop.signal }
  try {
    // A replacement for fetch may ignore the signal.
    return { response: await Promise.race([exchange(fetch, address, init, request, read), stopped]) }
  } catch (error) {
    request.signal?.throwIfAborted()
    if (error instanceof PlatformError) return { error, sent: true }
    if (stop.signal.aborted) {
      const errmsg = `${host}: nothing within ${Math.ceil(limit)} ms`
      return { error: new PlatformError('TIMEOUT', { errmsg }), sent: true }
    }
    // Its message is left out, because it may contain the URL, and so a token.
    const reason = reasonOf(error)
    const unreachable = new PlatformError('UNREACHABLE', { errmsg: `${host}: ${reason}` })
    return { error: unreachable, sent: !isConnectFailure(error) }
  } finally {
    cancel()
    request.signal?.removeEventListener('abort', abort)
  }
}

function toInit({ body, headers = {}, method }: PlatformRequest): RequestInit {
  return body === undefined
    ? { method: method ?? 'GET', headers }
    : { method: method ?? 'POST', headers, body }
}

async function exchange<T>(
  fetch: typeof globalThis.fetch,
  address: string,
  init: RequestInit,
  request: PlatformRequest,
  read: Read<T>,
): Promise<T> {
  const response = await fetch(address, init)
  const from = `HTTP ${response.status} from ${new URL(address).origin}`
  const redirected = response.status >= 300 && response.status < 400
  if (response.status < 500 && !redirected) return read(response, request, from)
  await response.body?.cancel()
  // WeChat never redirects, so this comes from something in between.
  throw new PlatformError(redirected ? 'BAD_ANSWER' : 'BUSY', { errmsg: from })
}

async function readObject(
  response: Response,
  { authorizedBy, secrets }: PlatformRequest,
  from: string,
): Promise<Record<string, unknown>> {
  const answer = parseAnswer(await readLimitedText(response, from), from)
  assertOk(answer, authorizedBy, secrets)
  return answer
}

/** WeChat sends files as they are, and errors and the URL of a video as JSON, with a content type of text. */
function readAny(
  response: Response,
  request: PlatformRequest,
  from: string,
): Promise<Response | Record<string, unknown>> {
  const isText = /^(application\/json|text\/)/i.test(response.headers.get('content-type') ?? '')
  return isText ? readObject(response, request, from) : readFile(response, request, from)
}

async function readFile(response: Response, _request: PlatformRequest, from: string): Promise<Response> {
  if (response.ok) return response
  await response.body?.cancel()
  throw new PlatformError('BAD_ANSWER', { errmsg: `${from}, and no file` })
}

/** A code such as `ECONNREFUSED`, which contains nothing of the request. */
function reasonOf(error: unknown): string {
  const { code, cause } = { ...(error as { code?: unknown }), cause: (error as Error | undefined)?.cause }
  const causeCode = (cause as { code?: unknown } | undefined)?.code
  return String(causeCode ?? code ?? (error as Error | undefined)?.name ?? 'no connection')
}
