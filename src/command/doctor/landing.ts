import type { CookieJar } from './cookie-jar.js'
import { metaContents } from './html.js'
import { HttpFailure, type HttpGet, type HttpResponse } from './http.js'

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
    let response: HttpResponse | HttpFailure
    try {
      response = await http(url, cookies.headers(url))
    } catch (error) {
      response = error instanceof HttpFailure ? error : new HttpFailure(String(error))
    }
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

function nextUrl(url: string, { status, headers, text }: HttpResponse): string | undefined {
  const location = status >= 300 && status < 400 ? headers.location : metaRefresh(text)
  if (!location || !URL.canParse(location, url)) return undefined
  const next = new URL(location, url)
  next.hash = ''
  // Kept as the browser would have it in location.href.
  return /^https?:$/.test(next.protocol) ? next.href : undefined
}

/** The URL of the first refresh that comes at once, or nearly so. */
function metaRefresh(html: string): string | undefined {
  const [content = ''] = metaContents(html, 'refresh')
  const [, delay, , quoted, plain] = /^([\d.]+)[\s;,]+url\s*=\s*(?:(["'])(.*?)\2|(.+))$/is.exec(content) ?? []
  return Number(delay) <= MAX_DELAY ? (quoted ?? plain)?.trim() : undefined
}
