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

/** Loads the vendor's script beside everything else: calls go over the bridge until it is there. */
export interface ScriptLoader {
  /**
   * Starts loading unless the script is there, on its way, or the page's own. Nobody waits for it: a failure is told to
   * `onError`, once, and the next `start()` after a backoff tries again.
   */
  start(): void
  /**
   * Resolves with the script's object, whoever put it on the page. Tries again at once after a failure.
   *
   * @throws {WxError} `SCRIPT_FAILED`, `SCRIPT_TIMEOUT`
   */
  load(): Promise<VendorScript>
  /** The script's object, once it is there and ours to configure. */
  readonly own: VendorScript | undefined
  /** The script's object, whoever put it there. */
  readonly any: VendorScript | undefined
}

/** In ms. Doubled with each failure in a row. */
const FIRST_BACKOFF = 5000
const LONGEST_BACKOFF = 5 * 60 * 1000

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
    // A script that arrives after the limit is still used.
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
      const isFirst = backoff === 0
      backoff = Math.min(backoff * 2 || FIRST_BACKOFF, LONGEST_BACKOFF)
      retryAt = Date.now() + backoff
      if (isFirst) report(error)
    })
    return loading
  }

  /** The page's own script tag may still be loading. */
  function waitForForeign(): Promise<VendorScript> {
    return waitFor(vendorFrom(pagesOwnTag()), { ms: timeouts.script, timeoutCode: 'SCRIPT_TIMEOUT' })
  }

  return {
    start() {
      const early = retryAt - Date.now()
      // Longer than the backoff: the clock was set back, which must not put the retry off.
      const isDue = early <= 0 || early > backoff
      if (!own && !loading && isDue && !isForeignScript()) attempt()
    },
    load() {
      if (own) return Promise.resolve(own)
      return isForeignScript() ? waitForForeign() : (loading ?? attempt())
    },
    get own() {
      return own && !pagesOwnTag() ? own : undefined
    },
    get any() {
      return own ?? vendorOnPage()
    },
  }
}
