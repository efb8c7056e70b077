import type { ConfigError, ConfigOptions } from '../../types/config.js'
import type { Context } from '../browser/client/context.js'
import { isWxError, WxError } from '../browser/errors.js'
import type { PageUrl } from '../browser/session/page-url.js'
import type { Session } from '../browser/session/session.js'
import type { SignatureSource } from '../browser/session/signature-source.js'
import { isObject } from '../browser/util/json.js'
import { notify } from '../browser/util/notify.js'
import type { ConfigSignature } from './config-signature.js'
import { toFailure, toVendorResult } from './results.js'

/** `config`, `ready` and `error` of the vendor's script, over a session. */
export interface Configuration {
  /** Verifies the page with this signature. Replaces one that is still in flight; the lists of all of them are verified. */
  config(options: ConfigOptions): void
  /**
   * As the vendor's: calls back once WeChat has answered, also after a refusal, which `error` gets first; at once, if that has been.
   * Unlike the vendor's, waits for a later `config()` that is in flight.
   */
  ready(callback: () => void): void
  /**
   * As the vendor's, keeps the last callback. Unlike the vendor's, calls all that were set since the last outcome, so that each of
   * several callers of `config()` learns of it, and also when WeChat does not answer or this is not WeChat.
   */
  error(callback: (result: ConfigError) => void): void
  /** Whether the last `config()` asked to log every result. */
  readonly debug: boolean
  /** Resolves when no `config()` is in flight, whatever the outcome. */
  settled(): Promise<void>
}

type ErrorCallback = (result: ConfigError) => void

interface ConfigurationParts {
  pageUrl: PageUrl
  source: SignatureSource
  signature: ConfigSignature
  /** Receives the open tags of each `config()`. */
  openTagList: string[]
}

export function createConfiguration(
  { client, session }: Context & { session: Session },
  { pageUrl, source, signature, openTagList }: ConfigurationParts,
): Configuration {
  let configs = 0
  let debug = false
  let inFlight: Promise<void> | undefined
  /** Whether WeChat has answered a `config()`. */
  let answered = false
  const readyCallbacks: (() => void)[] = []
  /** Those that were set since the last outcome; of each `config()`, the last one. */
  const errorCallbacks = new Map<number, ErrorCallback>()
  let lastErrorCallback: ErrorCallback | undefined
  /** An error that there was no callback for. */
  let unheard: ConfigError | undefined

  async function verify({ check, ...options }: ConfigOptions): Promise<void> {
    if (typeof window === 'undefined') throw new WxError('NOT_IN_BROWSER')
    const { appId, timestamp, nonceStr, jsApiList, openTagList: tags } = options
    const given = { appId, timestamp, nonceStr, signature: options.signature }
    for (const api of jsApiList ?? []) session.list(api)
    for (const tag of tags ?? []) if (!openTagList.includes(tag)) openTagList.push(tag)
    signature.give(given)
    const url = pageUrl.choose()
    // Instead of the one that was accepted for this URL before.
    source.forget(url)
    source.keep(url, given)
    if (check === false) return
    // A verification in flight uses the signature before.
    session.restart()
    await session.renew(session.verified, true)
  }

  function finish(error?: unknown): void {
    inFlight = undefined
    const refusal = isWxError(error) && error.api === 'config' && isObject(error.result) && error.result
    let failure: ConfigError | undefined
    if (refusal) failure = toVendorResult('config', refusal)
    else if (error !== undefined) failure = toFailure('config', error)
    if (debug) console.log('wx.config', failure || { errMsg: 'config:ok' })
    if (failure) tellError(failure)
    if (refusal || !failure) answered = true
    if (answered) for (const callback of readyCallbacks.splice(0)) notify(callback, undefined)
  }

  function tellError(result: ConfigError): void {
    const set = [...errorCallbacks.values()]
    const callbacks = set[0] || !lastErrorCallback ? set : [lastErrorCallback]
    errorCallbacks.clear()
    if (!callbacks[0]) unheard = result
    for (const callback of callbacks) notify(callback, result)
  }

  return {
    config(options) {
      configs += 1
      const mine = configs
      debug = Boolean(options.debug)
      unheard = undefined
      const finishMine = (error?: unknown) => {
        if (mine === configs) finish(error)
      }
      inFlight = verify(options).then(() => finishMine(), finishMine)
    },
    ready(callback) {
      const isDebuggedOutside = debug && !client().inWeChat
      if ((answered && !inFlight) || isDebuggedOutside) callback()
      else readyCallbacks.push(callback)
    },
    error(callback) {
      const missed = unheard
      unheard = undefined
      lastErrorCallback = callback
      if (missed) callback(missed)
      else errorCallbacks.set(configs, callback)
    },
    get debug() {
      return debug
    },
    async settled() {
      while (inFlight) await inFlight
    },
  }
}
