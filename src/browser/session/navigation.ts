import { listenTo } from '../util/listen-to.js'
import { sharedOnPage } from '../util/shared-on-page.js'
import { assertFunction } from '../util/validate.js'

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
 * Where the page made them read-only, it compares the URL four times a second.
 *
 * @returns a function that ends it
 * @throws {WxError} `INVALID_ARGUMENT`
 * @example const stop = watch(wx)
 */
export function watch(wx: { readonly navigated: () => void }): () => void {
  if (typeof window === 'undefined') return () => {}
  assertFunction('watch', 'wx.navigated', wx?.navigated)
  let seen = location.href
  const look = () => {
    if (seen === location.href) return
    seen = location.href
    wx.navigated()
  }
  const { navigation } = window as { navigation?: EventTarget }
  // `<nav id="navigation">` is one, too, and so may be a variable of the page.
  const ends =
    Object.prototype.toString.call(navigation) === '[object Navigation]'
      ? [listenTo(navigation as EventTarget, 'currententrychange', look)]
      : [listenTo(window, 'popstate', look), listenTo(window, 'hashchange', look), listenToHistory(look)]
  return () => {
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

type Looks = Set<() => void>

/** Calls `look` after each `pushState` and `replaceState`: one wrapper for all who look, there as long as anybody does. */
function listenToHistory(look: () => void): () => void {
  const looks: Looks = sharedOnPage('looks', () => new Set())
  const wrappers: Set<() => boolean> = sharedOnPage('wrappers', () => new Set())
  const unwrap = () => {
    for (const remove of wrappers) if (remove()) wrappers.delete(remove)
  }
  if (looks.size === 0) {
    // One that others had wrapped when it was to go may be on top by now.
    unwrap()
    wrappers.add(wrap('pushState', looks))
    wrappers.add(wrap('replaceState', looks))
  }
  looks.add(look)
  return () => {
    looks.delete(look)
    if (looks.size === 0) unwrap()
  }
}

/** In ms. */
const POLL = 250

/** @returns a function that takes the wrapper away, and says whether it could */
function wrap(name: 'pushState' | 'replaceState', looks: Looks): () => boolean {
  const wasOwn = history.hasOwnProperty(name)
  const before = history[name]
  const lookAll = () => {
    for (const look of looks) look()
  }
  const ours: History['pushState'] = function (this: History, ...given) {
    before.apply(this, given)
    lookAll()
  }
  if (!put(name, ours)) {
    const timer = setInterval(lookAll, POLL)
    return () => {
      clearInterval(timer)
      return true
    }
  }
  return () => {
    // What others have put over it is theirs to take away.
    if (history[name] !== ours) return false
    put(name, wasOwn ? before : undefined)
    return true
  }
}

/** @returns whether the page lets it be written */
function put(name: 'pushState' | 'replaceState', method: History['pushState'] | undefined): boolean {
  try {
    if (method) history[name] = method
    else delete (history as Partial<History>)[name]
  } catch {
    // Read-only, which sloppy code would not be told.
  }
  return history[name] === method
}
