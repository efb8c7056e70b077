import type { Client } from '../client/detect-client.js'

/** Where the page stands now, without the hash: what the guide has you sign. */
export function currentUrl(): string {
  return withoutHash(location.href)
}

/** Where the page was opened, without the hash. `pushState` and `replaceState` do not change it. */
export function landingUrl(): string {
  const entry = performance.getEntriesByType?.('navigation')[0]
  // Older WebKit keeps no entry of the navigation.
  return withoutHash(entry?.name || FIRST_SEEN)
}

/** Which of the page's URLs is to be signed; `'auto'` finds out which one this client checks. */
export type SignUrl =
  | 'auto'
  | 'current'
  | 'landing'
  | ((urls: { current: string; landing: string; client: Client }) => string)

export interface PageUrl {
  /** The URL to sign for the page as it stands now. */
  choose(): string
  /** What may be signed for the page that `chosen` was chosen for, when that was refused. */
  candidates(chosen: string, toldByClient: string | undefined): string[]
  /** Which of the page's URLs this one is, now. */
  kindOf(url: string): UrlKind
  /** The client took one of this kind: `'auto'` begins with it from now on. */
  remember(accepted: UrlKind): void
}

/** `'either'` while the page has not moved; `'told'` is one that only the client knows. */
export type UrlKind = 'landing' | 'current' | 'either' | 'told'

export function createPageUrl(signUrl: SignUrl, client: () => Client): PageUrl {
  let held: 'landing' | 'current' | undefined
  return {
    choose() {
      if (typeof signUrl === 'function') {
        return withoutHash(
          signUrl({
            current: currentUrl(),
            landing: landingUrl(),
            client: client(),
          }),
        )
      }
      const { os, wecom } = client()
      // The work app checks the current URL on every system.
      const likely = os === 'ios' && !wecom ? 'landing' : 'current'
      const kind = signUrl === 'auto' ? (held ?? likely) : signUrl
      return kind === 'landing' ? landingUrl() : currentUrl()
    },
    candidates(chosen, toldByClient) {
      if (signUrl !== 'auto') return [chosen]
      if (toldByClient !== undefined) return [toldByClient]
      return [chosen, chosen === landingUrl() ? currentUrl() : landingUrl()]
    },
    kindOf(url) {
      const isLanding = url === landingUrl()
      const isCurrent = url === currentUrl()
      if (isLanding && isCurrent) return 'either'
      return isLanding ? 'landing' : isCurrent ? 'current' : 'told'
    },
    remember(accepted) {
      if (accepted === 'landing' || accepted === 'current') held = accepted
    },
  }
}

/**
 * The page's URL as it should travel: without what WeChat or a login added for this visitor alone, told by its values, for a
 * page may have a `from`, `code` or `ticket` of its own. The hash stays.
 */
export function shareableUrl(url: string = location.href): string {
  const [, base = '', query = '', hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(url) ?? []
  // Cut out of the text, not parsed and written anew: the rest must stay as the server spelt it.
  const kept = query
    .replace(LOGIN, '')
    .split('&')
    .filter(pair => pair && !ADDED.test(pair))
  return base + (kept[0] ? `?${kept.join('&')}` : '') + hash
}

/** By WeChat on sharing, and by the beacons (摇一摇周边), whose ticket is 32 hexadecimal digits. */
const ADDED = /^(from=(timeline|(single|group)?message)|isappinstalled=[01]|ticket=[\da-f]{32})$/

/** By a login (网页授权): always both, in this order, and the code has 32 characters or, in the work app, more. */
const LOGIN = /(^|&)code=[\w-]{32,}&state=[^&]*/g

function withoutHash(url: string): string {
  return url.split('#')[0] as string
}

/** Read as the module is evaluated, before a router can have moved. */
const FIRST_SEEN = typeof location === 'undefined' ? '' : location.href
