import { listenTo } from './listen-to.js'
import type { Wx } from './wx.js'

/**
 * Makes the router hook. It reads the page's URL in a later task: some routers run their hooks before `pushState`.
 * Hooks that run in one go, as on a redirect, count as one navigation.
 */
export function createNavigated(follow: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let later: ReturnType<typeof setTimeout> | undefined
  return () => {
    clearTimeout(later)
    later = setTimeout(() => {
      follow().catch(onError)
    })
  }
}

/**
 * Follows the page's URL without a router: each change is told to `wx`, as `router.afterEach(wx.navigated)` would.
 *
 * It listens to the Navigation API; where there is none it wraps `history.pushState` and `replaceState`, whoever else has.
 *
 * @returns a function that ends it
 * @example const stop = watch(wx)
 */
export function watch(wx: Pick<Wx, 'navigated'>): () => void {
  if (typeof window === 'undefined') return () => {}
  let seen: string | undefined = location.href
  const look = () => {
    if (seen === undefined || seen === location.href) return
    seen = location.href
    wx.navigated()
  }
  const { navigation } = window as { navigation?: EventTarget }
  const ends = navigation
    ? [listenTo(navigation, 'currententrychange', look)]
    : [
        listenTo(window, 'popstate', look),
        listenTo(window, 'hashchange', look),
        wrap('pushState', look),
        wrap('replaceState', look),
      ]
  return () => {
    // Whoever has wrapped us in turn still calls us.
    seen = undefined
    for (const end of ends) end()
  }
}

/** Calls `follow` when the browser gives the page back as it was left, from its back/forward cache. */
export function onRestored(follow: () => void): () => void {
  if (typeof window === 'undefined') return () => {}
  return listenTo(window, 'pageshow', event => {
    if ((event as PageTransitionEvent).persisted) follow()
  })
}

function wrap(name: 'pushState' | 'replaceState', look: () => void): () => void {
  const wasOwn = history.hasOwnProperty(name)
  const before = history[name]
  const ours: History['pushState'] = function (this: History, ...given) {
    before.apply(this, given)
    look()
  }
  history[name] = ours
  return () => {
    // What others have put over it is theirs to take away.
    if (history[name] !== ours) return
    if (wasOwn) history[name] = before
    else delete (history as Partial<History>)[name]
  }
}
