import { PlatformError, type PlatformErrorCode } from './errors.js'

/** WeChat's hosts, in the order in which they are asked: the second ones are for disaster. */
export const HOSTS: readonly string[] = [
  'https://api.weixin.qq.com',
  'https://api2.weixin.qq.com',
  'https://sh.api.weixin.qq.com',
  'https://sz.api.weixin.qq.com',
  'https://hk.api.weixin.qq.com',
]

export interface PlatformRequest {
  path: string
  query?: Record<string, string>
  /** Sent as JSON by POST; without one it is a GET. */
  body?: Record<string, string | boolean>
  /** What 40001 is about, which WeChat says of both: the appId and secret, or a token that has died. */
  authorizedBy: 'secret' | 'token'
}

/** Asks WeChat and gives its answer, or throws what the answer says is wrong. */
export type AskPlatform = (request: PlatformRequest) => Promise<Record<string, unknown>>

interface Options {
  hosts: readonly string[]
  fetch: typeof globalThis.fetch
  /** Is told of each try that failed. */
  onRetry: (host: string, error: PlatformError) => void
}

/** Of one try, in ms. */
const TIMEOUT = 3000

/** Of all tries, in ms: a page waits 10 s for its signature. */
const LIMIT = 8000

/** The longest wait before a further try, in ms, doubled each time. Any part of it is as likely, so that many do not come together. */
const PAUSE = 100
const LONGEST_PAUSE = 500

/** What may be over in a moment, or on another host. */
const TRANSIENT: readonly PlatformErrorCode[] = ['BUSY', 'BAD_ANSWER', 'UNREACHABLE', 'TIMEOUT']

export function createPlatformClient({ hosts, fetch, onRetry }: Options): AskPlatform {
  // The host that answered last: while the first one is down, not everybody begins there.
  let preferred = 0

  return async request => {
    const start = performance.now()
    const left = () => LIMIT - (performance.now() - start)
    let secondTry = true
    let error: unknown
    for (let tries = 0, next = 0; next < hosts.length && left() > 0; tries += 1) {
      const index = (preferred + next) % hosts.length
      const host = hosts[index] as string
      if (tries > 0) await delay(Math.random() * Math.min(PAUSE * 2 ** tries, LONGEST_PAUSE))
      try {
        const answer = await askOnce(host, request, fetch, Math.max(Math.min(TIMEOUT, left()), 1))
        preferred = index
        return answer
      } catch (cause) {
        if (!(cause instanceof PlatformError) || !TRANSIENT.includes(cause.code)) throw cause
        error = cause
        onRetry(host, cause)
        // One host is asked twice, for what is over in a moment. One that was silent will be silent again.
        if (secondTry && cause.code !== 'TIMEOUT') secondTry = false
        else next += 1
      }
    }
    throw error
  }
}

function delay(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

async function askOnce(
  host: string,
  request: PlatformRequest,
  fetch: typeof globalThis.fetch,
  limit: number,
): Promise<Record<string, unknown>> {
  const { path, query = {}, body } = request
  const late = AbortSignal.timeout(Math.ceil(limit))
  let status: number
  let text: string
  try {
    ;({ status, text } = await Promise.race([
      send(fetch, `${host}${path}?${new URLSearchParams(query)}`, body, late),
      // A replacement for fetch may not heed the signal.
      aborted(late),
    ]))
  } catch (error) {
    // What it says is not passed on: it may hold the address that was asked, and so a token.
    throw late.aborted
      ? new PlatformError('TIMEOUT', { errmsg: `${host}: nothing within ${Math.ceil(limit)} ms` })
      : new PlatformError('UNREACHABLE', { errmsg: `${host}: ${reasonOf(error)}` })
  }
  const answer = parseObject(text)
  if (status >= 500) throw new PlatformError('BUSY', { errmsg: `HTTP ${status} from ${host}` })
  if (!answer)
    throw new PlatformError('BAD_ANSWER', { errmsg: `HTTP ${status} from ${host}, and no JSON object` })
  assertOk(answer, request)
  return answer
}

async function send(
  fetch: typeof globalThis.fetch,
  url: string,
  body: PlatformRequest['body'],
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(url, { signal, redirect: 'error', ...(body && post) })
  return { status: response.status, text: await response.text() }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}

/** By WeChat's number. What is not here is `BAD_REQUEST`. */
const CODES: Readonly<Record<number, PlatformErrorCode>> = {
  [-1]: 'BUSY',
  [-1000]: 'BUSY',
  45011: 'RATE_LIMITED',
  45009: 'QUOTA_SPENT',
  40013: 'CREDENTIALS_REFUSED',
  40125: 'CREDENTIALS_REFUSED',
  40243: 'CREDENTIALS_REFUSED',
  41002: 'CREDENTIALS_REFUSED',
  41004: 'CREDENTIALS_REFUSED',
  89503: 'CREDENTIALS_REFUSED',
  40164: 'IP_NOT_LISTED',
  40014: 'TOKEN_REFUSED',
  42001: 'TOKEN_REFUSED',
  48001: 'NOT_PERMITTED',
}

function assertOk(
  { errcode, errmsg }: Record<string, unknown>,
  { authorizedBy, query, body }: PlatformRequest,
): void {
  if (errcode === undefined || Number(errcode) === 0) return
  const number = Number(errcode)
  const refused = authorizedBy === 'secret' ? 'CREDENTIALS_REFUSED' : 'TOKEN_REFUSED'
  const code = number === 40001 ? refused : (CODES[number] ?? 'BAD_REQUEST')
  throw new PlatformError(code, {
    errcode: number,
    errmsg: withoutSecrets(String(errmsg ?? ''), [query, body]),
  })
}

/** WeChat is not known to repeat what it was sent; a proxy before it may. */
function withoutSecrets(text: string, sent: readonly (object | undefined)[]): string {
  const secrets = sent.flatMap(fields => {
    const { secret, access_token } = { ...fields } as { secret?: string; access_token?: string }
    return [secret, access_token].filter(value => value !== undefined && value !== '')
  })
  return secrets.reduce<string>((clean, secret) => clean.replaceAll(secret as string, '…'), text)
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** `ECONNREFUSED` and its like, which tell what is wrong and nothing of what was asked. */
function reasonOf(error: unknown): string {
  const { code, cause } = { ...(error as { code?: unknown }), cause: (error as Error | undefined)?.cause }
  const causeCode = (cause as { code?: unknown } | undefined)?.code
  return String(causeCode ?? code ?? (error as Error | undefined)?.name ?? 'no connection')
}
