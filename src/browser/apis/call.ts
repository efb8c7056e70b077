import { toClientName } from '../../shared/client-names.js'
import { own } from '../../shared/has-own.js'
import { type Answer, invokeBridge, tapBridge, unlessRefused } from '../client/bridge.js'
import { statusOf, toRefusal, toResult } from '../client/bridge-response.js'
import type { Context } from '../client/context.js'
import { detectClient } from '../client/detect-client.js'
import type { ScriptLoader } from '../client/script-loader.js'
import type { VendorScript } from '../client/vendor-script.js'
import { isWxError, messageOf, WxError } from '../errors.js'
import { currentUrl } from '../session/page-url.js'
import type { Session, Verified } from '../session/session.js'
import { configure, credentialFields, type Signature } from '../session/verification.js'
import { throwIfAborted, waitFor } from '../util/wait.js'
import type { Command } from './api-spec.js'
import { type CallOptions, readCallOptions } from './call-options.js'
import { MENU_SHARES } from './menu-share.js'
import { readFields } from './parameters.js'
import { COMMANDS, EVENTS } from './table.js'

/** Calls an API by its name as soon as the page is verified; gives its answer as read. */
export type Call = (api: string, parameters?: object, options?: CallOptions) => Promise<unknown>

/** How often one call has the page verified again. */
const MOST_RENEWALS = 3

export function createCall({
  session,
  script,
  timeouts,
  logStep,
  disposed,
}: Context & { script: ScriptLoader; session: Session }): Call {
  const queues = new Map<string, Promise<unknown>>()

  const call: Call = async (api, given = {}, options) => {
    checkApi(api)
    const { signal, timeout } = readCallOptions(api, options)
    if (typeof window === 'undefined') throw new WxError('NOT_IN_BROWSER', { api })
    const row = rowOf(api)
    const parameters = readFields(api, row.takes, given)
    if (row.listed !== false) session.list(api)
    const attempt = async () => {
      if (row.asksFirst) await assertKnown(api, { signal, timeout: timeouts.call })
      throwIfAborted(signal)
      return withPermission(api, verified => send(api, row, parameters, { signal, timeout }, verified))
    }
    // A time-out counts from when the call is sent: before that, the limits of the page's way hold.
    return waitFor(row.queued ? inTurn(api, attempt) : attempt(), { signal, disposed })
  }

  /**
   * Makes the call, and where the client lost the page's permission, verifies and makes it once more; again for a page
   * that has moved meanwhile, which may be all that was wrong.
   */
  function withPermission<T>(
    api: string,
    make: (verified: Verified) => Promise<T>,
    renewals = 0,
  ): Promise<T> {
    return session.use(async verified => {
      try {
        const result = await make(verified)
        verified.denied.delete(api)
        return result
      } catch (error) {
        if (!isWxError(error, 'PERMISSION_DENIED') || verified.denied.has(api)) throw error
        if (renewals > 0 && verified.at === currentUrl()) {
          verified.denied.add(api)
          throw error
        }
        // A page that never stops moving never gets a call through.
        if (renewals === MOST_RENEWALS) throw error
        await session.renew(verified)
        return withPermission(api, make, renewals + 1)
      }
    })
  }

  async function assertKnown(api: string, options: CallOptions): Promise<void> {
    const answer = await call('checkJsApi', { jsApiList: [api] }, options)
    const { checkResult } = answer as { checkResult: Record<string, boolean> }
    if (!checkResult[api])
      throw new WxError('NOT_SUPPORTED', {
        api,
        errMsg: 'checkJsApi says no',
        result: answer,
        hint: detectClient().devtools ? 'Test it on a phone: the developer tools lack it.' : undefined,
      })
  }

  function send(
    api: string,
    row: Row,
    parameters: object,
    { signal, timeout }: CallOptions,
    { signature }: Verified,
  ): Promise<unknown> {
    throwIfAborted(signal)
    return logStep({ step: 'call', api, parameters }, async () => {
      const vendor = script.own
      const sent =
        (vendor &&
          own(vendor, api) &&
          !row.bridgeOnly &&
          throughScript(vendor, api, parameters, signature)) ||
        overBridge(api, row, parameters, signature)
      const answer = await waitFor(row.settles === 'sent' ? unlessRefused(api, sent) : sent, {
        ms: timeout ?? (row.limit === 'none' ? undefined : timeouts[row.limit ?? 'call']),
        timeoutCode: 'CALL_TIMEOUT',
        api,
        signal,
        disposed,
      })
      return readAnswer(api, row, answer)
    })
  }

  /** One after the other; one that failed, or whose caller has gone, does not hold up the next. */
  function inTurn<T>(api: string, work: () => Promise<T>): Promise<T> {
    const turn = (queues.get(api) ?? Promise.resolve()).then(work)
    queues.set(
      api,
      turn.catch(() => {}),
    )
    return turn
  }

  return call
}

/**
 * The vendor's script makes the call; its own reading of the answer is set aside for that of the table.
 *
 * @returns `undefined` where the script cannot be used
 */
function throughScript(
  vendor: VendorScript,
  api: string,
  parameters: object,
  signature: Signature,
): Promise<Answer> | undefined {
  // The script has one place for credentials, and whoever wrote there last may have been somebody else.
  if (!configure(vendor, { ...signature, check: false })) return undefined
  let isUsable = true
  const answering = new Promise<Answer>((resolve, reject) => {
    // A fresh object: the script writes into it. A script of the page's choice may have another way to the client.
    const options = { ...parameters, complete: (answer: Answer) => resolve({ ...answer }) }
    const onAnswer = (answer: Answer, handOn: () => void) => {
      resolve(answer)
      try {
        // Some releases keep a queue that moves on with the answer.
        handOn()
      } catch {
        // The table reads the answer.
      }
    }
    try {
      isUsable = tapBridge(() => vendor[api]?.(options), onAnswer) !== undefined
    } catch (cause) {
      reject(new WxError('CALL_FAILED', { api, errMsg: messageOf(cause), cause }))
    }
  })
  return isUsable ? answering : undefined
}

/** The same call without the script: an API it does not know, no script at all, or one that is the page's own. */
async function overBridge(api: string, row: Row, parameters: object, signature: Signature): Promise<Answer> {
  const sent = row.toClient?.(parameters as never, signature.appId) ?? parameters
  return invokeBridge(toClientName(api), { ...credentialFields(signature), ...sent })
}

function readAnswer(api: string, row: Row, answer: Answer): unknown {
  const ok = row.isOk ? row.isOk(answer) : statusOf(answer) === 'ok'
  if (!ok) {
    throw toRefusal(api, answer, 'CALL_FAILED', {
      NOT_SUPPORTED: row.client && `Update WeChat: it has this API since ${row.client}.`,
      CALL_FAILED: row.hint?.(),
    })
  }
  return withoutUndefined({ ...toResult(api, answer), ...row.reads?.(answer) })
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  for (const name of Object.keys(fields)) if (fields[name] === undefined) delete fields[name]
  return fields
}

/** What has no row takes anything, and its answer is waited for. */
type Row = Partial<Command>

function rowOf(api: string): Row {
  return own(COMMANDS as unknown as Record<string, Command>, api) ?? {}
}

function checkApi(api: unknown): void {
  const invalid = (errMsg: string) => new WxError('INVALID_ARGUMENT', { api: messageOf(api), errMsg })
  if (typeof api !== 'string' || api === '') throw invalid(`the name of the API is ${messageOf(api)}`)
  if (own(EVENTS, api) || own(MENU_SHARES, api)) throw invalid(`${api} is an event: listen with wx.${api}()`)
  if (NO_APIS.includes(api)) throw invalid(`${api} is no API`)
}

/** What the vendor's script has beside the APIs. */
const NO_APIS = ['config', 'ready', 'error', 'invoke', 'on', 'miniProgram']
