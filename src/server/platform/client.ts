import { ERROR_POLICY } from '../error-policy.js'
import { PlatformError } from '../errors.js'
import { delay } from '../util/delay.js'
import { startStallTolerantTimeout } from '../util/stall-tolerant-timeout.js'
import { startStopwatch } from '../util/stopwatch.js'
import { validateOrigin } from '../util/validate.js'
import { isConnectFailure } from './connect-failure.js'
import { type AuthorizedBy, assertOk, parseAnswer } from './errcode.js'
import { readLimitedText } from './limited-text.js'

/** WeChat's hosts, in the order in which they are asked: the second ones are for disaster. */
export const HOSTS: readonly string[] = [
  'https://api.weixin.qq.com',
  'https://api2.weixin.qq.com',
  'https://sh.api.weixin.qq.com',
  'https://sz.api.weixin.qq.com',
  'https://hk.api.weixin.qq.com',
]

/** What all who talk to WeChat are given. */
export interface PlatformOptions {
  /** Origins of WeChat's platform, the first one first. @default https://api.weixin.qq.com, then WeChat's second hosts */
  hosts?: readonly string[] | undefined
  /** Sends the requests to WeChat instead of the global `fetch`. */
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
  /** What of it must not stand in an error. */
  secrets: readonly string[]
  /** Whether it may be sent again where nobody knows what became of it. */
  repeatable: boolean
  /** What to throw where it was sent, may not be sent again, and nobody knows what became of it. @default the error itself */
  ifLost?: (error: PlatformError) => PlatformError
  /** For one try, in ms. @default that of the client */
  timeout?: number
  /** For all tries, in ms. @default that of the client, or `timeout` where that is longer */
  limit?: number
  signal?: AbortSignal
}

/** A try that failed. */
export interface FailedTry {
  host: string
  /** As in `/cgi-bin/stable_token`. */
  path: string
  /** 1 for the first one. */
  attempt: number
  /** How long it took, in ms. */
  duration: number
  error: PlatformError
}

/** How long the client waits, in ms. */
export interface PlatformLimits {
  /** For one try. */
  request: number
  /** For all tries. */
  all: number
}

/** Talks to WeChat, on the host that answers. */
export interface PlatformClient {
  /** @returns WeChat's answer, an object without an error in it */
  ask(request: PlatformRequest): Promise<Record<string, unknown>>
  /** @returns what came, unread, once it is known not to be an error; where it is an object, that */
  open(request: PlatformRequest): Promise<Response | Record<string, unknown>>
  /** @param url of a file that WeChat has named @returns the file, unread */
  follow(url: string, limit: number, signal?: AbortSignal): Promise<Response>
}

/** For one try, in ms. */
const TIMEOUT = 3000

/** For all tries, in ms: a page waits 10 s for its signature. */
export const ATTEMPTS_LIMIT = 8000

/** The longest wait before a further try, in ms, doubled each time. Any part of it is as likely, so that many do not come together. */
const PAUSE = 100
const LONGEST_PAUSE = 1000

/** How often WeChat is asked that says it is busy, where there are not as many hosts. */
const BUSY_TRIES = 5

/** How long another host than the first is asked first, in ms, after that one was down. */
const DISASTER = 600_000

/**
 * @param onRetry is told of each try that failed
 * @throws {TypeError} where there is no host, and for one that is none
 */
export function createPlatformClient(
  {
    hosts = HOSTS,
    fetch,
    onRetry,
    limits = { request: TIMEOUT, all: ATTEMPTS_LIMIT },
  }: PlatformOptions & {
    onRetry: (retry: FailedTry) => void
    limits?: PlatformLimits
  },
  caller: string,
): PlatformClient {
  if (!Array.isArray(hosts)) throw new TypeError(`${caller}: hosts is no array of origins`)
  if (hosts.length === 0) throw new TypeError(`${caller}: hosts is empty`)
  const origins = hosts.map(host => validateOrigin(`${caller}: a host`, host))
  // Looked up at each request: a program may put its own in place later.
  const send = fetch ?? ((...request) => globalThis.fetch(...request))
  // The host that answered last: while the first one is down, not everybody begins there.
  let preferred = 0
  let preferredFor = startStopwatch()

  async function onSomeHost<T>(request: PlatformRequest, read: Read<T>): Promise<T> {
    const start = performance.now()
    const { timeout = limits.request, repeatable, ifLost = error => error, signal } = request
    const limit = request.limit ?? Math.max(limits.all, timeout)
    const left = () => limit - (performance.now() - start)
    // The others are for disaster.
    if (preferredFor() > DISASTER) preferred = 0
    const hosts = origins.map((_, turn) => (preferred + turn) % origins.length)
    let mayRepeat = true
    let failed: Failed | undefined
    for (let attempt = 1; hosts.length > 0 && (left() > 0 || !failed); attempt += 1) {
      const index = hosts.shift() as number
      const host = origins[index] as string
      if (failed) await delay(Math.random() * Math.min(PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE), signal)
      signal?.throwIfAborted()
      const took = startStopwatch()
      const address = `${host}${request.path}?${new URLSearchParams(request.query)}`
      const result = await askOnce(send, address, request, read, Math.max(Math.min(timeout, left()), 1))
      if ('answer' in result) {
        if (index !== preferred) preferredFor = startStopwatch()
        preferred = index
        return result.answer
      }
      failed = result
      const { error, sent } = failed
      if (!ERROR_POLICY[error.code].transient) throw error
      if (sent && !repeatable) throw ifLost(error)
      onRetry({ host, path: request.path, attempt, duration: Math.round(took()), error })
      // One host is asked twice, for what is over in a moment. One that was silent will be silent again.
      if (mayRepeat && error.code !== 'TIMEOUT') {
        mayRepeat = false
        hosts.unshift(index)
      }
      // A busy WeChat is asked some times more: it often takes a second or two.
      if (hosts.length === 0 && error.code === 'BUSY' && attempt < BUSY_TRIES) hosts.push(index)
    }
    throw (failed as Failed).error
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
      if ('answer' in result) return result.answer
      throw result.error
    },
  }
}

interface Failed {
  error: PlatformError
  /** Whether WeChat may have got the request. */
  sent: boolean
}

type Read<T> = (response: Response, request: PlatformRequest, from: string) => Promise<T>

async function askOnce<T>(
  fetch: typeof globalThis.fetch,
  address: string,
  request: PlatformRequest,
  read: Read<T>,
  limit: number,
  // Workers know no 'error': a redirect comes back, and is refused below.
  redirect: 'manual' | 'follow' = 'manual',
): Promise<{ answer: T } | Failed> {
  // All of the address that may be told: the rest of it is secret.
  const host = new URL(address).origin
  const stop = new AbortController()
  const cancel = startStallTolerantTimeout(limit, () => stop.abort())
  const leave = () => stop.abort()
  request.signal?.addEventListener('abort', leave)
  const stopped = new Promise<never>((_resolve, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason))
  })
  // Lost by then, where what it raced with has come.
  stopped.catch(() => {})
  const init: RequestInit = { ...toInit(request), redirect, signal: stop.signal }
  try {
    // A replacement for fetch may not heed the signal.
    return { answer: await Promise.race([exchange(fetch, address, init, request, read), stopped]) }
  } catch (error) {
    request.signal?.throwIfAborted()
    if (error instanceof PlatformError) return { error, sent: true }
    if (stop.signal.aborted) {
      const errmsg = `${host}: nothing within ${Math.ceil(limit)} ms`
      return { error: new PlatformError('TIMEOUT', { errmsg }), sent: true }
    }
    // What it says is not passed on: it may hold the address that was asked, and so a token.
    const reason = reasonOf(error)
    const unreachable = new PlatformError('UNREACHABLE', { errmsg: `${host}: ${reason}` })
    return { error: unreachable, sent: !isConnectFailure(error) }
  } finally {
    cancel()
    request.signal?.removeEventListener('abort', leave)
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
  // WeChat sends nobody elsewhere, whatever stands in such an answer.
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

/** Files come as they are; errors, and the address of a video, as JSON that calls itself text. */
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

/** `ECONNREFUSED` and its like, which tell what is wrong and nothing of what was asked. */
function reasonOf(error: unknown): string {
  const { code, cause } = { ...(error as { code?: unknown }), cause: (error as Error | undefined)?.cause }
  const causeCode = (cause as { code?: unknown } | undefined)?.code
  return String(causeCode ?? code ?? (error as Error | undefined)?.name ?? 'no connection')
}
