import type { SimulatedClient } from './simulator-types.js'

/** What else than the user agent a page can read about its client. */
interface Kind {
  /** `navigator.platform` */
  readonly platform: string
  /** `navigator.vendor` */
  readonly vendor: string
  /** Which URL the client checks. */
  readonly checks: 'landing' | 'current'
}

const GOOGLE = 'Google Inc.'

export const KINDS: Readonly<Record<SimulatedClient, Kind>> = {
  android: { platform: 'Linux armv8l', vendor: GOOGLE, checks: 'current' },
  ios: { platform: 'iPhone', vendor: 'Apple Computer, Inc.', checks: 'landing' },
  harmony: { platform: 'Linux aarch64', vendor: GOOGLE, checks: 'current' },
  windows: { platform: 'Win32', vendor: GOOGLE, checks: 'current' },
  mac: { platform: 'MacIntel', vendor: GOOGLE, checks: 'current' },
  linux: { platform: 'Linux x86_64', vendor: GOOGLE, checks: 'current' },
}

/** @returns a function that restores the browser's own values */
export function replaceUserAgent(client: SimulatedClient, userAgent: string): () => void {
  const { navigator } = window
  const restores = [
    replace(navigator, 'userAgent', userAgent),
    replace(navigator, 'appVersion', userAgent.replace(/^Mozilla\//, '')),
    replace(navigator, 'platform', KINDS[client].platform),
    replace(navigator, 'vendor', KINDS[client].vendor),
    // No client of WeChat has it: WebKit lacks it, and so do web-views whose user agent the app has set.
    removeInherited(navigator, 'userAgentData'),
  ]
  return () => {
    for (const restore of restores) restore()
  }
}

/** Sets the globals that the client sets. @returns a function that restores them */
export function setClientGlobals(client: SimulatedClient, miniProgram: boolean): () => void {
  const restores = [
    ...(client === 'ios' ? [replace(window, '__wxjs_is_wkwebview', true)] : []),
    ...(miniProgram ? [replace(window, '__wxjs_environment', 'miniprogram')] : []),
  ]
  return () => {
    for (const restore of restores) restore()
  }
}

function replace(owner: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name)
  Object.defineProperty(owner, name, { configurable: true, enumerable: true, writable: true, value })
  return () => {
    // The browser's own getters are on the prototype.
    if (before) Object.defineProperty(owner, name, before)
    else delete (owner as Record<string, unknown>)[name]
  }
}

/** Removes a property with its name, so that `name in owner` is false. */
function removeInherited(owner: object, name: string): () => void {
  const holder = Object.getPrototypeOf(owner) as Record<string, unknown>
  const before = Object.getOwnPropertyDescriptor(holder, name)
  if (!before?.configurable) return () => {}
  delete holder[name]
  return () => Object.defineProperty(holder, name, before)
}
