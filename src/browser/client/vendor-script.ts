import { toWxError, WxError } from '../errors.js'
import { sharedOnPage } from '../util/shared-on-page.js'
import { waitFor } from '../util/wait.js'

/** The vendor's object, as far as this library needs it: methods by name, each taking one object. */
export type VendorScript = Readonly<Record<string, (options: Record<string, unknown>) => void>>

/** Where the script comes from: addresses in the order to try them, or a loader of your own. */
export type ScriptSource = string | readonly string[] | (() => Promise<unknown>)

export const VENDOR_HOSTS: readonly string[] = [
  'https://res.wx.qq.com/open/js/jweixin-1.6.0.js',
  'https://res2.wx.qq.com/open/js/jweixin-1.6.0.js',
]

/** How long a host has before the next one is asked as well. */
const HEAD_START = 3000

/** Marks our elements, so that a second `createWx()` finds what the first one loads. */
const MARK = 'data-wx-ready'

/** The vendor's script, of this library or of the page itself. */
export function vendorOnPage(): VendorScript | undefined {
  return typeof window === 'undefined' ? undefined : (window as { jWeixin?: VendorScript }).jWeixin
}

/** Whether the page itself put the vendor's script there, or is about to: then it is theirs to configure. */
export function isForeignScript(): boolean {
  const ours = document.querySelector(`script[${MARK}]`)
  return ours === null && (vendorOnPage() !== undefined || pagesOwnTag() !== null)
}

/** The script tag that the page itself has for it, which may have come after ours. */
export function pagesOwnTag(): HTMLScriptElement | null {
  return document.querySelector<HTMLScriptElement>(`script[src*="jweixin"]:not([${MARK}])`)
}

/**
 * Loads the vendor's script and gives its object.
 *
 * @throws {WxError} `SCRIPT_FAILED`. Calling again tries again, or goes on waiting for what is still on its way.
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
  // Packages of the vendor's script give it as their module, as its default, or give nothing and set the global.
  const candidates = [module, module?.default, vendorOnPage()] as (VendorScript | undefined)[]
  const vendor = candidates.find(candidate => typeof candidate?.config === 'function')
  if (!vendor) throw new Error('the script option gave no object with config()')
  return vendor
}

/** The next address starts when the one before it failed or has not answered within 3 s; whichever comes first is taken. */
async function loadFirst(
  [src = '', ...others]: readonly string[],
  nonce: string | undefined,
  disposed: AbortSignal,
): Promise<VendorScript> {
  const first = loadFrom(src, nonce)
  if (others.length === 0) return first
  const isThere = await waitFor(first, { ms: HEAD_START, timeoutCode: 'SCRIPT_TIMEOUT', disposed }).catch(
    () => false,
  )
  if (isThere || disposed.aborted) return first
  const next = loadFirst(others, nonce, disposed)
  return Promise.race([first.catch(() => next), next.catch(() => first)])
}

async function loadFrom(src: string, nonce: string | undefined): Promise<VendorScript> {
  // The text as JSON is one in a selector, too.
  const found = document.querySelector<HTMLScriptElement>(`script[${MARK}=${JSON.stringify(src)}]`)
  const element = found ?? inject(src, nonce)
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
  // A browser hides the value of the attribute; the property still has it.
  const secret = nonce ?? document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce
  if (secret) element.nonce = secret
  element.src = trustedScriptUrl(src)
  hideDefineFrom(element)
  document.head.appendChild(element)
  return element
}

/** @param element what puts the script's object on the page, unless that is there */
export async function vendorFrom(element: HTMLScriptElement | null): Promise<VendorScript> {
  if (element && !vendorOnPage()) await new Promise<void>(resolve => onSettled(element, resolve))
  const vendor = vendorOnPage()
  if (!vendor) throw new WxError('SCRIPT_FAILED', { errMsg: `no jWeixin from ${element?.src}` })
  return vendor
}

function onSettled(element: HTMLScriptElement, listener: () => void): void {
  for (const type of ['load', 'error']) element.addEventListener(type, listener)
}

/** How many of our elements may still run, and what is undone when none can. */
let pending = 0
const undo: (() => void)[] = []

/**
 * Where `define.amd` or `define.cmd` is there, the vendor's script registers an anonymous module and sets no global; a
 * loader that did not ask for it throws "mismatched anonymous define". So `define` is hidden from our elements, and from nothing
 * else on the page, until they have run: its two marks where it is there, and the global itself for a loader that arrives meanwhile.
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
  // An accessor is ours, from an earlier load.
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
    // A function declaration of the page may have taken the place.
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
    // The name of a policy can be taken once for a page.
    const policy = sharedOnPage('policy', () =>
      factory.createPolicy('wx-ready', { createScriptURL: text => text }),
    )
    return policy.createScriptURL(url)
  } catch {
    // A page may forbid the policy and yet take plain addresses: the element decides.
    return url
  }
}
