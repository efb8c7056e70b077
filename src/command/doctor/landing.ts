import type { CookieJar } from './cookie-jar.js'
import { metaContents } from './html.js'
import { attempt, HttpFailure, type HttpGet, type HttpResponse } from './http.js'
import { redirectOf, resolveLocation } from './page-fetch.js'

/** Where a page is at last, and how the browser gets there. */
export interface Landing {
  /** The last URL, without its hash. */
  readonly url: string
  /** The URLs before it. */
  readonly redirectedFrom: readonly string[]
  /** What the last URL returned, or why it returned nothing. */
  readonly response: HttpResponse | HttpFailure
}

const MAX_REDIRECTS = 10

/** In s. After a longer delay, the page has been ready before it is left. */
const MAX_DELAY = 5

/** Follows redirects of HTTP and of `<meta http-equiv="refresh">`, as a browser does. */
export async function followRedirects(page: string, http: HttpGet, cookies: CookieJar): Promise<Landing> {
  const redirectedFrom: string[] = []
  for (let url = page; ; ) {
    const response = await attempt(http, url, cookies.headers(url))
    if (response instanceof HttpFailure) return { url, redirectedFrom, response }
    const hasNewCookies = cookies.store(url, response)
    const next = nextUrl(url, response)
    // A redirect to the same URL ends if the site only waits for its cookies.
    const isLoop = next === url && !hasNewCookies
    if (next === undefined || isLoop || redirectedFrom.length >= MAX_REDIRECTS)
      return { url, redirectedFrom, response }
    redirectedFrom.push(url)
    url = next
  }
}

function nextUrl(url: string, response: HttpResponse): string | undefined {
  const isRedirect = response.status >= 300 && response.status < 400
  return isRedirect ? redirectOf(url, response) : resolveLocation(metaRefresh(response.text), url)
}

/** The URL of the first refresh that comes at once, or nearly so. */
function metaRefresh(html: string): string | undefined {
  const [content = ''] = metaContents(html, 'refresh')
  const [, delay, , quoted, plain] = /^([\d.]+)[\s;,]+url\s*=\s*(?:(["'])(.*?)\2|(.+))$/is.exec(content) ?? []
  return Number(delay) <= MAX_DELAY ? (quoted ?? plain)?.trim() : undefined
}
