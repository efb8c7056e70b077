import { toClientName } from '../shared/client-names.js'
import { own } from '../shared/own.js'
import { statusOf, toRefusal, toResult } from './answer.js'
import { APIS, type ApiRow, UNKNOWN_API } from './apis.js'
import { type Answer, invokeBridge } from './bridge.js'
import { isWxError, messageOf, WxError } from './errors.js'
import type { Logged } from './log.js'
import type { Timeouts } from './options.js'
import type { VendorScript } from './script.js'
import type { ScriptLoader } from './script-loader.js'
import type { Session, Verified } from './session.js'
import { configure, credentialFields, type Signature } from './verification.js'
import { delay, waitFor } from './wait.js'

/** What every call takes beside its parameters. */
export interface CallOptions {
  /** Ends the wait: `ABORTED`. What WeChat already shows stays open. */
  signal?: AbortSignal | undefined
  /** In ms, from when the call is sent, in place of the limit that the API has. */
  timeout?: number | undefined
}

/** Calls an API by its name as soon as the page is verified; gives its answer as read. */
export type Call = (api: string, parameters?: object, options?: CallOptions) => Promise<unknown>

interface Parts {
  session: Session
  script: ScriptLoader
  timeouts: Timeouts
  logged: Logged
  life: AbortSignal
}

/** How long the answer to what is only sent is listened for. */
const REFUSED_AT_ONCE = 200

export function createCall({ session, script, timeouts, logged, life }: Parts): Call {
  /** What the account lacks, as long as the page stays verified: called again when asked to, but not verified for it. */
  const deniedBy = new WeakMap<Verified, Set<string>>()
  const deniedTo = (verified: Verified) => {
    const denied = deniedBy.get(verified) ?? new Set<string>()
    deniedBy.set(verified, denied)
    return denied
  }
  const queues = new Map<string, Promise<unknown>>()

  const call: Call = async (api, parameters = {}, { signal, timeout } = {}) => {
    checkCall(api, parameters)
    const row = rowOf(api)
    if (row.listed) session.list(api)
    // A time-out counts from when the call is sent: before that, the limits of the page's way hold.
    const limits = { signal, life }
    const inTurn = row.queued ? queue(api) : <T>(work: () => Promise<T>) => work()
    const attempt = () => inTurn(() => once(api, row, parameters, { signal, timeout }))
    return waitFor(attempt(), limits)
  }

  /** Makes the call, and where the client lost the page's permission, verifies and makes it once more. */
  async function once(api: string, row: ApiRow, parameters: object, options: CallOptions): Promise<unknown> {
    assertWanted(options.signal)
    const before = await session.ensure()
    try {
      const result = await send(api, row, parameters, options, before)
      deniedTo(before).delete(api)
      return result
    } catch (error) {
      if (!isWxError(error, 'PERMISSION_DENIED') || deniedTo(before).has(api)) throw error
      const after = await session.renew(before)
      try {
        return await send(api, row, parameters, options, after)
      } catch (again) {
        if (isWxError(again, 'PERMISSION_DENIED')) deniedTo(after).add(api)
        throw again
      }
    }
  }

  function send(
    api: string,
    row: ApiRow,
    parameters: object,
    { signal, timeout }: CallOptions,
    { signature }: Verified,
  ): Promise<unknown> {
    assertWanted(signal)
    return logged({ step: 'call', api, parameters }, async () => {
      const vendor = script.own
      const sent =
        vendor && own(vendor, api)
          ? throughScript(vendor, api, row, parameters, signature)
          : overBridge(api, row, parameters, signature)
      const answer = await waitFor(row.settles === 'sent' ? Promise.race([sent, unanswered(api)]) : sent, {
        ms: timeout ?? (row.limit === 'none' ? undefined : timeouts[row.limit]),
        late: () => new WxError('CALL_TIMEOUT', { api, errMsg: 'no answer in time' }),
        signal,
        life,
      })
      return readAnswer(api, row, answer)
    })
  }

  /** One after the other; one that failed, or whose caller has gone, does not hold up the next. */
  function queue(api: string) {
    return <T>(work: () => Promise<T>): Promise<T> => {
      const turn = (queues.get(api) ?? Promise.resolve()).then(work)
      queues.set(
        api,
        turn.catch(() => {}),
      )
      return turn
    }
  }

  return call
}

/** The vendor's script makes the call; its own reading of the answer is set aside for that of the table. */
function throughScript(
  vendor: VendorScript,
  api: string,
  row: ApiRow,
  parameters: object,
  signature: Signature,
): Promise<Answer> {
  // The script has one place for credentials, and whoever wrote there last may have been somebody else.
  configure(vendor, { ...signature, check: false })
  return new Promise((resolve, reject) => {
    let asItCame: Answer | undefined
    let readByScript: ((answer: object) => void) | undefined
    // A fresh object: the script writes into it.
    const options = {
      ...reshape(api, row.toScript, parameters),
    } as Record<string, unknown>
    options.complete = (answer: Answer) => resolve(asItCame ?? { ...answer })
    // The script reads some answers with an unguarded JSON.parse, from its `_complete`, before any callback: what that
    // throws would leave the call without an answer. Its queue for getLocalImgData hangs on the same function, so it runs.
    Object.defineProperty(options, '_complete', {
      configurable: true,
      get: () => readByScript,
      set: (read: (answer: object) => void) => {
        readByScript = answer => {
          asItCame = { ...answer }
          try {
            read(answer)
          } catch {
            // The table reads `asItCame`.
          }
        }
      },
    })
    try {
      vendor[api]?.(options)
    } catch (cause) {
      reject(new WxError('CALL_FAILED', { api, errMsg: String(cause), cause }))
    }
  })
}

/** The same call without the script: an API it does not know, no script at all, or one that is the page's own. */
async function overBridge(
  api: string,
  row: ApiRow,
  parameters: object,
  signature: Signature,
): Promise<Answer> {
  const sent = reshape(api, row.toClient, parameters)
  return invokeBridge(toClientName(api), {
    ...sent,
    ...credentialFields(signature),
  })
}

function reshape(api: string, shape: ApiRow['toClient'], parameters: object): object {
  try {
    return shape?.(parameters as never) ?? parameters
  } catch (cause) {
    throw new WxError('INVALID_ARGUMENT', { api, errMsg: messageOf(cause), cause })
  }
}

async function unanswered(api: string): Promise<Answer> {
  await delay(REFUSED_AT_ONCE)
  return { errMsg: `${api}:ok` }
}

function readAnswer(api: string, row: ApiRow, answer: Answer): unknown {
  const ok = row.isOk ? row.isOk(answer) : statusOf(answer) === 'ok'
  if (!ok) throw toRefusal(api, answer, 'CALL_FAILED')
  return withoutUndefined({ ...toResult(api, answer), ...row.read?.(answer) })
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  for (const name of Object.keys(fields)) if (fields[name] === undefined) delete fields[name]
  return fields
}

function rowOf(api: string): ApiRow {
  return own(APIS as unknown as Record<string, ApiRow>, api) ?? UNKNOWN_API
}

function checkCall(api: unknown, parameters: unknown): void {
  const invalid = (errMsg: string) => new WxError('INVALID_ARGUMENT', { api: String(api), errMsg })
  if (typeof api !== 'string' || api === '') throw invalid(`the name of the API is ${String(api)}`)
  if (['config', 'ready', 'error'].includes(api)) throw invalid(`${api} is what ready() does`)
  if (typeof parameters !== 'object' || parameters === null)
    throw invalid(`the parameters are ${String(parameters)}`)
}

function assertWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new WxError('ABORTED')
}
