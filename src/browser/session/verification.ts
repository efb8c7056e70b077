import { type Answer, invokeBridge, tapBridge } from '../client/bridge.js'
import { statusOf, toRefusal } from '../client/bridge-response.js'
import { toClientName } from '../client/client-names.js'
import type { Context } from '../client/context.js'
import type { Client } from '../client/detect-client.js'
import type { ScriptLoader } from '../client/script-loader.js'
import { configure, isConfigured } from '../client/vendor-config.js'
import { pagesOwnTag, type VendorScript } from '../client/vendor-script.js'
import { isWxError, type WxError } from '../errors.js'
import { createQueue } from '../util/queue.js'
import { assertNotAborted, waitFor } from '../util/wait.js'
import { credentialFields, type Signature } from './signature.js'

export interface VerificationLists {
  jsApiList: readonly string[]
  openTagList: readonly string[]
}

/** Has WeChat verify one signature (`preVerifyJSAPI`). */
export interface Verification {
  /** @returns the refusal if the signature is invalid; any other failure is thrown */
  verify(
    url: string,
    signature: Signature,
    lists: VerificationLists,
    signal: AbortSignal,
  ): Promise<WxError | undefined>
  /** Stops waiting for verifications in flight: their responses may have been lost. */
  reset(): void
}

/** @param mode `'script'`: the first verification goes through `wx.config` */
export function createVerification(
  { client, script, logStep, timeouts, disposed }: Context & { script: ScriptLoader },
  mode: 'bridge' | 'script',
): Verification {
  /** Never two verifications of the same URL at once: the second waits until the first has settled. */
  let inTurn = createQueue()

  /** The script, if the first verification is to go through it and it would report a refusal. */
  async function scriptToConfigure(): Promise<VendorScript | undefined> {
    // The page's own script is never configured, so there is nothing to wait for.
    if (mode !== 'script' || pagesOwnTag() || !scriptTellsRefusals(client())) return undefined
    // If it fails to load, the bridge takes over.
    await script.load().catch(() => {})
    return script.own
  }

  return {
    async verify(url, signature, lists, signal) {
      const vendor = await scriptToConfigure()
      try {
        await logStep({ step: 'verification', parameters: { url, signature, ...lists } }, async () => {
          const answer = await inTurn(url, async () => {
            assertNotAborted(signal)
            const answering =
              vendor && !isConfigured(vendor)
                ? verifyThroughScript(vendor, signature, lists)
                : verifyOverBridge(signature, lists)
            return waitFor(answering, {
              ms: timeouts.verify,
              timeoutCode: 'VERIFICATION_TIMEOUT',
              api: 'config',
              disposed,
            })
          })
          assertVerified(answer)
          return answer
        })
      } catch (error) {
        if (isWxError(error, 'INVALID_SIGNATURE')) return error
        throw error
      }
      return undefined
    },
    reset() {
      inTurn = createQueue()
    },
  }
}

/**
 * The default. Not through `wx.config`, because the script calls `ready` after a refusal too, and for a second config before
 * WeChat has responded to it.
 */
function verifyOverBridge(
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
 * The documented way, `wx.config`. WeChat's own response is taken if it can be intercepted: `wx.ready` and `wx.error` also
 * report on a config of the page itself, and `ready` is called at once if there was one.
 */
function verifyThroughScript(
  vendor: VendorScript,
  signature: Signature,
  lists: VerificationLists,
): Promise<Answer> {
  const { ready, error } = vendor as unknown as Record<string, (argument: unknown) => void>
  return new Promise(resolve => {
    const config = () => {
      // Copies, because the script writes WeChat's names into the lists.
      configure(vendor, {
        ...signature,
        jsApiList: [...lists.jsApiList],
        openTagList: [...lists.openTagList],
      })
    }
    const hasCalled = tapBridge(config, (answer, passOn) => {
      resolve(answer)
      passOn()
    })
    if (hasCalled === undefined) resolve(verifyOverBridge(signature, lists))
    if (hasCalled !== false) return
    // After a refusal the script calls `error` and then `ready`: the first one counts.
    error?.((answer: Answer) => resolve({ ...answer }))
    ready?.(() => resolve({ errMsg: 'config:ok' }))
  })
}

/**
 * Whether the script would report a refusal. It compares the version in `MicroMessenger/…` with `6.0.2` as text, so that
 * HarmonyOS's `1.0.6` and any `10.x` never get its `error`. On a desktop that text is frozen, and differs from `version`.
 */
export function scriptTellsRefusals({ os, version }: Client): boolean {
  return version >= '6.0.2' || !['ios', 'android', 'harmony'].includes(os)
}

function assertVerified(answer: Answer): void {
  const status = statusOf(answer)
  // "Function not exist": an old WeChat without verification allows everything.
  if (status === 'ok' || status === 'function not exist') return
  throw toRefusal('config', answer, 'VERIFICATION_FAILED')
}
