import { withoutHash } from './page-urls.js'
import { computeSignature, type SignatureParameters } from './signature-check.js'

/**
 * Finds out which URL a refused signature was made for, by trying what servers and pages are known to get wrong.
 *
 * @param urls of the page, with their hashes
 * @param earlier URLs that the page had before
 * @returns `undefined` if it was made for another URL, or with another ticket
 */
export function findSignedUrl(
  signature: string,
  tickets: readonly string[],
  signed: Omit<SignatureParameters, 'ticket' | 'url'>,
  urls: readonly string[],
  earlier: readonly string[],
): string | undefined {
  return [...candidatesOf(urls), ...earlier, ...earlier.map(withoutHash)].find(url =>
    tickets.some(ticket => computeSignature({ ...signed, ticket, url }) === signature),
  )
}

/** The URLs, and what one or two mistakes make of them. */
function candidatesOf(urls: readonly string[]): string[] {
  const candidates = new Set(urls)
  for (let mistakes = 0; mistakes < 2; mistakes += 1)
    for (const url of [...candidates])
      for (const mistake of MISTAKES) {
        const candidate = mistake(url)
        if (candidate !== undefined) candidates.add(candidate)
      }
  return [...candidates]
}

const MISTAKES: readonly ((url: string) => string | undefined)[] = [
  withoutHash,
  url => url.split(/[?#]/)[0],
  url => /^https?:\/\/[^/]+/.exec(url)?.[0],
  url => (/^[^?#]*\/(?=[?#]|$)/.test(url) ? url.replace(/\/(?=[?#]|$)/, '') : url.replace(/(?=[?#]|$)/, '/')),
  url => (url.startsWith('https:') ? url.replace('https:', 'http:') : url.replace('http:', 'https:')),
  url => url.replace(/&/g, '&amp;'),
  url => url.replace(/&[^#]*/, ''),
  url => url.replace(/\+/g, '%20'),
  url => attempt(() => decodeURI(url)),
  url => attempt(() => decodeURIComponent(url)),
  url => attempt(() => encodeURI(url)),
  url => attempt(() => encodeURIComponent(url)),
  url => url.toLowerCase(),
]

function attempt(change: () => string): string | undefined {
  try {
    return change()
  } catch {
    return undefined
  }
}
