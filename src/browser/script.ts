import { WxError } from './errors.js'
import { sharedOnPage } from './page-state.js'

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
export function pagesOwnTag(): Element | null {
  return document.querySelector(PAGES_OWN)
}

const PAGES_OWN = `script[src*="jweixin"]:not([${MARK}])`

/**
 * Loads the vendor's script and gives its object. The next address starts when the one before it failed or has not
 * answered within 3 s; whichever comes first is taken.
 *
 * @throws {WxError} `SCRIPT_FAILED`. Calling again tries again, or goes on waiting for what is still on its way.
 */
export function loadScript(
  source: ScriptSource,
  nonce: string | undefined,
  life: AbortSignal,
): Promise<VendorScript> {
  return typeof source === 'function'
    ? importScript(source)
    : raceSources(typeof source === 'string' ? [source] : source, life, async src =>
        loaded(find(src) ?? inject(src, nonce)),
      )
}

async function importScript(load: () => Promise<unknown>): Promise<VendorScript> {
  let module: unknown
  try {
    module = await load()
  } catch (cause) {
    throw new WxError('SCRIPT_FAILED', {
      errMsg: 'the script option rejected',
      cause,
    })
  }
  // Packages of the vendor's script give it as their module, as its default, or give nothing and set the global.
  const candidates = [module, (module as { default?: unknown } | undefined)?.default, vendorOnPage()]
  const vendor = candidates.find(
    candidate => typeof (candidate as VendorScript | undefined)?.config === 'function',
  )
  if (!vendor)
    throw new WxError('SCRIPT_FAILED', {
      errMsg: 'the script option gave no object with config()',
    })
  return vendor as VendorScript
}

function raceSources(
  sources: readonly string[],
  life: AbortSignal,
  start: (src: string) => Promise<VendorScript>,
): Promise<VendorScript> {
  return new Promise((resolve, reject) => {
    let begun = 0
    let failed = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const next = () => {
      clearTimeout(timer)
      const src = sources[begun]
      if (src === undefined || life.aborted) return
      begun += 1
      timer = setTimeout(next, HEAD_START)
      start(src).then(
        vendor => {
          clearTimeout(timer)
          resolve(vendor)
        },
        error => {
          failed += 1
          if (failed === sources.length) reject(error)
          else if (failed === begun) next()
        },
      )
    }
    next()
    life.addEventListener('abort', () => clearTimeout(timer))
    if (sources.length === 0)
      reject(
        new WxError('SCRIPT_FAILED', {
          errMsg: 'the script option is an empty list',
        }),
      )
  })
}

function find(src: string): HTMLScriptElement | undefined {
  const marked = document.querySelectorAll<HTMLScriptElement>(`script[${MARK}]`)
  return Array.from(marked).find(element => element.getAttribute(MARK) === src)
}

function inject(src: string, nonce: string | undefined): HTMLScriptElement {
  const element = document.createElement('script')
  element.setAttribute(MARK, src)
  element.async = true
  // A browser hides the value of the attribute; the property still has it.
  const secret = nonce ?? document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce
  if (secret) element.nonce = secret
  try {
    element.src = trustedScriptUrl(src)
  } catch (cause) {
    throw new WxError('SCRIPT_FAILED', {
      errMsg: `Trusted Types refused ${src}`,
      cause,
    })
  }
  hideDefineFrom(element)
  document.head.appendChild(element)
  return element
}

async function loaded(element: HTMLScriptElement): Promise<VendorScript> {
  const src = element.getAttribute(MARK)
  if (!vendorOnPage()) {
    await new Promise<void>((resolve, reject) => {
      element.addEventListener('load', () => resolve())
      element.addEventListener('error', () => {
        // A retry must not find the failed element.
        element.remove()
        reject(new WxError('SCRIPT_FAILED', { errMsg: `could not load ${src}` }))
      })
    })
  }
  const vendor = vendorOnPage()
  if (vendor) return vendor
  element.remove()
  throw new WxError('SCRIPT_FAILED', { errMsg: `${src} set no jWeixin` })
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
  for (const type of ['load', 'error'])
    element.addEventListener(type, () => {
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
