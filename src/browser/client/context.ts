import type { Timeouts } from '../options.js'
import type { Logged } from '../util/log.js'
import type { Client } from './detect-client.js'

/** What the parts of one `wx` have in common. */
export interface Context {
  client: () => Client
  timeouts: Timeouts
  /** Aborts with `dispose()`. */
  life: AbortSignal
  logged: Logged
  /** Tells `onError` of a failure that nobody waits for. */
  report: (error: unknown) => void
}
