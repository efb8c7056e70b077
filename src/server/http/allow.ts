import { isPublicSuffix } from './public-suffix.js'

/**
 * One or several of: an origin (`https://www.example.com`), an origin with a path, which allows everything below it
 * (`https://www.example.com/campaign`), or all sub-domains of a host (`https://*.example.com`).
 */
export type AllowList = string | readonly string[]

/** The parsed form of an `AllowList`. */
export interface AllowRules {
  /**
   * Whether a text is certainly the URL of an allowed page: an origin of the list, followed by `/`, `?` or nothing. Most
   * URLs need no parsing then, which saves a quarter of the CPU of a request. If `false`, ask `page`.
   */
  matchesText(url: string): boolean
  /** Whether the page is allowed. */
  page(url: URL): boolean
  /** Whether the origin has at least one allowed page. */
  origin(url: URL): boolean
}

/**
 * @param option name of the option, for messages
 * @param warn called for an entry that is probably a mistake
 * @throws {TypeError} for an entry that allows nothing, or more than intended
 */
export function readAllowList(
  list: AllowList,
  option = 'allow',
  warn: (message: string) => void = console.warn,
): AllowRules {
  const entries = typeof list === 'string' ? [list] : list
  if (!Array.isArray(entries))
    throw new TypeError(
      `${option} is missing: list the origins of your pages, such as https://www.example.com`,
    )
  const rules = entries.map(entry => readEntry(entry, option, warn))
  if (rules.length === 0) throw new TypeError(`${option} is empty: it would allow no page`)
  return {
    matchesText: url => rules.some(rule => rule.matchesText(url)),
    page: url => rules.some(rule => rule.page(url)),
    origin: url => rules.some(rule => rule.origin(url)),
  }
}

function readEntry(entry: string, option: string, warn: (message: string) => void): AllowRules {
  const invalid = (why: string) => new TypeError(`${option}: ${JSON.stringify(entry)} ${why}`)
  const [, scheme, wildcard, rest] = /^(https?:\/\/)(\*\.)?([^*\\\s]+)$/.exec(entry) ?? []
  if (!scheme || !rest || !URL.canParse(scheme + rest)) {
    throw invalid('is not an origin, such as https://www.example.com or https://*.example.com')
  }
  const parsed = new URL(scheme + rest)
  const { protocol, hostname, port, username, password, pathname, search, hash } = parsed
  if (username || password || search || hash || hasUserInfo(entry))
    throw invalid('may contain an origin and a path, and nothing else')
  // An environment variable with several origins would be read as one strange host.
  if (hostname.includes(',')) throw invalid('contains several origins: pass an array')
  if (wildcard && !/\.[^.]*[a-z][^.]*$|^localhost$/.test(hostname))
    throw invalid('has a wildcard for a top-level domain or an IP address')
  if (!isPlainHost(hostname)) throw invalid('has a host with an empty label, or with *')
  const folder = normalizeEscapes(pathname).replace(/\/$/, '')
  if (AMBIGUOUS_PATH.test(folder)) throw invalid('has a path that servers interpret differently')
  if (wildcard && isPublicSuffix(hostname))
    warn(
      `${option}: anyone can get a sub-domain of ${hostname}, and its pages would be allowed. List your own sub-domains instead.`,
    )
  const origin = (url: URL) =>
    url.protocol === protocol &&
    url.port === port &&
    url.username === '' &&
    url.password === '' &&
    isPlainHost(url.hostname) &&
    (wildcard ? url.hostname.endsWith(`.${hostname}`) : url.hostname === hostname)
  const wholeOrigin = folder === '' && !wildcard ? parsed.origin : undefined
  return {
    matchesText(url) {
      if (wholeOrigin === undefined || !url.startsWith(wholeOrigin)) return false
      const next = url.charAt(wholeOrigin.length)
      return next === '/' || next === '?' || next === ''
    },
    origin,
    page(url) {
      if (!origin(url)) return false
      if (folder === '') return true
      // The URL parser has resolved the dot segments, except those that AMBIGUOUS_PATH finds.
      const path = normalizeEscapes(url.pathname)
      return (path === folder || path.startsWith(`${folder}/`)) && !AMBIGUOUS_PATH.test(path)
    },
  }
}

/**
 * Matches what can lead out of a path on a server that decodes it once more: an escaped slash or backslash, or an escaped
 * percent sign before two digits. Also matches path parameters, which Java servers strip before they resolve dot segments,
 * as in `/campaign/..;/admin`.
 */
const AMBIGUOUS_PATH = /%2F|%5C|%25[0-9A-Fa-f]{2}|%3B|;/

/** Whether the URL has an `@` before its path. A parsed URL does not show an empty user name and password. */
export function hasUserInfo(url: string): boolean {
  return /^[a-z]+:\/\/[^/?#]*@/i.test(url)
}

/** The URL parser accepts `*.example.com`, `.example.com` and `a..example.com` as hosts. No server or certificate has such a name. */
function isPlainHost(hostname: string): boolean {
  return !hostname.includes('*') && hostname.split('.').every(label => label !== '')
}

/** `%e4` and `%E4` are the same byte. */
function normalizeEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, escaped => escaped.toUpperCase())
}
