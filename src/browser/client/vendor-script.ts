import { toWxError, WxError } from '../errors.js'
import { sharedOnPage } from '../util/shared-on-page.js'
import { waitFor } from '../util/wait.js'

/** The vendor's object: methods by name, each taking one object. */
export type VendorScript = Readonly<Record<string, (options: Record<string, unknown>) => void>>

/** URLs of the vendor's script in the order to try them, or a function that loads it. */
export type ScriptSource = string | readonly string[] | (() => Promise<unknown>)

export const VENDOR_URLS: readonly string[] = [
  'https://res.wx.qq.com/open/js/jweixin-1.6.0.js',
  'https://res2.wx.qq.com/open/js/jweixin-1.6.0.js',
]

/** How long to wait for a host before the next one is tried as well, in ms. */
const HEAD_START = 3000

/** Marks the elements of this library, so that a second `createWx()` finds what the first one loads. */
const MARK = 'data-wx-ready'

/** The vendor's script, whether this library or the page loaded it. */
export function vendorOnPage(): VendorScript | undefined {
  return typeof window === 'undefined' ? undefined : (window as { jWeixin?: VendorScript }).jWeixin
}

/** Whether the page itself loads the vendor's script: then this library does not configure it. */
export function isForeignScript(): boolean {
  const ours = document.querySelector(`script[${MARK}]`)
  return !ours && Boolean(vendorOnPage() || pagesOwnTag())
}

/** The page's own script tag for it, which may come after this library's. */
export function pagesOwnTag(): HTMLScriptElement | null {
  return document.querySelector<HTMLScriptElement>(`script[src*="jweixin"]:not([${MARK}])`)
}

/**
 * Loads the vendor's script. Calling it again retries what has failed, and shares what is still loading.
 *
 * @throws {WxError} `SCRIPT_FAILED`
 */
export async function loadScript(
  source: ScriptSource,
  nonce: string | undefined,
  disposed: AbortSignal,
): Promise<VendorScript> {
  try {
    if (typeof source === 'function') return await importScript(source)
    return await loadFirst(([] as string[]).concat(source), nonce, disposed)
  } catch (error) {
    throw toWxError(error, 'SCRIPT_FAILED')
  }
}

async function importScript(load: () => Promise<unknown>): Promise<VendorScript> {
  const module = (await load()) as { default?: unknown } | undefined
  // npm packages of the vendor's script export it as the module, as its default, or only set the global.
  const candidates = [module, module?.default, vendorOnPage()] as (VendorScript | undefined)[]
  const vendor = candidates.find(candidate => typeof candidate?.config === 'function')
  if (!vendor) throw new Error('the script option returned no config()')
  return vendor
}

/** Tries the next URL when one has failed or taken `HEAD_START`. The first script to load wins. */
async function loadFirst(
  [src = '', ...others]: readonly string[],
  nonce: string | undefined,
  disposed: AbortSignal,
): Promise<VendorScript> {
  const first = loadFrom(src, nonce)
  if (others.length === 0) return first
  const isLoaded = await waitFor(first, { ms: HEAD_START, timeoutCode: 'SCRIPT_TIMEOUT', disposed }).catch(
    () => false,
  )
  if (isLoaded || disposed.aborted) return first
  const next = loadFirst(others, nonce, disposed)
  return Promise.race([first.catch(() => next), next.catch(() => first)])
}

async function loadFrom(src: string, nonce: string | undefined): Promise<VendorScript> {
  // JSON's quoting is valid in a selector too.
  const found = document.querySelector<HTMLScriptElement>(`script[${MARK}=${JSON.stringify(src)}]`)
  const element = found || inject(src, nonce)
  try {
    return await vendorFrom(element)
  } catch (error) {
    // A retry must not find the failed element.
    element.remove()
    throw error
  }
}

function inject(src: string, nonce: string | undefined): HTMLScriptElement {
  const element = document.createElement('script')
  element.setAttribute(MARK, src)
  element.async = true
  // Browsers hide the attribute's value; the property has it.
  const secret = nonce ?? document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce
  if (secret) element.nonce = secret
  element.src = trustedScriptUrl(src)
  hideDefineFrom(element)
  document.head.appendChild(element)
  return element
}

/** Waits for the script's object. @param element the script tag that defines it, unless it is defined already */
export async function vendorFrom(element: HTMLScriptElement | null): Promise<VendorScript> {
  if (element && !vendorOnPage()) await new Promise<void>(resolve => onSettled(element, resolve))
  const vendor = vendorOnPage()
  if (!vendor) throw new WxError('SCRIPT_FAILED', { errMsg: `no jWeixin from ${element?.src}` })
  return vendor
}

function onSettled(element: HTMLScriptElement, listener: () => void): void {
  for (const type of ['load', 'error']) element.addEventListener(type, listener)
}

/** The number of this library's elements that may still run, and what to undo after the last one. */
let pending = 0
const undo: (() => void)[] = []

/**
 * If there is a `define.amd` or `define.cmd`, the vendor's script registers an anonymous module instead of setting its global,
 * and the page's module loader throws "mismatched anonymous define". So `define` is hidden while an element of this library
 * runs, and from no other script: its two marks if it exists, or the global itself, in case a loader arrives meanwhile.
 */
function hideDefineFrom(element: HTMLScriptElement): void {
  pending += 1
  const { define } = window as { define?: unknown }
  if (typeof define === 'function') for (const mark of ['amd', 'cmd']) hide(define, mark)
  else hide(window, 'define')
  onSettled(element, () => {
    pending -= 1
    if (pending === 0) for (const show of undo.splice(0)) show()
  })
}

function hide(target: object, name: string): void {
  const owner = target as Record<string, unknown>
  const before = Object.getOwnPropertyDescriptor(owner, name)
  // An accessor was set here by an earlier load.
  if (before ? !before.configurable || before.get : target !== window) return
  let value = owner[name]
  const set = (next: unknown) => {
    value = next
  }
  Object.defineProperty(owner, name, {
    configurable: true,
    enumerable: true,
    get: () => (document.currentScript?.hasAttribute(MARK) ? undefined : value),
    set,
  })
  undo.push(() => {
    // A function declaration of the page may have replaced it.
    if (Object.getOwnPropertyDescriptor(owner, name)?.set !== set) return
    if (!before && value === undefined) delete owner[name]
    else Object.defineProperty(owner, name, { ...PLAIN, ...before, value })
  })
}

const PLAIN = { configurable: true, enumerable: true, writable: true }

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy
}

interface ScriptUrlPolicy {
  createScriptURL(url: string): string
}

function trustedScriptUrl(url: string): string {
  const factory = (window as { trustedTypes?: TrustedTypes }).trustedTypes
  if (!factory) return url
  try {
    // A policy's name can be used only once per page.
    const policy = sharedOnPage('policy', () =>
      factory.createPolicy('wx-ready', { createScriptURL: text => text }),
    )
    return policy.createScriptURL(url)
  } catch {
    // The page may forbid the policy but allow plain URLs: leave it to the element.
    return url
  }
}
