import { listenTo } from '../util/listen-to.js'
import { sharedOnPage } from '../util/shared-on-page.js'
import { assertFunction } from '../util/validate.js'

/**
 * Makes the router hook. It reads the page's URL in a later task, because some routers run their hooks before `pushState`.
 * Hooks that run in the same task, such as on a redirect, count as one navigation.
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
 * Calls `wx.navigated()` whenever the page's URL changes, for pages without a router hook.
 *
 * Uses the Navigation API if the browser has it. Otherwise it wraps `history.pushState` and `replaceState`, or, if the page
 * made them read-only, compares the URL four times a second.
 *
 * @returns a function that stops it
 * @throws {WxError} `INVALID_ARGUMENT` if `wx` is not what `createWx` returns
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
  // Not the API if it is an element with that id, or a variable of the page.
  const ends =
    Object.prototype.toString.call(navigation) === '[object Navigation]'
      ? [listenTo(navigation as EventTarget, 'currententrychange', look)]
      : [listenTo(window, 'popstate', look), listenTo(window, 'hashchange', look), listenToHistory(look)]
  return () => {
    for (const end of ends) end()
  }
}

/** Calls `follow` when the browser restores the page from its back/forward cache. @returns a function that stops it */
export function onRestored(follow: () => void): () => void {
  if (typeof window === 'undefined') return () => {}
  return listenTo(window, 'pageshow', event => {
    if ((event as PageTransitionEvent).persisted) follow()
  })
}

type Looks = Set<() => void>

/** Calls `look` after each `pushState` and `replaceState`. All listeners share one wrapper, which goes with the last one. */
function listenToHistory(look: () => void): () => void {
  const looks: Looks = sharedOnPage('looks', () => new Set())
  const wrappers: Set<() => boolean> = sharedOnPage('wrappers', () => new Set())
  const unwrap = () => {
    for (const remove of wrappers) if (remove()) wrappers.delete(remove)
  }
  if (looks.size === 0) {
    // A wrapper that could not be removed before, because another was on top of it, may be removable by now.
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
const POLL_INTERVAL = 250
let timer: ReturnType<typeof setInterval> | undefined

/** @returns a function that removes the wrapper, and returns whether it could */
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
    // One timer is enough if both methods are read-only.
    clearInterval(timer)
    timer = setInterval(lookAll, POLL_INTERVAL)
    return () => {
      clearInterval(timer)
      return true
    }
  }
  return () => {
    // Somebody else has wrapped it since.
    if (history[name] !== ours) return false
    put(name, wasOwn ? before : undefined)
    return true
  }
}

/** @returns whether the property could be written */
function put(name: 'pushState' | 'replaceState', method: History['pushState'] | undefined): boolean {
  try {
    if (method) history[name] = method
    else delete (history as Partial<History>)[name]
  } catch {
    // Read-only: strict mode throws, sloppy mode does not.
  }
  return history[name] === method
}
