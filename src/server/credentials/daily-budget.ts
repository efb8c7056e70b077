import { PlatformError } from '../errors.js'
import type { Store } from '../store/store.js'
import { startStopwatch } from '../util/stopwatch.js'

const DAY = 86_400_000

/**
 * Limits how often something is done per day. Only one process at a time may call it: the holder of a lease.
 *
 * @returns counts one. @throws {PlatformError} `QUOTA_SPENT` if none is left
 */
export function createDailyBudget(store: Store, key: string, budget: number): () => Promise<void> {
  // Without the store, each process counts for itself.
  let own = { spent: 0, age: startStopwatch() }

  return async () => {
    if (own.age() >= DAY) own = { spent: 0, age: startStopwatch() }
    const entry = await store.get(key).catch(() => undefined)
    const stored = entry && /^\d{1,9}$/.test(entry.value) ? Number(entry.value) : 0
    const spent = Math.max(stored, own.spent)
    if (spent >= budget)
      throw new PlatformError('QUOTA_SPENT', { errmsg: `${budget} a day is this library's own limit` })
    own.spent = spent + 1
    // The day starts with the first call, so the entry keeps its time to live.
    const ttl = entry ? Math.ceil(entry.ttl) : DAY
    await store.set(key, String(spent + 1), ttl).catch(() => {})
  }
}
