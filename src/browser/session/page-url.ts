import type { Client } from '../client/detect-client.js'
import { WxError } from '../errors.js'

/** The page's URL, without the hash: what WeChat's guide says to sign. */
export function currentUrl(): string {
  return withoutHash(location.href)
}

/** The URL that the page was opened with, without the hash. `pushState` and `replaceState` do not change it. */
export function landingUrl(): string {
  const entry = performance.getEntriesByType?.('navigation')[0]
  // Older WebKit has no navigation entry.
  return withoutHash(entry?.name || FIRST_SEEN)
}

/** Which of the page's URLs to sign; `'auto'` finds out which one this WeChat checks. */
export type SignUrl =
  | 'auto'
  | 'current'
  | 'landing'
  | ((urls: { current: string; landing: string; client: Client }) => string)

export interface PageUrl {
  /**
   * The URL to sign for the page as it is now.
   *
   * @throws {WxError} `INVALID_ARGUMENT` if the `signUrl` option throws
   */
  choose(): string
  /** The URLs to try after a refusal. `chosen` is the one that was chosen first, `realAuthUrl` the one that WeChat named. */
  candidates(chosen: string, realAuthUrl: string | undefined): string[]
  kindOf(url: string): UrlKind
  /** WeChat accepted a URL of this kind: `'auto'` chooses it first from now on. */
  remember(accepted: UrlKind): void
}

/** `'both'` as long as the page has not navigated; `'other'` is a URL that only WeChat knows. */
export type UrlKind = 'landing' | 'current' | 'both' | 'other'

export function createPageUrl(signUrl: SignUrl, client: () => Client): PageUrl {
  let remembered: 'landing' | 'current' | undefined
  return {
    choose() {
      if (typeof signUrl === 'function') {
        try {
          return withoutHash(signUrl({ current: currentUrl(), landing: landingUrl(), client: client() }))
        } catch (cause) {
          throw new WxError('INVALID_ARGUMENT', { errMsg: 'the signUrl option threw', cause })
        }
      }
      const { os, wecom } = client()
      // WeCom checks the current URL on every system.
      const likely = os === 'ios' && !wecom ? 'landing' : 'current'
      const kind = signUrl === 'auto' ? (remembered ?? likely) : signUrl
      return kind === 'landing' ? landingUrl() : currentUrl()
    },
    candidates(chosen, realAuthUrl) {
      if (signUrl !== 'auto') return [chosen]
      if (realAuthUrl !== undefined) return [realAuthUrl]
      return [chosen, chosen === landingUrl() ? currentUrl() : landingUrl()]
    },
    kindOf(url) {
      const isLanding = url === landingUrl()
      const isCurrent = url === currentUrl()
      if (isLanding && isCurrent) return 'both'
      return isLanding ? 'landing' : isCurrent ? 'current' : 'other'
    },
    remember(accepted) {
      if (accepted === 'landing' || accepted === 'current') remembered = accepted
    },
  }
}

function withoutHash(url: string): string {
  return url.split('#')[0] as string
}

/** Read on import, before a router can navigate. */
const FIRST_SEEN = typeof location === 'undefined' ? '' : location.href
