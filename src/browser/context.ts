import type { Client } from './client.js'
import type { Logged } from './log.js'
import type { Timeouts } from './options.js'

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
