import { PlatformError } from '../errors.js'
import type { Store } from '../store/store.js'
import { startStopwatch } from '../util/stopwatch.js'

const DAY = 86_400_000

/**
 * Counts what WeChat gives only so often a day. Is called by one at a time, as the holder of a lock is.
 *
 * @returns spends one. @throws {PlatformError} `QUOTA_SPENT` where none is left
 */
export function createDailyBudget(store: Store, key: string, budget: number): () => Promise<void> {
  // Without the store each process counts its own.
  let own = { spent: 0, since: startStopwatch() }

  return async () => {
    if (own.since() >= DAY) own = { spent: 0, since: startStopwatch() }
    const entry = await store.get(key).catch(() => undefined)
    const stored = entry && /^\d{1,9}$/.test(entry.value) ? Number(entry.value) : 0
    const spent = Math.max(stored, own.spent)
    if (spent >= budget)
      throw new PlatformError('QUOTA_SPENT', { errmsg: `${budget} a day are this library's own limit` })
    own.spent = spent + 1
    const left = entry ? Math.ceil(entry.ttl) : DAY
    await store.set(key, String(spent + 1), left).catch(() => {})
  }
}
