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
  /** Why its redirect is not followed: it leads to WeChat's login, or the redirects do not end. */
  readonly stopped?: 'login' | 'endless'
}

interface Step {
  readonly url: string
  readonly response: HttpResponse | HttpFailure
}

const MAX_REDIRECTS = 10

/** In s. After a longer delay, the page has been ready before it is left. */
const MAX_DELAY = 5

const LOGIN_HOSTS = ['open.weixin.qq.com', 'open.work.weixin.qq.com']

/** Follows redirects of HTTP and of `<meta http-equiv="refresh">`, as a browser does. */
export async function followRedirects(page: string, http: HttpGet, cookies: CookieJar): Promise<Landing> {
  const steps: Step[] = []
  for (let url = page; ; ) {
    const response = await attempt(http, url, cookies.headers(url))
    steps.push({ url, response })
    if (response instanceof HttpFailure) return toLanding(steps)
    const next = nextUrl(url, response, cookies.store(url, response))
    if (next === undefined) return toLanding(steps)
    if (LOGIN_HOSTS.includes(new URL(next).hostname)) return { ...beforeLogin(steps, page), stopped: 'login' }
    if (steps.length > MAX_REDIRECTS) return { ...toLanding(steps), stopped: 'endless' }
    url = next
  }
}

function toLanding(steps: readonly Step[]): Landing {
  const { url, response } = steps.at(-1) as Step
  return { url, redirectedFrom: steps.slice(0, -1).map(step => step.url), response }
}

/** After the login, visitors come back to the page, and not to the URL that started the login. */
function beforeLogin(steps: readonly Step[], page: string): Landing {
  const paths = steps.map(({ url }) => new URL(url).pathname)
  return toLanding(steps.slice(0, 1 + paths.lastIndexOf(new URL(page).pathname)))
}

function nextUrl(url: string, response: HttpResponse, hasNewCookies: boolean): string | undefined {
  if (response.status >= 300 && response.status < 400) return redirectOf(url, response)
  const refresh = resolveLocation(metaRefresh(response.text), url)
  // A page that loads itself again is there, unless it waits for its cookies.
  return refresh === url && !hasNewCookies ? undefined : refresh
}

/** The URL of the first refresh that comes at once, or nearly so. */
function metaRefresh(html: string): string | undefined {
  const [content = ''] = metaContents(html, 'refresh')
  const [, delay, , quoted, plain] = /^([\d.]+)[\s;,]+url\s*=\s*(?:(["'])(.*?)\2|(.+))$/is.exec(content) ?? []
  return Number(delay) <= MAX_DELAY ? (quoted ?? plain)?.trim() : undefined
}
