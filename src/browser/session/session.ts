import type { Context } from '../client/context.js'
import type { ScriptLoader } from '../client/script-loader.js'
import { toWxError, WxError } from '../errors.js'
import { notify } from '../util/notify.js'
import { createThrottle } from '../util/throttle.js'
import { assertNotAborted, delay, waitFor } from '../util/wait.js'
import { type Accepted, createNegotiate } from './negotiation.js'
import type { PageUrl } from './page-url.js'
import type { Signature } from './signature.js'
import type { SignatureSource } from './signature-source.js'
import { createVerification } from './verification.js'

/** A page that WeChat has verified. */
export interface Verified {
  /** The URL whose signature WeChat accepted. */
  readonly url: string
  readonly signature: Signature
  /** The URL to sign at that time: once it changes, the page is no longer verified. */
  readonly page: string
  /** Where the page was when WeChat was asked. */
  readonly at: string
  /** How many APIs were listed: when more are, the page is verified again. */
  readonly listed: number
  /** The APIs that the account lacks on this page. Calls to them are still sent, but no longer make the page verify again. */
  readonly denied: Set<string>
}

/** Whether the page is verified. A new object at each change. */
export type WxState =
  | { readonly status: 'idle' | 'verifying' | 'disposed' }
  | { readonly status: 'ready'; readonly url: string; readonly appId: string }
  | { readonly status: 'failed'; readonly error: WxError }

/** Keeps the page verified for its URL as it is now. Concurrent callers share one verification; a navigation supersedes it. */
export interface Session {
  /** Resolves once the page is verified for its current URL. `explicit` retries at once what has just failed. */
  ensure(explicit?: boolean): Promise<Verified>
  /** Runs `work` while the page is verified for its current URL. */
  use<T>(work: (verified: Verified) => Promise<T>): Promise<T>
  /**
   * Verifies again, because WeChat no longer honors `stale`. Does so once for all callers that hold `stale`. `explicit` also
   * forgets which APIs were denied.
   */
  renew(stale: Verified | undefined, explicit?: boolean): Promise<Verified>
  /** Restarts a verification in flight, because its response may have been lost. Callers keep waiting. */
  restart(): void
  /** Adds an API to those that are verified. */
  list(api: string): void
  /** Whether the page has been asked to verify. */
  readonly started: boolean
  readonly verified: Verified | undefined
  readonly state: WxState
  /** Calls `listener` after each change of `state`. @returns a function that removes it */
  subscribe(listener: (state: WxState) => void): () => void
  dispose(): void
}

export interface SessionOptions {
  jsApiList: readonly string[]
  openTagList: readonly string[]
  verification: 'bridge' | 'script'
}

/** One run of verification. */
interface Attempt {
  /** The URL to sign when it started. */
  readonly page: string
  /** Resolves when the page is verified, or when another attempt superseded this one. */
  readonly outcome: Promise<void>
  readonly controller: AbortController
}

/** How long calls share a failure, in ms, so that a page full of calls does not cause a storm of requests. */
const FAILURE_LIFETIME = 1000

/** Throttles attempts: a page that never stops navigating must not cause a storm of requests either. */
const ATTEMPTS_AT_ONCE = 8
const ATTEMPT_INTERVAL = 500

/** After this many navigations, one caller waits no longer than all timeouts together. Ordinary pages come to rest before. */
const MAX_MOVES = 3

/** The number of pages whose denied APIs are remembered. */
const MAX_PAGES = 50

export function createSession(
  context: Context & { script: ScriptLoader },
  { jsApiList, openTagList, verification: mode }: SessionOptions,
  pageUrl: PageUrl,
  source: SignatureSource,
): Session {
  const { client, timeouts } = context
  const apis = new Set(jsApiList)
  const verification = createVerification(context, mode)
  const negotiate = createNegotiate(context, { apis, openTagList }, pageUrl, source, verification)
  const throttle = createThrottle(ATTEMPTS_AT_ONCE, ATTEMPT_INTERVAL)
  const listeners = new Set<(state: WxState) => void>()
  /** By page, and kept when another API makes the page verify again: that does not grant what the account lacks. */
  const denied = new Map<string, Set<string>>()
  let verified: Verified | undefined
  let attempt: Attempt | undefined
  let failure: { page: string; error: WxError; at: number } | undefined
  let state: WxState = { status: 'idle' }
  let started = false

  async function ensure(explicit = false): Promise<Verified> {
    const deadline = Date.now() + timeouts.bridge + timeouts.signature + timeouts.verify
    for (let moves = 0; ; moves += 1) {
      if (state.status === 'disposed') throw new WxError('DISPOSED')
      if (typeof window === 'undefined') throw new WxError('NOT_IN_BROWSER')
      if (!client().inWeChat) throw fail(new WxError('NOT_IN_WECHAT'))
      started = true
      const page = choosePage()
      const current = verifiedFor(page)
      if (current) return current
      if (moves >= MAX_MOVES && Date.now() >= deadline)
        throw fail(new WxError('VERIFICATION_TIMEOUT', { errMsg: 'the URL to sign kept changing' }))
      if (attempt?.page !== page) {
        if (!explicit && failure?.page === page && Math.abs(Date.now() - failure.at) < FAILURE_LIFETIME)
          throw failure.error
        start(page)
      } else if (state.status === 'failed') setState({ status: 'verifying' })
      if (!attempt) continue
      const ms = moves < MAX_MOVES ? undefined : deadline - Date.now()
      await waitFor(attempt.outcome, { ms, timeoutCode: 'VERIFICATION_TIMEOUT' }).catch(error => {
        // On a timeout, the next round throws.
        if (ms === undefined || Date.now() < deadline) throw error
      })
    }
  }

  async function use<T>(work: (verified: Verified) => Promise<T>): Promise<T> {
    for (;;) {
      // Nothing is sent before the caller's own task ends: it may still dispose of this instance.
      await null
      // Checked again right before the work: the page may have moved since it was verified.
      const current = verified && verifiedFor(choosePage())
      if (current) return work(current)
      await ensure()
    }
  }

  /** The verification, if it is valid for `page`. Ends an attempt for another page: this one is where the page is now. */
  function verifiedFor(page: string): Verified | undefined {
    if (verified?.page !== page || verified.listed !== apis.size) return undefined
    cancelAttempt()
    const { url, signature } = verified
    if (state.status !== 'ready' || state.url !== url)
      setState({ status: 'ready', url, appId: signature.appId })
    return verified
  }

  function choosePage(): string {
    try {
      return pageUrl.choose()
    } catch (error) {
      throw fail(error as WxError)
    }
  }

  function start(page: string): void {
    cancelAttempt()
    const controller = new AbortController()
    const { signal } = controller
    const work = verifyPage(page, signal).then(
      accepted => {
        // Remembered even if the page has moved on. Together with setting "verified", because it changes what choose() returns.
        pageUrl.remember(accepted.kind)
        if (signal.aborted) return
        attempt = undefined
        failure = undefined
        verified = toVerified(page, accepted)
      },
      cause => {
        if (signal.aborted) return
        attempt = undefined
        // If the page has navigated meanwhile, this is not a failure of its new URL.
        if (choosePage() !== page) return
        const error = fail(toWxError(cause, 'VERIFICATION_FAILED'))
        failure = { page, error, at: Date.now() }
        throw error
      },
    )
    const superseded = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
    attempt = { page, outcome: Promise.race([work, superseded]), controller }
    // Ends what is still in flight, such as a signature request when the bridge timed out.
    work.catch(() => {}).then(() => controller.abort())
    setState({ status: 'verifying' })
  }

  async function verifyPage(page: string, signal: AbortSignal): Promise<Accepted> {
    // A listener notified of the new state may navigate or dispose first.
    await null
    for (let ms = throttle.wait(); ms > 0 && !signal.aborted; ms = throttle.wait()) await delay(ms)
    assertNotAborted(signal)
    throttle.take()
    return negotiate(page, signal)
  }

  function toVerified(chosen: string, { kind, ...accepted }: Accepted): Verified {
    // A URL that only WeChat knows stands for the page until the page's own URL changes.
    const page = kind === 'other' ? chosen : accepted.url
    return { ...accepted, page, denied: deniedOn(page) }
  }

  function deniedOn(page: string): Set<string> {
    const apis = denied.get(page) || new Set()
    if (denied.size >= MAX_PAGES) denied.clear()
    denied.set(page, apis)
    return apis
  }

  function cancelAttempt(): void {
    attempt?.controller.abort()
    attempt = undefined
  }

  function fail(error: WxError): WxError {
    // Do not notify of an identical failure: a listener that retries on every change would loop.
    if (state.status === 'failed' && state.error.message === error.message) return state.error
    setState({ status: 'failed', error })
    return error
  }

  function setState(next: WxState): void {
    if (state.status === 'disposed') return
    state = next
    for (const listener of listeners) notify(listener, state)
  }

  return {
    ensure,
    use,
    renew(stale, explicit) {
      if (verified === stale) verified = undefined
      if (explicit) denied.clear()
      return ensure(explicit)
    },
    restart() {
      cancelAttempt()
      verification.reset()
    },
    list(api) {
      apis.add(api)
    },
    get started() {
      return started
    },
    get verified() {
      return verified
    },
    get state() {
      return state
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      setState({ status: 'disposed' })
      listeners.clear()
      cancelAttempt()
      // So that use() does not start its work.
      verified = undefined
    },
  }
}
