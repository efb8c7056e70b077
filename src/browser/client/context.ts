import { toWxError, type WxError } from '../errors.js'
import { createLogStep, createWarning, type Log, type LogStep } from '../util/log.js'
import { notify } from '../util/notify.js'
import type { Timeouts } from '../util/timeouts.js'
import { type Client, detectClient } from './detect-client.js'

/** What all parts of one `wx` share. */
export interface Context {
  client: () => Client
  timeouts: Timeouts
  /** Aborted by `dispose()`. */
  disposed: AbortSignal
  logStep: LogStep
  /** Passes a failure that no caller is waiting for to `onError`. */
  report: (error: unknown) => void
}

export interface ContextOptions {
  timeouts: Timeouts
  onError?: ((error: WxError) => void) | undefined
}

export function createContext(
  { timeouts, onError = createWarning() }: ContextOptions,
  disposed: AbortSignal,
  log: Log,
): Context {
  let detected: Client | undefined
  return {
    timeouts,
    disposed,
    logStep: createLogStep(log),
    // Detected on first use: a page may install its simulator after createWx().
    client() {
      detected ??= detectClient()
      return detected
    },
    report(error) {
      // dispose() makes whatever is in flight fail.
      if (!disposed.aborted) notify(onError, toWxError(error, 'CALL_FAILED'))
    },
  }
}
