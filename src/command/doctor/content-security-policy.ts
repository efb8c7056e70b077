import { metaContents } from './html.js'
import type { HttpResponse } from './http.js'

/** A policy: its sources by directive. */
export type Policy = ReadonlyMap<string, readonly string[]>

/** The policies of a page, from its header and its `<meta>` elements. All of them apply. */
export function policiesOf({ headers, text }: Pick<HttpResponse, 'headers' | 'text'>): Policy[] {
  const header = [headers['content-security-policy'] ?? []].flat().flatMap(each => each.split(','))
  return [...header, ...metaContents(text, 'content-security-policy')]
    .map(each => each.trim())
    .filter(Boolean)
    .map(readPolicy)
}

function readPolicy(text: string): Policy {
  const policy = new Map<string, readonly string[]>()
  for (const directive of text.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/\s+/)
    const key = name.toLowerCase()
    // Browsers ignore a directive that a policy has already.
    if (key && !policy.has(key)) policy.set(key, sources)
  }
  return policy
}

/** Whether a policy lets a page load a URL. */
export function allows(
  policy: Policy,
  directive: 'script-src' | 'connect-src',
  url: string,
  page: string,
): boolean {
  const specific = directive === 'script-src' ? policy.get('script-src-elem') : undefined
  const sources = specific ?? policy.get(directive) ?? policy.get('default-src')
  if (!sources) return true
  // `createWx` gives its script element the nonce of the page's own scripts; 'strict-dynamic' allows what a script inserts.
  if (directive === 'script-src' && sources.some(source => /^'(?:nonce-|strict-dynamic'$)/i.test(source)))
    return true
  return sources.some(source => matches(source, new URL(url), new URL(page)))
}

const SCHEME_SOURCE = /^([a-z][a-z0-9+.-]*):$/i
/** As in the standard, which has no IPv6 addresses: browsers ignore a source that is one. */
const HOST_SOURCE =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?)(?::(\d+|\*))?(\/[^?#]*)?(?:[?#].*)?$/i

function matches(source: string, url: URL, page: URL): boolean {
  if (source === '*') return true
  if (source.startsWith("'")) return source.toLowerCase() === "'self'" && isSelf(url, page)
  const [, schemeOnly] = SCHEME_SOURCE.exec(source) ?? []
  if (schemeOnly) return matchesScheme(schemeOnly, url)
  const [, scheme, host, port = '', path = ''] = HOST_SOURCE.exec(source) ?? []
  return (
    host !== undefined &&
    matchesScheme(scheme ?? page.protocol.slice(0, -1), url) &&
    matchesHost(host.toLowerCase(), url) &&
    matchesPort(port, url) &&
    matchesPath(path, url)
  )
}

/** The page's own origin, also where only the page is http. */
function isSelf(url: URL, page: URL): boolean {
  if (url.origin === page.origin) return true
  return page.protocol === 'http:' && url.protocol === 'https:' && page.host === url.host && url.port === ''
}

/** http covers https. */
function matchesScheme(scheme: string, { protocol }: URL): boolean {
  const wanted = `${scheme.toLowerCase()}:`
  return protocol === wanted || (wanted === 'http:' && protocol === 'https:')
}

function matchesHost(host: string, { hostname }: URL): boolean {
  if (host === '*') return true
  return host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host
}

/** Without a port, a source covers the default one. Port 80 covers 443, as http covers https. */
function matchesPort(port: string, url: URL): boolean {
  const usual = url.protocol === 'https:' ? '443' : '80'
  const actual = url.port || usual
  return port === '*' || actual === (port || usual) || (port === '80' && actual === '443')
}

/** A path that ends with a slash covers what is below it. Its case matters, unlike that of scheme and host. */
function matchesPath(path: string, { pathname }: URL): boolean {
  return path.endsWith('/') ? pathname.startsWith(path) : path === '' || pathname === path
}
