import type { HttpResponse } from './http.js'

/** A policy: its sources by directive. */
export type Policy = ReadonlyMap<string, readonly string[]>

/** The policies of a page, from its header and its `<meta>` elements. All of them apply. */
export function policiesOf({ headers, text }: HttpResponse): Policy[] {
  const header = headers['content-security-policy'] ?? []
  const tags = text.match(/<meta\s[^>]*http-equiv\s*=\s*["']?content-security-policy["']?[^>]*>/gi) ?? []
  const metas = tags.map(tag => /content\s*=\s*(["'])(.*?)\1/is.exec(tag)?.[2] ?? '')
  return [header, ...metas]
    .flat()
    .flatMap(each => each.split(','))
    .map(each => each.trim())
    .filter(Boolean)
    .map(readPolicy)
}

function readPolicy(text: string): Policy {
  return new Map(
    text
      .split(';')
      .map(directive => directive.trim().split(/\s+/))
      .filter(([name]) => name)
      .map(([name = '', ...sources]) => [name.toLowerCase(), sources]),
  )
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
  // `createWx` gives its script element the nonce of the page's own scripts.
  if (directive === 'script-src' && sources.some(source => /^'nonce-/i.test(source))) return true
  return sources.some(source => matches(source.toLowerCase(), new URL(url), new URL(page)))
}

function matches(source: string, url: URL, page: URL): boolean {
  if (source === '*') return true
  if (source === "'self'") return url.origin === page.origin
  if (/^[a-z][a-z0-9+.-]*:$/.test(source)) return url.protocol === source
  const [, scheme, host = '', port, path] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?(\/.*)?$/.exec(source) ?? []
  if (scheme && url.protocol !== `${scheme}:` && !(scheme === 'http' && url.protocol === 'https:'))
    return false
  if (port && port !== '*' && port !== (url.port || (url.protocol === 'https:' ? '443' : '80'))) return false
  if (path && !(path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path)) return false
  return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host
}
