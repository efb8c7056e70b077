import type { CookieJar } from './cookie-jar.js'
import { HttpFailure, type HttpGet, type HttpResponse } from './http.js'
import { fetchFromPage, type Hop } from './page-fetch.js'

/** A request to the endpoint, and its response. */
export interface Asked {
  /** The page's URL that was sent. */
  readonly page: string
  /** The URL that was requested. */
  readonly requested: string
  /** That request and those after its redirects. */
  readonly hops: readonly Hop[]
  /** The URL of the last one. */
  readonly url: string
  /** The response to the last one. */
  readonly response: HttpResponse | HttpFailure
  /** The response as JSON. */
  readonly json: unknown
  /** The fields of the signature, found where `createWx` looks for them. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** Asks a signature endpoint as `createWx` does. */
export interface EndpointProbe {
  readonly url: string
  /** The same question is asked once. */
  ask(page: string): Promise<Asked>
  /** Asks as a page does whose signature was refused. */
  askAfterRefusal(page: string): Promise<Asked>
}

export function createEndpointProbe(url: string, http: HttpGet, cookies: CookieJar): EndpointProbe {
  const answers = new Map<string, Promise<Asked>>()
  const ask = (page: string, refused: boolean) => {
    const requested = addQuery(url, `url=${encodeURIComponent(page)}${refused ? '&refused=1' : ''}`)
    const known = answers.get(requested) ?? request(page, requested, http, cookies)
    answers.set(requested, known)
    return known
  }
  return { url, ask: page => ask(page, false), askAfterRefusal: page => ask(page, true) }
}

async function request(page: string, requested: string, http: HttpGet, cookies: CookieJar): Promise<Asked> {
  const hops = await fetchFromPage(page, requested, http, cookies)
  const { url, response } = hops.at(-1) as Hop
  const json = response instanceof HttpFailure ? undefined : parse(response.text)
  return { page, requested, hops, url, response, json, fields: fieldsOf(json) }
}

function addQuery(endpoint: string, query: string): string {
  const base = endpoint.replace(/#.*$/, '')
  return base + (base.includes('?') ? (/[?&]$/.test(base) ? '' : '&') : '?') + query
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function fieldsOf(json: unknown): Readonly<Record<string, unknown>> {
  const outer = Object(json) as Record<string, unknown>
  const inner = outer.data
  const isInner = !('signature' in outer) && typeof inner === 'object' && inner !== null
  return (isInner ? inner : outer) as Readonly<Record<string, unknown>>
}
