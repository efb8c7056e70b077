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

/** Follows redirects of HTTP and of `<meta http-equiv="refresh">`, as a browser does. */
export async function followRedirects(page: string, http: HttpGet): Promise<Landing> {
  const redirectedFrom: string[] = []
  for (let url = page; ; ) {
    let response: HttpResponse | HttpFailure
    try {
      response = await http(url)
    } catch (error) {
      response = error instanceof HttpFailure ? error : new HttpFailure(String(error))
    }
    const next = response instanceof HttpFailure ? undefined : nextUrl(url, response)
    if (next === undefined || redirectedFrom.length >= MAX_REDIRECTS) return { url, redirectedFrom, response }
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
  return /^https?:$/.test(next.protocol) && next.href !== url ? next.href : undefined
}

function metaRefresh(html: string): string | undefined {
  const tag = /<meta\s[^>]*http-equiv\s*=\s*["']?refresh["']?[^>]*>/i.exec(html)?.[0] ?? ''
  return /content\s*=\s*(["'])\s*[\d.]+\s*[;,]\s*url\s*=\s*['"]?([^"'>]+)/i.exec(tag)?.[2]?.trim()
}
