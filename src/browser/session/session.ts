import { waitForBridge } from '../client/bridge.js'
import type { Context } from '../client/context.js'
import type { ScriptLoader } from '../client/script-loader.js'
import type { VendorScript } from '../client/vendor-script.js'
import { isWxError, toWxError, WxError } from '../errors.js'
import { createThrottle } from '../util/throttle.js'
import { delay, throwIfAborted, waitFor } from '../util/wait.js'
import { currentUrl, type PageUrl } from './page-url.js'
import type { SignatureSource } from './signature-source.js'
import {
  assertVerified,
  createVerificationQueue,
  isConfigured,
  type Signature,
  scriptTellsRefusals,
  urlToldByClient,
  verifyOverBridge,
  verifyThroughScript,
} from './verification.js'

/** A page as the client verified it. */
export interface Verified {
  /** The URL whose signature the client took. */
  readonly url: string
  readonly signature: Signature
  /** What the page's URL was for this library: when it changes, the page is no longer verified. */
  readonly page: string
  /** Where the page stood as the client was asked. */
  readonly at: string
  /** How many APIs were listed: when more are, the page is verified again. */
  readonly listed: number
  /** The APIs that the account lacks on this page: still called when asked to, but the page is not verified again for them. */
  readonly denied: Set<string>
}

/** Where the page stands with WeChat. A new object at each change. */
export type WxState =
  | { readonly status: 'idle' | 'verifying' | 'disposed' }
  | { readonly status: 'ready'; readonly url: string; readonly appId: string }
  | { readonly status: 'failed'; readonly error: WxError }

/** The one rule: whoever asks has the page, as it stands now, verified. */
export interface Session {
  /** Resolves when the page is verified for where it stands now. `explicit`: tries again at once what has just failed. */
  ensure(explicit?: boolean): Promise<Verified>
  /** Starts `work` when the page is verified, and while it still stands where it is. */
  use<T>(work: (verified: Verified) => Promise<T>): Promise<T>
  /**
   * Verifies once more, because a client that had taken `stale` does not hold to it; shared by all who hold `stale`.
   * `explicit` also forgets which APIs were denied.
   */
  renew(stale: Verified | undefined, explicit?: boolean): Promise<Verified>
  /** Begins what is under way anew, for its answer may have been lost; whoever waits goes on waiting. */
  restart(): void
  /** Adds an API to the list that is verified. */
  list(api: string): void
  /** Whether anybody has asked yet. */
  readonly begun: boolean
  readonly verified: Verified | undefined
  readonly state: WxState
  dispose(): void
}

export interface SessionOptions {
  jsApiList: readonly string[]
  openTagList: readonly string[]
  verification: 'bridge' | 'script'
}

/** One run of verification for one state of the page. */
interface Attempt {
  /** For which page; another one as soon as the client has shown which URL it goes by. */
  page: string
  /** Resolves when it verified the page, and when a navigation superseded it. */
  readonly outcome: Promise<void>
  /** Ends it: another one superseded it. */
  readonly stop: AbortController
}

/** How long plain calls share a failure: a page full of calls must not become a storm of requests. */
const FAILURE_HOLDS = 1000

/** Navigations in quick succession are ordinary; a page that never stops must not become a storm of requests. */
const ATTEMPTS_AT_ONCE = 8
const THEN_ONE_IN = 500

/** So often the page may move under one caller before all timeouts in a row end its wait: any ordinary page comes to rest. */
const MOST_MOVES = 3
const NEVER_AT_REST = 'the URL to sign kept changing'

/** Pages whose denied APIs are remembered. */
const MOST_PAGES = 50

/** Before the same URL is tried once more with a fresh signature. */
const PAUSE = 200

/** The page's URL and another one, kept, fresh, and signed by a server that knows: what is refused then stays refused. */
const MOST_TRIES = 5

export function createSession(
  { client, script, logStep, timeouts, disposed }: Context & { script: ScriptLoader },
  { jsApiList, openTagList, verification }: SessionOptions,
  pageUrl: PageUrl,
  source: SignatureSource,
  onState: () => void,
): Session {
  const apis = new Set(jsApiList)
  let inTurn = createVerificationQueue(timeouts.verify, disposed)
  let verified: Verified | undefined
  let attempt: Attempt | undefined
  let failure: { page: string; error: WxError; at: number } | undefined
  let state: WxState = { status: 'idle' }
  let begun = false
  const throttle = createThrottle(ATTEMPTS_AT_ONCE, THEN_ONE_IN)
  /** By page and not by verification: one that another API asked for does not grant what the account lacks. */
  const denied = new Map<string, Set<string>>()

  const enter = (next: WxState) => {
    if (state.status === 'disposed') return
    state = next
    onState()
  }

  async function ensure(explicit = false): Promise<Verified> {
    const limit = Date.now() + timeouts.bridge + timeouts.signature + timeouts.verify
    for (let moves = 0; ; moves += 1) {
      if (state.status === 'disposed') throw new WxError('DISPOSED')
      if (typeof window === 'undefined') throw new WxError('NOT_IN_BROWSER')
      if (!client().inWeChat) throw failed(new WxError('NOT_IN_WECHAT'))
      begun = true
      const page = choosePage()
      const there = verifiedFor(page)
      if (there) return there
      if (moves >= MOST_MOVES && Date.now() >= limit)
        throw failed(new WxError('VERIFICATION_TIMEOUT', { errMsg: NEVER_AT_REST }))
      if (attempt?.page !== page) {
        if (!explicit && failure?.page === page && Math.abs(Date.now() - failure.at) < FAILURE_HOLDS)
          throw failure.error
        start(page)
      } else if (state.status === 'failed') enter({ status: 'verifying' })
      if (!attempt) continue
      const ms = moves < MOST_MOVES ? undefined : limit - Date.now()
      await waitFor(attempt.outcome, { ms, timeoutCode: 'VERIFICATION_TIMEOUT' }).catch(error => {
        // At the limit, the next round ends the wait.
        if (ms === undefined || Date.now() < limit) throw error
      })
    }
  }

  async function use<T>(work: (verified: Verified) => Promise<T>): Promise<T> {
    for (;;) {
      // Nothing is sent before the caller's own task ends: it may still dispose of this instance.
      await null
      // The page may have moved since it was verified, and nothing may be asked in the name of where it was.
      const there = verified && verifiedFor(choosePage())
      if (there) return work(there)
      await ensure()
    }
  }

  /** The verification that stands for `page`, where there is one. */
  function verifiedFor(page: string): Verified | undefined {
    if (verified?.page !== page || verified.listed !== apis.size) return undefined
    settleOn(verified)
    return verified
  }

  function choosePage(): string {
    try {
      return pageUrl.choose()
    } catch (cause) {
      throw failed(new WxError('INVALID_ARGUMENT', { errMsg: 'the signUrl option threw', cause }))
    }
  }

  function failed(error: WxError): WxError {
    // The same again is nothing new: who asks at each change of the state would never come to an end.
    if (state.status === 'failed' && state.error.message === error.message) return state.error
    enter({ status: 'failed', error })
    return error
  }

  function abandon(): void {
    attempt?.stop.abort()
    attempt = undefined
  }

  /** The page is back where it is verified: what was under way for another one counts no more. */
  function settleOn(there: Verified): void {
    abandon()
    if (state.status === 'ready' && state.url === there.url) return
    enter({ status: 'ready', url: there.url, appId: there.signature.appId })
  }

  function start(page: string): void {
    attempt?.stop.abort()
    const stop = new AbortController()
    const { signal } = stop
    let settle: (outcome?: Promise<void>) => void = () => {}
    const outcome = new Promise<void>(resolve => {
      settle = resolve
    })
    const mine: Attempt = { page, outcome, stop }
    attempt = mine
    enter({ status: 'verifying' })
    // Whoever was told of that may have moved the page, or disposed.
    if (signal.aborted) {
      settle()
      return
    }
    /** What comes of one that was superseded counts no more. */
    const counts = () => {
      if (signal.aborted) return false
      attempt = undefined
      return true
    }
    const work = run(mine, signal).then(
      result => {
        if (!counts()) return
        verified = result
        failure = undefined
      },
      cause => {
        // The page has moved on: the failure is of no page that is there.
        if (!counts() || choosePage() !== mine.page) return
        const error = failed(toWxError(cause, 'VERIFICATION_FAILED'))
        failure = { page: mine.page, error, at: Date.now() }
        throw error
      },
    )
    // Those who wait for one that is superseded go on at once, to wait for the page's new URL.
    const superseded = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
    settle(Promise.race([work, superseded]))
    // What is still under way for it, as a request whose bridge never came, is of no use any more.
    work.catch(() => {}).then(() => stop.abort())
  }

  async function run(mine: Attempt, stop: AbortSignal): Promise<Verified> {
    for (let ms = throttle.wait(); ms > 0 && !stop.aborted; ms = throttle.wait()) await delay(ms)
    throwIfAborted(stop)
    throttle.take()
    // First, because it takes longest: the verification needs it, and nobody waits for the script.
    const signing = sign(mine.page, stop)
    script.start()
    const bridge = logStep({ step: 'bridge' }, () => waitForBridge(timeouts.bridge, stop))
    const [first] = await Promise.all([signing, bridge])
    return negotiate(mine, first, stop)
  }

  /** Verifies `page`, and where the client refuses its signature, what it may have meant instead, until all is tried. */
  async function negotiate(mine: Attempt, first: Signed, stop: AbortSignal): Promise<Verified> {
    const { page } = mine
    let url = page
    let signed = first
    let told: string | undefined
    let serverKnows = false
    const triedInVain = new Set<string>()
    for (let tries = 1; ; tries += 1) {
      const kind = pageUrl.kindOf(url)
      const at = currentUrl()
      const listed = apis.size
      const refusal = await verify(url, signed.signature, stop)
      // What the client said is true of this URL even if the page has gone elsewhere: it may come back.
      if (!refusal) {
        source.keep(url, signed.signature)
        pageUrl.remember(kind)
        // A URL that only the client knows stands for the page as long as that stays where it is.
        if (kind !== 'told') mine.page = url
        return { url, signature: signed.signature, page: mine.page, at, listed, denied: deniedOn(mine.page) }
      }
      source.forget(url)
      told = urlToldByClient(refusal.result) ?? told
      const candidates = pageUrl.candidates(page, told)
      if (candidates.includes(url)) {
        // A server that does not know of the refusal may sign with a ticket that is gone: that URL has another try.
        if (serverKnows && !signed.kept) triedInVain.add(url)
        source.tellRefused()
        serverKnows = true
      }
      const left = candidates.filter(each => !triedInVain.has(each))
      const next = nextToTry(left, url, signed.kept)
      if (next === undefined || tries === MOST_TRIES) throw refusal
      if (next === url && !signed.kept) await delay(PAUSE)
      if (choosePage() !== page) throw refusal
      url = next
      // Who gave only a signature that was made before cannot be asked for another.
      signed = await sign(url, stop).catch(error => {
        throw isWxError(error, 'INVALID_ARGUMENT') ? refusal : error
      })
    }
  }

  function deniedOn(page: string): Set<string> {
    const apis = denied.get(page) ?? new Set()
    if (denied.size >= MOST_PAGES) denied.clear()
    denied.set(page, apis)
    return apis
  }

  async function sign(url: string, stop: AbortSignal): Promise<Signed> {
    throwIfAborted(stop)
    return logStep({ step: 'signature', parameters: { url } }, () => source.get(url, stop))
  }

  /** @returns the refusal where the client finds the signature invalid; all else is thrown */
  async function verify(url: string, signature: Signature, stop: AbortSignal): Promise<WxError | undefined> {
    const lists = { jsApiList: [...apis], openTagList }
    const vendor = await documentedWay()
    try {
      await logStep({ step: 'verification', parameters: { url, signature, ...lists } }, async () => {
        const answer = await inTurn(url, async () => {
          throwIfAborted(stop)
          return vendor && !isConfigured(vendor)
            ? verifyThroughScript(vendor, signature, lists)
            : verifyOverBridge(signature, lists)
        })
        assertVerified(answer)
        return answer
      })
    } catch (error) {
      if (isWxError(error, 'INVALID_SIGNATURE')) return error
      throw error
    }
    return undefined
  }

  /** The script, where the first verification is to go through it and it would tell of a refusal. */
  async function documentedWay(): Promise<VendorScript | undefined> {
    if (verification !== 'script' || !scriptTellsRefusals(client())) return undefined
    // Without the script, the bridge does it.
    await script.load().catch(() => {})
    return script.own
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
      abandon()
      // The answer that the next verification of the same URL would wait for may have been lost.
      inTurn = createVerificationQueue(timeouts.verify, disposed)
    },
    list(api) {
      apis.add(api)
    },
    get begun() {
      return begun
    },
    get verified() {
      return verified
    },
    get state() {
      return state
    },
    dispose() {
      enter({ status: 'disposed' })
      attempt?.stop.abort()
      // Work that was to start now is not started.
      verified = undefined
    },
  }
}

/** Of one that was kept, the age may be all that was wrong; else another URL is the better guess. */
function nextToTry(left: readonly string[], refused: string, kept: boolean): string | undefined {
  if (kept && left.includes(refused)) return refused
  return left.find(url => url !== refused) ?? left[0]
}

interface Signed {
  signature: Signature
  kept: boolean
}
