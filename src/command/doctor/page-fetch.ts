import type { CookieJar } from './cookie-jar.js'
import { attempt, HttpFailure, type HttpGet, type HttpResponse } from './http.js'

/** One of the requests that a `fetch()` consists of. */
export interface Hop {
  readonly url: string
  /** The `Origin` that was sent: the response has to allow it. `undefined` on the page's own origin. */
  readonly origin: string | undefined
  readonly response: HttpResponse | HttpFailure
}

/** As in the Fetch standard. */
const MAX_REDIRECTS = 20
const REDIRECTS = [301, 302, 303, 307, 308]

/**
 * Requests a URL as `fetch()` in a page does. It also follows redirects that a browser would block: checks say why it would.
 *
 * @returns the requests, in order
 */
export async function fetchFromPage(
  page: string,
  url: string,
  http: HttpGet,
  cookies: CookieJar,
): Promise<readonly Hop[]> {
  const hops: Hop[] = []
  for (let next: string | undefined = url; next !== undefined; ) {
    const origin = originFor(page, [...hops.map(hop => hop.url), next])
    const isOwn = origin === undefined
    // Without the option `credentials`, cookies are sent to the page's own origin only.
    const headers = isOwn
      ? { referer: page, ...cookies.headers(next) }
      : { referer: `${new URL(page).origin}/`, origin }
    const response = await attempt(http, next, headers)
    if (isOwn && !(response instanceof HttpFailure)) cookies.store(next, response)
    hops.push({ url: next, origin, response })
    next = hops.length > MAX_REDIRECTS ? undefined : redirectOf(next, response)
  }
  return hops
}

/** Where a response redirects to. */
export function redirectOf(url: string, response: HttpResponse | HttpFailure): string | undefined {
  if (response instanceof HttpFailure || !REDIRECTS.includes(response.status)) return undefined
  return resolveLocation(response.headers.location, url)
}

/** @returns the URL as the browser would request it, or nothing where it would not */
export function resolveLocation(location: string | undefined, url: string): string | undefined {
  if (!location || !URL.canParse(location, url)) return undefined
  const next = new URL(location, url)
  next.hash = ''
  return /^https?:$/.test(next.protocol) ? next.href : undefined
}

/** For messages: the query of an endpoint may be long. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '')
}

/** The `Origin` of the last of these requests. It stays after the first request to another origin. */
function originFor(page: string, urls: readonly string[]): string | undefined {
  const own = new URL(page).origin
  const origins = urls.map(url => new URL(url).origin)
  if (origins.every(origin => origin === own)) return undefined
  // Another origin that redirects to a third one hides where the request came from.
  const isTainted = origins.some((origin, index) => {
    const before = origins[index - 1] ?? own
    return before !== own && before !== origin
  })
  return isTainted ? 'null' : own
}
