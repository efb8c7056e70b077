import { WxError, type WxErrorCode } from '../errors.js'

/** What ends a wait early. */
export interface WaitOptions {
  /** In milliseconds; after that the wait fails with `timeoutCode`. Without a code there is no timeout. */
  ms?: number | undefined
  timeoutCode?: WxErrorCode
  /** The API to name in the timeout error. */
  api?: string
  /** The caller's signal: `ABORTED`. */
  signal?: AbortSignal | undefined
  /** Aborted by `dispose()`: `DISPOSED`. */
  disposed?: AbortSignal | undefined
}

/**
 * Settles as `work` does, or rejects earlier on a timeout or an abort. The work itself goes on: others may share it.
 * Timers and listeners are removed on settling, so that a long-lived signal does not accumulate them.
 */
export function waitFor<T>(
  work: Promise<T>,
  { ms, timeoutCode, api, signal, disposed }: WaitOptions,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer =
      timeoutCode && ms !== undefined && ms <= MAX_DELAY
        ? setTimeout(() => fail(new WxError(timeoutCode, { api, errMsg: `nothing within ${ms} ms` })), ms)
        : undefined
    const signals = [signal, disposed]
    const release = () => {
      clearTimeout(timer)
      for (const each of signals) each?.removeEventListener('abort', onAbort)
    }
    const fail = (error: unknown) => {
      release()
      reject(error)
    }
    const onAbort = () => {
      const error = abortError(signal, disposed)
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

/** @throws {WxError} `DISPOSED`, `ABORTED` */
export function assertNotAborted(signal: AbortSignal | undefined, disposed?: AbortSignal): void {
  const error = abortError(signal, disposed)
  if (error) throw error
}

function abortError(signal: AbortSignal | undefined, disposed: AbortSignal | undefined): WxError | undefined {
  if (disposed?.aborted) return new WxError('DISPOSED')
  if (!signal?.aborted) return undefined
  return new WxError('ABORTED', { cause: (signal as { reason?: unknown }).reason })
}

/** Browsers store a timer's delay in 32 bits, and fire at once above this. */
const MAX_DELAY = 2 ** 31 - 1
