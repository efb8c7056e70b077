import { isPublicSuffix } from './public-suffix.js'

/**
 * Whose pages may be signed: `https://www.example.com`, all below a path of it (`https://www.example.com/campaign`), or the
 * sub-domains of one (`https://*.example.com`).
 */
export type AllowList = string | readonly string[]

/** What an allow-list says of a URL. */
export interface Allowed {
  /**
   * Whether a text is the address of an allowed page beyond doubt, without being parsed, which takes longer than to sign
   * it: as of `https://www.example.com` followed by `/`, `?` or nothing, where a host can only end. `false` says nothing.
   */
  plainly(url: string): boolean
  page(url: URL): boolean
  /** Whether it is the origin of some page that is allowed. */
  origin(url: URL): boolean
}

/**
 * @param warn is told of what is probably a mistake
 * @throws {TypeError} for an entry that allows nothing, or more than was meant
 */
export function readAllowList(
  list: AllowList,
  option = 'allow',
  warn: (message: string) => void = console.warn,
): Allowed {
  const entries = typeof list === 'string' ? [list] : list
  if (!Array.isArray(entries)) throw new TypeError(`${option} is missing: whose pages may be signed?`)
  const rules = entries.map(entry => readRule(entry, option, warn))
  if (rules.length === 0) throw new TypeError(`${option} is empty: nothing would be allowed`)
  return {
    plainly: url => rules.some(rule => rule.plainly(url)),
    page: url => rules.some(rule => rule.page(url)),
    origin: url => rules.some(rule => rule.origin(url)),
  }
}

function readRule(entry: string, option: string, warn: (message: string) => void): Allowed {
  const wrong = (why: string) => new TypeError(`${option}: ${JSON.stringify(entry)} ${why}`)
  const [, scheme, subdomainsOf, rest] = /^(https?:\/\/)(\*\.)?([^*\\\s]+)$/.exec(entry) ?? []
  if (!scheme || !rest || !URL.canParse(scheme + rest)) {
    throw wrong('is no origin, as in https://www.example.com or https://*.example.com')
  }
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(scheme + rest)
  if (username || password || search || hash || hasUserInfo(entry))
    throw wrong('may hold an origin and a path, and nothing more')
  // As in one variable for several origins: it would be read as one strange host.
  if (hostname.includes(',')) throw wrong('holds several: give an array')
  // Every domain of a kind is everybody's; an address has no sub-domains.
  if (subdomainsOf && !/\.[^.]*[a-z][^.]*$|^localhost$/.test(hostname))
    throw wrong('has no sub-domains of its own')
  // Neither a server nor a certificate goes by such a name.
  if (!isPlainHost(hostname)) throw wrong('has a host with an empty part, or with *')
  const folder = inOneSpelling(pathname).replace(/\/$/, '')
  if (AMBIGUOUS.test(folder)) throw wrong('has a path that servers read in different ways')
  if (subdomainsOf && isPublicSuffix(hostname))
    warn(
      `${option}: anybody can have a sub-domain of ${hostname}, and its pages are signed then: list your own`,
    )
  const origin = (url: URL) =>
    url.protocol === protocol &&
    url.port === port &&
    url.username === '' &&
    url.password === '' &&
    isPlainHost(url.hostname) &&
    (subdomainsOf ? url.hostname.endsWith(`.${hostname}`) : url.hostname === hostname)
  const whole = folder === '' && !subdomainsOf ? `${protocol}//${hostname}${port && `:${port}`}` : undefined
  return {
    plainly(url) {
      if (whole === undefined || !url.startsWith(whole)) return false
      const next = url.charAt(whole.length)
      return next === '/' || next === '?' || next === ''
    },
    origin,
    page(url) {
      if (!origin(url)) return false
      if (folder === '') return true
      // Parsed, the path has no dot segments left, as far as everybody sees them.
      const path = inOneSpelling(url.pathname)
      return (path === folder || path.startsWith(`${folder}/`)) && !AMBIGUOUS.test(path)
    },
  }
}

/**
 * What leads out of a path where it is decoded once more: an escaped slash, an escaped percent sign before two digits; and
 * parameters, which Java servers cut off before they look at dots, as in `/campaign/..;/admin`.
 */
const AMBIGUOUS = /%2F|%5C|%25[0-9A-Fa-f]{2}|%3B|;/

/** Whether the address has an `@` before its path: the parsed URL shows no empty name and password. */
export function hasUserInfo(url: string): boolean {
  return /^[a-z]+:\/\/[^/?#]*@/i.test(url)
}

/** The URL parser takes `*.example.com`, `.example.com` and `a..example.com` for hosts; `https://*.example.com` is to mean none of them. */
function isPlainHost(hostname: string): boolean {
  return !hostname.includes('*') && hostname.split('.').every(label => label !== '')
}

/** `%e4` and `%E4` are the same letter. */
function inOneSpelling(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, escaped => escaped.toUpperCase())
}
