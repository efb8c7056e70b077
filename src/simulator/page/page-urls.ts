/** The URL that the page was opened with, and its hash. `history.pushState` does not change it. */
export function landingHref(): string {
  // jsdom has no getEntriesByType, and older browsers no entry for the navigation.
  const entries =
    typeof performance === 'undefined' ? undefined : performance.getEntriesByType?.('navigation')
  return entries?.[0]?.name || FIRST_HREF || window.location.href
}

/** For environments without navigation entries: the URL as this module is evaluated. */
const FIRST_HREF = typeof window === 'undefined' ? undefined : window.location?.href

export function withoutHash(url: string): string {
  return url.split('#')[0] as string
}
