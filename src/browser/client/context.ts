import type { LogStep } from '../util/log.js'
import type { Timeouts } from '../util/timeouts.js'
import type { Client } from './detect-client.js'

/** What the parts of one `wx` have in common. */
export interface Context {
  client: () => Client
  timeouts: Timeouts
  /** Aborts with `dispose()`. */
  disposed: AbortSignal
  logStep: LogStep
  /** Tells `onError` of a failure that nobody waits for. */
  report: (error: unknown) => void
}
