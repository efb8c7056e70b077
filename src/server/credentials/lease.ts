import { randomUUID } from 'node:crypto'
import type { Store } from '../store/store.js'
import { startStopwatch } from '../util/stopwatch.js'

/** A lock in the store that expires unless its holder renews it. */
export interface Lease {
  /** Stores a value only while the lease is still held. @returns whether it was */
  commit(key: string, value: string, ttl: number): Promise<boolean>
}

/** When the lease of a killed process expires, in ms. */
const DURATION = 4000

/** How often the holder renews its lease, in ms. */
const HEARTBEAT = 1000

/** The most that is added to the lease of a holder whose heartbeats are late, in ms. */
const MAX_EXTENSION = 6000

/**
 * Runs work while holding the lease of a key, and releases it afterwards. A holder that stalls may lose it: another process
 * takes over then, and `commit` refuses.
 *
 * @returns the result of the work, or `undefined` if another process holds the lease
 * @throws {PlatformError} `STORE_UNAVAILABLE`, and what the work throws
 */
export async function withLease<T>(
  store: Store,
  key: string,
  work: (lease: Lease) => Promise<T>,
): Promise<{ result: T } | undefined> {
  const owner = randomUUID()
  if (!(await store.add(key, owner, DURATION))) return undefined
  const whileHeld = { key, value: owner }
  let sinceHeartbeat = startStopwatch()
  const heartbeat = setInterval(() => {
    // A holder that stalls now and then needs a longer lease.
    const late = Math.max(Math.round(sinceHeartbeat()) - HEARTBEAT, 0)
    sinceHeartbeat = startStopwatch()
    const duration = DURATION + Math.min(2 * late, MAX_EXTENSION)
    store.set(key, owner, duration, whileHeld).catch(() => {})
  }, HEARTBEAT)
  try {
    return { result: await work({ commit: (...entry) => store.set(...entry, whileHeld) }) }
  } finally {
    clearInterval(heartbeat)
    // If this fails, it expires.
    await store.delete(key, owner).catch(() => {})
  }
}
