/** Two URLs in pieces: what both begin and end with, and where they differ. */
export interface UrlDifference {
  readonly start: string
  readonly first: string
  readonly second: string
  readonly end: string
  /** What kind of a difference it is; `undefined` if none of these alone explains it. */
  readonly kind?: UrlDifferenceKind | undefined
}

export type UrlDifferenceKind = 'hash' | 'slash' | 'escaped' | 'encoded' | 'scheme' | 'query' | 'path'

/** Compares the URL that was signed with the one that was checked. @returns `undefined` if they are equal */
export function compareUrls(first: string, second: string): UrlDifference | undefined {
  if (first === second) return undefined
  let start = 0
  while (start < Math.min(first.length, second.length) && first[start] === second[start]) start += 1
  const rest = Math.min(first.length, second.length) - start
  let end = 0
  while (end < rest && first[first.length - 1 - end] === second[second.length - 1 - end]) end += 1
  return {
    start: first.slice(0, start),
    first: first.slice(start, first.length - end),
    second: second.slice(start, second.length - end),
    end: first.slice(first.length - end),
    kind: KINDS.find(([, normalize]) => normalize(first) === normalize(second))?.[0],
  }
}

/** What makes the URLs equal, if it is the only difference. The first that does is the kind. */
const KINDS: readonly (readonly [UrlDifferenceKind, (url: string) => string])[] = [
  ['hash', url => url.split('#')[0] as string],
  ['escaped', url => url.replace(/&amp;/g, '&')],
  ['scheme', url => url.replace(/^http:/, 'https:')],
  ['slash', url => url.replace(/\/(?=[?#]|$)/, '')],
  ['encoded', decoded],
  ['query', url => url.split(/[?#]/)[0] as string],
  ['path', url => /^[^/]*\/\/[^/?#]*/.exec(url)?.[0] ?? url],
]

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
