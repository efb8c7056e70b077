import type { WxError } from './errors.js'
import type { Logged } from './log.js'
import {
  isForeignScript,
  loadScript,
  pageHasItsOwn,
  type ScriptSource,
  type VendorScript,
  vendorOnPage,
} from './script.js'

/** The vendor's script on its way into the page. */
export interface ScriptLoader {
  /**
   * Resolves when the script is there or will not come: a page without it works over the bridge, so this never
   * rejects. After a failure it tries again, without anybody waiting for that.
   */
  load(): Promise<void>
  /** The script's object, once it is there and ours to configure. */
  readonly own: VendorScript | undefined
  /** The script's object, whoever put it there. */
  readonly any: VendorScript | undefined
}

interface Options {
  source: ScriptSource
  nonce: string | undefined
  limit: number
  logged: Logged
  onError: (error: WxError) => void
}

export function createScriptLoader({ source, nonce, limit, logged, onError }: Options): ScriptLoader {
  let own: VendorScript | undefined
  let loading: Promise<void> | undefined
  let failedBefore = false

  async function start(): Promise<void> {
    try {
      own = await logged({ step: 'script', parameters: { source } }, () => loadScript(source, nonce, limit))
    } catch (error) {
      loading = undefined
      failedBefore = true
      onError(error as WxError)
    }
  }

  return {
    load() {
      if (own || isForeignScript()) return Promise.resolve()
      loading ??= start()
      return failedBefore ? Promise.resolve() : loading
    },
    get own() {
      return own && !pageHasItsOwn() ? own : undefined
    },
    get any() {
      return own ?? vendorOnPage()
    },
  }
}
