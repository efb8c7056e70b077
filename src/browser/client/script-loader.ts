import { waitFor } from '../util/wait.js'
import type { Context } from './context.js'
import {
  isForeignScript,
  loadScript,
  pagesOwnTag,
  type ScriptSource,
  type VendorScript,
  vendorFrom,
  vendorOnPage,
} from './vendor-script.js'

/** Loads the vendor's script in the background. Until it is loaded, calls use the bridge. */
export interface ScriptLoader {
  /**
   * Starts loading, unless the script is loaded, loading, or the page's own. The first failure is reported to `onError`, and
   * `start()` tries again after a backoff.
   */
  start(): void
  /**
   * Resolves with the script's object, whether this library or the page loaded it. Retries at once after a failure.
   *
   * @throws {WxError} `SCRIPT_FAILED`, `SCRIPT_TIMEOUT`
   */
  load(): Promise<VendorScript>
  /** The script's object, if this library loaded it and may configure it. */
  readonly own: VendorScript | undefined
  /** The script's object, whether this library or the page loaded it. */
  readonly any: VendorScript | undefined
}

/** In ms. Doubles with each consecutive failure. */
const FIRST_BACKOFF = 5000
const MAX_BACKOFF = 5 * 60 * 1000

export function createScriptLoader(
  { timeouts, disposed, logStep, report }: Context,
  source: ScriptSource,
  nonce: string | undefined,
): ScriptLoader {
  let own: VendorScript | undefined
  let loading: Promise<VendorScript> | undefined
  let backoff = 0
  let retryAt = 0

  function attempt(): Promise<VendorScript> {
    const arriving = loadScript(source, nonce, disposed)
    // Used even if it arrives after the timeout.
    arriving.then(
      vendor => {
        own = vendor
      },
      () => {},
    )
    loading = logStep({ step: 'script', parameters: { source } }, () =>
      waitFor(arriving, { ms: timeouts.script, timeoutCode: 'SCRIPT_TIMEOUT', disposed }),
    )
    loading.catch(error => {
      if (own) return
      loading = undefined
      backoff = Math.min(backoff * 2 || FIRST_BACKOFF, MAX_BACKOFF)
      retryAt = Date.now() + backoff
      // Only the first failure.
      if (backoff === FIRST_BACKOFF) report(error)
    })
    return loading
  }

  /** The page's own script tag may still be loading. */
  function waitForForeign(): Promise<VendorScript> {
    return waitFor(vendorFrom(pagesOwnTag()), { ms: timeouts.script, timeoutCode: 'SCRIPT_TIMEOUT' })
  }

  return {
    start() {
      const remaining = retryAt - Date.now()
      // More than the backoff: the clock was set back, which must not postpone the retry.
      const isDue = remaining <= 0 || remaining > backoff
      if (!own && !loading && isDue && !isForeignScript()) attempt()
    },
    load() {
      if (own) return Promise.resolve(own)
      return isForeignScript() ? waitForForeign() : loading || attempt()
    },
    get own() {
      return own && !pagesOwnTag() ? own : undefined
    },
    get any() {
      return own || vendorOnPage()
    },
  }
}
