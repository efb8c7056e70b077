import { getOwn } from '../../shared/get-own.js'
import { type Answer, unlessRefused } from '../client/bridge.js'
import { statusOf, toRefusal, toResult } from '../client/bridge-response.js'
import type { Context } from '../client/context.js'
import type { ScriptLoader } from '../client/script-loader.js'
import { messageOf, WxError } from '../errors.js'
import type { Session, Verified } from '../session/session.js'
import { createQueue } from '../util/queue.js'
import { assertNotAborted, waitFor } from '../util/wait.js'
import type { Command } from './api-spec.js'
import { type CallOptions, readCallOptions } from './call-options.js'
import { readParameters } from './parameters.js'
import { withPermission } from './permission.js'
import { sendCall } from './send.js'
import { COMMANDS, EVENTS, MENU_SHARES } from './table.js'

/** Calls an API by its name once the page is verified. Resolves with the normalized result. */
export type Call = (api: string, parameters?: object, options?: CallOptions) => Promise<unknown>

export function createCall({
  client,
  session,
  script,
  timeouts,
  logStep,
  disposed,
}: Context & { script: ScriptLoader; session: Session }): Call {
  const enqueue = createQueue()

  const call: Call = async (api, given = {}, options) => {
    assertCallable(api)
    const { signal, timeout } = readCallOptions(api, options)
    if (typeof window === 'undefined') throw new WxError('NOT_IN_BROWSER', { api })
    const row = rowOf(api)
    const { timeout: timeoutName = 'call' } = row
    const parameters = readParameters(api, row.parameters, given)
    if (row.listed !== false) session.list(api)

    const send = ({ signature }: Verified) => {
      assertNotAborted(signal)
      return logStep({ step: 'call', api, parameters }, async () => {
        const sent = sendCall(script.own, api, row, parameters, signature)
        const answer = await waitFor(row.settles === 'sent' ? unlessRefused(api, sent) : sent, {
          // Starts here. Until the call is sent, the timeouts of the verification apply.
          ms: timeout ?? (timeoutName === 'none' ? undefined : timeouts[timeoutName]),
          timeoutCode: 'CALL_TIMEOUT',
          api,
          signal,
          disposed,
        })
        return readAnswer(api, row, answer)
      })
    }
    const run = async () => {
      if (row.checkFirst) await assertSupported(api, { signal, timeout: timeouts.call })
      assertNotAborted(signal)
      return withPermission(session, api, send)
    }
    return waitFor(row.queued ? enqueue(api, run) : run(), { signal, disposed })
  }

  async function assertSupported(api: string, options: CallOptions): Promise<void> {
    const answer = await call('checkJsApi', { jsApiList: [api] }, options)
    const { checkResult } = answer as { checkResult: Record<string, boolean> }
    if (!checkResult[api])
      throw new WxError('NOT_SUPPORTED', {
        api,
        errMsg: 'checkJsApi reports no support',
        result: answer,
        hint: client().devtools ? 'Test it on a phone: DevTools lacks it.' : undefined,
      })
  }

  return call
}

/** An API without a row takes any parameters and waits for the response. */
type Row = Partial<Command>

function rowOf(api: string): Row {
  return getOwn(COMMANDS as unknown as Record<string, Command>, api) ?? {}
}

function assertCallable(api: unknown): void {
  const invalid = (errMsg: string) => new WxError('INVALID_ARGUMENT', { api: messageOf(api), errMsg })
  if (typeof api !== 'string' || api === '') throw invalid(`the name of the API is ${messageOf(api)}`)
  if (getOwn(EVENTS, api) || getOwn(MENU_SHARES, api))
    throw invalid(`${api} is an event: listen with wx.${api}()`)
  if (NOT_APIS.includes(api)) throw invalid(`${api} is not an API`)
}

/** The members of the vendor's script that are not APIs. */
const NOT_APIS = ['config', 'ready', 'error', 'invoke', 'on', 'miniProgram']

function readAnswer(
  api: string,
  { since, isOk = hasStatusOk, hint, normalize }: Row,
  answer: Answer,
): unknown {
  if (!isOk(answer))
    throw toRefusal(api, answer, 'CALL_FAILED', {
      NOT_SUPPORTED: since && `Update WeChat: it has this API since ${since}.`,
      CALL_FAILED: hint?.(),
    })
  return withoutUndefined({ ...toResult(api, answer), ...normalize?.(answer) })
}

function hasStatusOk(answer: Answer): boolean {
  return statusOf(answer) === 'ok'
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  for (const name of Object.keys(fields)) if (fields[name] === undefined) delete fields[name]
  return fields
}
