import type { Answer } from '../client/bridge.js'
import { WxError, type WxErrorCode } from '../errors.js'

/** What ends the wait for something, besides the thing itself. All parts may be left out. */
export interface Limits {
  /** After this many milliseconds the wait is over, with the code `late`. */
  ms?: number | undefined
  late?: WxErrorCode
  /** The API that is waited for, for that error. */
  api?: string
  /** The caller's own signal: `ABORTED`. */
  signal?: AbortSignal | undefined
  /** Ends with `dispose()`: `DISPOSED`. */
  life?: AbortSignal | undefined
}

/**
 * Follows `work` to its end, or to the first of the limits. The work itself goes on; others may be waiting for it.
 * Listeners and timers are gone when it settles, so that a long-lived signal gathers nothing.
 */
export function waitFor<T>(work: Promise<T>, { ms, late, api, signal, life }: Limits): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer =
      late && ms !== undefined && ms <= LONGEST
        ? setTimeout(() => fail(new WxError(late, { api, errMsg: `nothing within ${ms} ms` })), ms)
        : undefined
    const signals = [signal, life]
    const release = () => {
      clearTimeout(timer)
      for (const each of signals) each?.removeEventListener('abort', onAbort)
    }
    const fail = (error: unknown) => {
      release()
      reject(error)
    }
    const onAbort = () => {
      const error = whyUnwanted(signal, life)
      if (error) fail(error)
    }
    work.then(value => {
      release()
      resolve(value)
    }, fail)
    for (const each of signals) each?.addEventListener('abort', onAbort)
    onAbort()
  })
}

export function delay(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

export function assertWanted(signal: AbortSignal | undefined, life?: AbortSignal): void {
  const error = whyUnwanted(signal, life)
  if (error) throw error
}

function whyUnwanted(signal: AbortSignal | undefined, life: AbortSignal | undefined): WxError | undefined {
  if (life?.aborted) return new WxError('DISPOSED')
  if (!signal?.aborted) return undefined
  return new WxError('ABORTED', { cause: (signal as { reason?: unknown }).reason })
}

/** How long the answer to what is only sent is listened for, in ms. */
const REFUSED_AT_ONCE = 200

/** What a client may never answer is well when it did not refuse at once. */
export function unlessRefused(api: string, answer: Promise<Answer>): Promise<Answer> {
  return Promise.race([answer, delay(REFUSED_AT_ONCE).then(() => ({ errMsg: `${api}:ok` }))])
}

/** Browsers keep the delay of a timer in 32 bits, and fire at once above that. */
const LONGEST = 2 ** 31 - 1
