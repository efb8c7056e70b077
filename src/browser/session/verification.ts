import { type Answer, invokeBridge, tapBridge } from '../client/bridge.js'
import { statusOf, toRefusal } from '../client/bridge-response.js'
import { toClientName } from '../client/client-names.js'
import type { Client } from '../client/detect-client.js'
import type { VendorScript } from '../client/vendor-script.js'
import { parseObject } from '../util/json.js'
import { notify } from '../util/notify.js'
import { waitFor } from '../util/wait.js'

/** What the server made for one URL. */
export interface Signature {
  appId: string
  /** In seconds. */
  timestamp: number | string
  nonceStr: string
  signature: string
}

export interface VerificationLists {
  jsApiList: readonly string[]
  openTagList: readonly string[]
}

/** The fields that the vendor's script adds to every call. */
export function credentialFields({
  appId,
  timestamp,
  nonceStr,
  signature,
}: Signature): Record<string, string> {
  return {
    appId,
    verifyAppId: appId,
    verifySignType: 'sha1',
    verifyTimestamp: String(timestamp),
    verifyNonceStr: nonceStr,
    verifySignature: signature,
  }
}

/**
 * Has the client verify a signature. Asked over the bridge and not through `wx.config`: the script calls `ready` for a
 * refusal too, and for a second config before the client has answered it.
 */
export function verifyOverBridge(
  signature: Signature,
  { jsApiList, openTagList }: VerificationLists,
): Promise<Answer> {
  return invokeBridge(toClientName('config'), {
    verifyJsApiList: jsApiList.map(toClientName),
    ...(openTagList.length > 0 && { verifyOpenTagList: [...openTagList] }),
    ...credentialFields(signature),
  })
}

/**
 * The scripts that this library has configured, and whether it still can: a `ready` callback of the page that throws stays in
 * the script's list, so that it and those before it would run again with each config. It is the page's own state and not
 * an instance's, so it stands here.
 */
const configured = new WeakMap<VendorScript, boolean>()

export function isConfigured(vendor: VendorScript): boolean {
  return configured.has(vendor)
}

/** @returns whether the script now has these credentials */
export function configure(vendor: VendorScript, options: Record<string, unknown>): boolean {
  const isUsable = configured.get(vendor) !== false && notify(() => vendor.config?.(options), undefined)
  configured.set(vendor, isUsable)
  return isUsable
}

/**
 * The documented way, `wx.config`. The client's own answer counts, if it can be had: `wx.ready` and `wx.error` also tell
 * of a config of the page's own, and `ready` comes at once where there has been one.
 */
export function verifyThroughScript(
  vendor: VendorScript,
  signature: Signature,
  { jsApiList, openTagList }: VerificationLists,
): Promise<Answer> {
  const { ready, error } = vendor as unknown as Record<string, (argument: unknown) => void>
  return new Promise(resolve => {
    const config = () => {
      configure(vendor, {
        ...signature,
        // The script writes the client's names into the lists that it is given.
        jsApiList: [...jsApiList],
        openTagList: [...openTagList],
      })
    }
    const hasCalled = tapBridge(config, (answer, handOn) => {
      resolve(answer)
      handOn()
    })
    if (hasCalled === undefined) resolve(verifyOverBridge(signature, { jsApiList, openTagList }))
    if (hasCalled !== false) return
    // A refusal runs `error` first and `ready` after it: the first of the two counts.
    error?.((answer: Answer) => resolve({ ...answer }))
    ready?.(() => resolve({ errMsg: 'config:ok' }))
  })
}

/**
 * Whether the script would tell of a refusal. It compares the version in `MicroMessenger/…` with `6.0.2` as texts, so that
 * HarmonyOS's `1.0.6` and any `10.x` never get its `error`. On a desktop that text is frozen, and `version` is another one.
 */
export function scriptTellsRefusals({ os, version }: Client): boolean {
  return version >= '6.0.2' || !['ios', 'android', 'harmony'].includes(os)
}

/** Throws what a refused verification means. */
export function assertVerified(answer: Answer): void {
  const status = statusOf(answer)
  // "Function not exist": a client from before there was a verification, which checks nothing.
  if (status === 'ok' || status === 'function not exist') return
  throw toRefusal('config', answer, 'VERIFICATION_FAILED')
}

/** The URL that the client says it checked. Believed only within the page's own origin. */
export function urlToldByClient(answer: unknown): string | undefined {
  const told = parseObject((answer as Answer | undefined)?.realAuthUrl)
  const urls = Array.isArray(told) ? told : [told]
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

/** Never two verifications of one instance for one URL at once: the second waits until the first has been answered or given up. */
export function createVerificationQueue(
  limit: number,
  disposed: AbortSignal,
): (url: string, verify: () => Promise<Answer>) => Promise<Answer> {
  const running = new Map<string, Promise<unknown>>()
  return async (url, verify) => {
    while (running.has(url)) await running.get(url)
    const answer = waitFor(verify(), {
      ms: limit,
      timeoutCode: 'VERIFICATION_TIMEOUT',
      api: 'config',
      disposed,
    })
    const settled = answer.catch(() => {}).then(() => running.delete(url))
    running.set(url, settled)
    return answer
  }
}
