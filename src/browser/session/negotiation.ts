import { type Answer, waitForBridge } from '../client/bridge.js'
import type { Context } from '../client/context.js'
import type { ScriptLoader } from '../client/script-loader.js'
import { isWxError } from '../errors.js'
import { parseObject } from '../util/json.js'
import { assertNotAborted, delay } from '../util/wait.js'
import { currentUrl, type PageUrl, type UrlKind } from './page-url.js'
import type { Signature } from './signature.js'
import type { SignatureSource } from './signature-source.js'
import type { Verification } from './verification.js'

/** What WeChat accepted for a page. */
export interface Accepted {
  /** The URL whose signature WeChat accepted. */
  readonly url: string
  readonly kind: UrlKind
  readonly signature: Signature
  /** Where the page was when WeChat was asked. */
  readonly at: string
  /** How many APIs were listed. */
  readonly listed: number
}

/**
 * Gets a page verified: signs its URL, and if WeChat refuses the signature, tries what else it may check, until all
 * candidates have failed.
 */
export type Negotiate = (page: string, signal: AbortSignal) => Promise<Accepted>

export interface NegotiationOptions {
  /** The APIs to verify. May grow at any time. */
  apis: ReadonlySet<string>
  openTagList: readonly string[]
}

/** A limit for a client that names another URL in each refusal. Otherwise the candidates are exhausted before. */
const MAX_TRIES = 5

/** The delay before the same URL is tried again with a fresh signature, in ms. */
const RETRY_DELAY = 200

export function createNegotiate(
  { script, logStep, timeouts }: Context & { script: ScriptLoader },
  { apis, openTagList }: NegotiationOptions,
  pageUrl: PageUrl,
  source: SignatureSource,
  verification: Verification,
): Negotiate {
  async function sign(url: string, signal: AbortSignal): Promise<{ signature: Signature; cached: boolean }> {
    assertNotAborted(signal)
    return logStep({ step: 'signature', parameters: { url } }, () => source.get(url, signal))
  }

  return async (page, signal) => {
    // The signature first, because it takes longest. Only verification: 'script' waits for the script.
    const signing = sign(page, signal)
    script.start()
    const bridge = logStep({ step: 'bridge' }, () => waitForBridge(timeouts.bridge, signal))
    let [{ signature, cached }] = await Promise.all([signing, bridge])

    let url = page
    let realAuthUrl: string | undefined
    let serverKnows = false
    const exhausted = new Set<string>()
    for (let tries = 1; ; tries += 1) {
      const accepted = { url, kind: pageUrl.kindOf(url), signature, at: currentUrl(), listed: apis.size }
      const refusal = await verification.verify(url, signature, { jsApiList: [...apis], openTagList }, signal)
      // Kept even if the page has moved on: it may come back to this URL.
      if (!refusal) {
        source.keep(url, signature)
        return accepted
      }
      source.forget(url)
      realAuthUrl = readRealAuthUrl(refusal.result) ?? realAuthUrl
      const candidates = pageUrl.candidates(page, realAuthUrl)
      if (candidates.includes(url)) {
        // Until the server knows of the refusal, it may sign with an expired ticket: try the URL again after that.
        if (serverKnows && !cached) exhausted.add(url)
        source.reportRefusal()
        serverKnows = true
      }
      const next = nextUrl(
        candidates.filter(candidate => !exhausted.has(candidate)),
        url,
        cached,
      )
      if (next === undefined || tries === MAX_TRIES) throw refusal
      if (next === url && !cached) await delay(RETRY_DELAY)
      if (pageUrl.choose() !== page) throw refusal
      url = next
      ;({ signature, cached } = await sign(url, signal).catch(error => {
        // Without a signature option there is only the initial signature: its refusal is what went wrong.
        throw isWxError(error, 'INVALID_ARGUMENT') ? refusal : error
      }))
    }
  }
}

/** A cached signature may just be too old, so its URL is tried again; after a fresh one another URL is the better guess. */
function nextUrl(candidates: readonly string[], refused: string, cached: boolean): string | undefined {
  if (cached && candidates.includes(refused)) return refused
  return candidates.find(url => url !== refused) ?? candidates[0]
}

/** The URL that WeChat says it checked. Only believed if it has the page's origin. */
function readRealAuthUrl(answer: unknown): string | undefined {
  const value = parseObject((answer as Answer | undefined)?.realAuthUrl)
  const urls = Array.isArray(value) ? value : [value]
  const own = urls.find(url => typeof url === 'string' && isOfThisOrigin(url))
  return (own as string | undefined)?.split('#')[0]
}

function isOfThisOrigin(url: string): boolean {
  try {
    return new URL(url).origin === location.origin
  } catch {
    return false
  }
}
