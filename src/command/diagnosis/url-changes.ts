/** What servers do to the URL of a page before they sign it. */
export type UrlChangeName =
  | 'html-escaped-url'
  | 'http-behind-proxy'
  | 'wrong-scheme'
  | 'trailing-slash'
  | 'signed-with-hash'
  | 'query-lost'
  | 'decoded-url'
  | 'encoded-url'
  | 'normalized-url'
  | 'wrong-host'
  | 'own-url'
  | 'redirect'

/** What is known beside the page's URL. */
export interface UrlSurroundings {
  /** Of the page, with its `#`. */
  readonly hash?: string
  /** The request to the signature endpoint. */
  readonly endpoint?: string
  /** The URLs that redirected to the page. */
  readonly redirectedFrom?: readonly string[]
}

export interface UrlChange {
  readonly name: UrlChangeName
  /** @returns the URLs that result; the unchanged one may be among them */
  apply(url: string, around: UrlSurroundings): readonly string[]
}

/** The most frequent ones first: the first that leads to the signature is reported. */
export const URL_CHANGES: readonly UrlChange[] = [
  {
    name: 'html-escaped-url',
    apply: url => [url.replaceAll('&', '&amp;'), url.replaceAll('&', '&#38;')],
  },
  { name: 'http-behind-proxy', apply: url => [url.replace(/^https:/i, 'http:')] },
  { name: 'trailing-slash', apply: url => [toggleSlash(url)] },
  {
    name: 'signed-with-hash',
    apply: (url, { hash = '' }) => [url + hash, `${url}#`, `${url}#/`],
  },
  { name: 'redirect', apply: (_, { redirectedFrom = [] }) => redirectedFrom.map(withoutHash) },
  {
    name: 'query-lost',
    apply: url => [
      url.replace(/\?.*$/s, ''),
      // The server read the page's query as its own: everything after the first & is lost.
      url.replace(/&.*$/s, ''),
      originOf(url),
      `${originOf(url)}/`,
    ],
  },
  {
    name: 'decoded-url',
    apply: url => [attempt(decodeURIComponent, url), attempt(decodeURI, url), url.replaceAll('+', ' ')],
  },
  {
    name: 'encoded-url',
    apply: url => {
      const encoded = encodeURIComponent(url)
      const lower = encoded.replace(/%[0-9A-F]{2}/g, each => each.toLowerCase())
      return [encoded, lower, encodeURI(url), url.replaceAll('+', '%20')]
    },
  },
  {
    name: 'wrong-host',
    apply(url, { endpoint }) {
      const host = hostOf(url)
      const ownHost = endpoint ? hostOf(endpoint) : 'localhost'
      const ownPort = /:\d+$/.exec(ownHost)?.[0] ?? ''
      const hostname = host.replace(/:\d+$/, '')
      return [
        ownHost,
        hostname,
        `${hostname}:80`,
        `${hostname}:443`,
        `${hostname}:8080`,
        hostname + ownPort,
        `127.0.0.1${ownPort}`,
        `localhost${ownPort}`,
        host.startsWith('www.') ? host.slice(4) : `www.${host}`,
      ].map(each => url.replace(host, each))
    },
  },
  {
    name: 'own-url',
    apply: (_, { endpoint }) => (endpoint ? [endpoint, endpoint.replace(/\?.*$/s, '')] : []),
  },
  { name: 'wrong-scheme', apply: url => [url.replace(/^http:/i, 'https:')] },
  {
    name: 'normalized-url',
    apply: url => [attempt(text => new URL(text).href, url), url.toLowerCase(), sortQuery(url)],
  },
]

export function withoutHash(url: string): string {
  return url.replace(/#.*$/s, '')
}

/** Adds or removes the slash at the end of the path. */
function toggleSlash(url: string): string {
  const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(url) ?? []
  return (path.endsWith('/') ? path.slice(0, -1) : `${path}/`) + query
}

function originOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0] ?? url
}

function hostOf(url: string): string {
  return originOf(url).replace(/^[a-z]+:\/\//i, '')
}

function sortQuery(url: string): string {
  const [path = '', query = ''] = url.split('?')
  return query ? `${path}?${query.split('&').sort().join('&')}` : url
}

function attempt(change: (text: string) => string, text: string): string {
  try {
    return change(text)
  } catch {
    return text
  }
}
