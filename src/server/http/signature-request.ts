/** A well-formed request. Whether its page is allowed is not checked here. */
export interface SignatureRequest {
  /** The page's URL as the text that was sent, without its `#…`. This text is signed. */
  url: string
  /** Whether WeChat has refused the page's last signature. */
  refused: boolean
}

/** Why a request is malformed. */
export type MalformedRequest = 'URL_MISSING' | 'URL_TOO_LONG' | 'URL_MALFORMED'

/** In characters. A page with a longer URL does not load: servers limit the request line to 8 KB. */
export const MAX_URL_LENGTH = 8192

/** In characters: three for each one of the URL if all are percent-encoded, and some space for other parameters. */
const MAX_QUERY_LENGTH = 4 * MAX_URL_LENGTH

/**
 * Rejects what a browser would write differently: a backslash in the path, a control character, a third slash before the
 * host. U+FFFD stands for bytes that are not UTF-8, so the original text is lost.
 */
const PAGE_URL = /^https?:\/\/(?!\/)[^\\\s\p{Cc}\uFFFD?]+(\?[^\s\p{Cc}\uFFFD]*)?$/iu

/** @param address URL of the request, or its path and query */
export function readSignatureRequest(address: string): SignatureRequest | MalformedRequest {
  const query = queryOf(address)
  if (query.length > MAX_QUERY_LENGTH) return 'URL_TOO_LONG'
  const parameters = new URLSearchParams(query)
  const urls = parameters.getAll('url')
  const url = urls.length === 1 ? withoutHash(urls[0] as string) : ''
  if (url === '') return 'URL_MISSING'
  if (url.length > MAX_URL_LENGTH) return 'URL_TOO_LONG'
  if (!PAGE_URL.test(url)) return 'URL_MALFORMED'
  return { url, refused: parameters.get('refused') === '1' }
}

function queryOf(address: string): string {
  const url = withoutHash(address)
  const start = url.indexOf('?')
  return start < 0 ? '' : url.slice(start + 1)
}

function withoutHash(url: string): string {
  return url.replace(/#.*$/s, '')
}

/** @returns `undefined` if the URL is malformed in a way that only the parser finds */
export function parsePage(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}
