import { randomUUID } from 'node:crypto'
import { PlatformError } from '../errors.js'
import type { Store } from '../store/store.js'
import { delay } from '../util/delay.js'
import { startStopwatch } from '../util/stopwatch.js'

/** How long the lock of a process that was killed keeps the others waiting, in ms. */
const LEASE = 4000

/** How often who works says that he still does, in ms. */
const BEAT = 1000

const LATE_HINT =
  'Another process that shares the store asks WeChat, and is not done. Look at what its onEvent was told.'

/** So much later than it should, in ms, only a process runs that stood still. */
const STANDSTILL = 1000

/** For so long such a process takes no lock over, in ms: the holder may have stood still too, and is about to go on. */
const GRACE = 500
const MOST_GRACE = 2

/** The most that is added to the lease of a holder that stands still now and then, in ms. */
const LONGEST_EXTENSION = 6000

/** Between two looks at what the one who works has done, in ms: any time between these two. */
const SHORTEST_PAUSE = 50
const LONGEST_PAUSE = 150

/** Nobody stands still so often: a store that is full throws locks out first, and one of one's own may never say yes. */
const MOST_LOST = 3

/** What the holder of the lock may do. */
export interface Lock {
  /** Stores only while the lock is still held. @returns whether it was */
  commit(key: string, value: string, ttl: number): Promise<boolean>
}

export interface LockedWork<T> {
  store: Store
  /** The lock's own key. */
  key: string
  /** What somebody else has done already; `undefined` as long as there is nothing. */
  done(): Promise<T | undefined>
  /** Is done by one of all who share the store. @returns `undefined` where the lock was lost on the way */
  work(lock: Lock): Promise<T | undefined>
  /** How long to wait for another process, in ms. */
  patience: number
  /** Ends the wait: `doOnce` rejects with its reason. */
  signal: AbortSignal
}

/**
 * Has work done once, by one of all who share the store, and gives its result to each of them.
 *
 * Who holds the lock prolongs it as long as he works. One that stood still for too long finds it lost, and what he
 * would store is refused: somebody else is at work by then.
 *
 * @throws {PlatformError} `TIMEOUT` where the one who works takes too long, `STORE_UNAVAILABLE` where the store keeps no
 * lock, and what `done`, `work` and the store throw
 */
export async function doOnce<T>({ store, key, done, work, patience, signal }: LockedWork<T>): Promise<T> {
  const owner = randomUUID()
  let waited = startStopwatch()
  let lost = 0
  let grace = MOST_GRACE
  let sinceStandstill = () => GRACE
  for (let sinceLook = startStopwatch(); ; ) {
    const found = await done()
    if (found !== undefined) return found
    if (sinceLook() > STANDSTILL && grace > 0) {
      grace -= 1
      sinceStandstill = startStopwatch()
    }
    sinceLook = startStopwatch()
    const mayTakeOver = lost > 0 || sinceStandstill() >= GRACE
    if (mayTakeOver && (await store.add(key, owner, LEASE))) {
      // Who held the lock until now may have been done between our look and our lock.
      const result = await holding(store, key, owner, async lock => (await done()) ?? (await work(lock)))
      if (result !== undefined) return result
      lost += 1
      if (lost >= MOST_LOST)
        throw new PlatformError('STORE_UNAVAILABLE', { errmsg: `the lock was lost ${lost} times in turn` })
      // Having stood still is not having waited.
      waited = startStopwatch()
    }
    if (waited() > patience) {
      const errmsg = `another process is at it for more than ${patience} ms`
      throw new PlatformError('TIMEOUT', { errmsg, hint: LATE_HINT })
    }
    await pause(signal)
    signal.throwIfAborted()
  }
}

async function holding<T>(
  store: Store,
  key: string,
  owner: string,
  work: (lock: Lock) => Promise<T>,
): Promise<T> {
  const held = { key, value: owner }
  let sinceBeat = startStopwatch()
  const beat = setInterval(() => {
    // One that stands still now and then needs a longer lease.
    const late = Math.max(Math.round(sinceBeat()) - BEAT, 0)
    sinceBeat = startStopwatch()
    store.set(key, owner, LEASE + Math.min(2 * late, LONGEST_EXTENSION), held).catch(() => {})
  }, BEAT)
  try {
    return await work({ commit: (...entry) => store.set(...entry, held) })
  } finally {
    clearInterval(beat)
    // If this fails, it ends by itself.
    await store.delete(key, owner).catch(() => {})
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return delay(SHORTEST_PAUSE + Math.random() * (LONGEST_PAUSE - SHORTEST_PAUSE), signal)
}
