import { PlatformError } from '../errors.js'
import { startStopwatch } from '../util/stopwatch.js'
import { withTimeout } from '../util/with-timeout.js'
import type { Store, StoreEntry } from './store.js'

const METHODS = ['get', 'set', 'add', 'delete'] as const

/** How long one operation may take, in ms. */
const TIMEOUT = 2000

/** How long a store is not used after a failure, in ms, so that callers do not wait for the timeout one after another. */
const COOLDOWN = 5000

/** A store that knows whether its latest operation succeeded. */
export interface ResilientStore extends Store {
  isUp(): boolean
}

/**
 * Wraps a store so that each operation settles in time and rejects with `STORE_UNAVAILABLE` only. After a failure, operations
 * fail at once for a while.
 *
 * @param onDown is called for each failure, except while one is expected
 * @param onUp is called when the store is back. @param downFor in ms
 * @throws {TypeError} for anything that is not a store
 */
export function createResilientStore(
  store: Store,
  onDown: (error: PlatformError) => void,
  caller: string,
  onUp: (downFor: number) => void = () => {},
): ResilientStore {
  // Otherwise each operation would fail, and the process would go on as with a store that is down.
  const missing = METHODS.find(name => typeof store?.[name] !== 'function')
  if (missing)
    throw new TypeError(`${caller}: store has no ${missing}(). Wrap a Redis client with redisStore()`)
  let latestFailure: { error: PlatformError; age: () => number } | undefined
  let downFor: (() => number) | undefined

  async function attempt<T>(operation: () => Promise<T>): Promise<T> {
    if (latestFailure && latestFailure.age() < COOLDOWN) throw latestFailure.error
    try {
      // A store may throw before it returns a promise.
      const operating = new Promise<T>(resolve => resolve(operation()))
      const result = await withTimeout(TIMEOUT, operating, failLate)
      latestFailure = undefined
      if (downFor) onUp(Math.round(downFor()))
      downFor = undefined
      return result
    } catch (cause) {
      const error = new PlatformError('STORE_UNAVAILABLE', { errmsg: reasonOf(cause) })
      const isExpected = latestFailure && latestFailure.age() < COOLDOWN
      latestFailure = { error, age: startStopwatch() }
      downFor ??= startStopwatch()
      if (!isExpected) onDown(error)
      throw error
    }
  }

  return {
    isUp: () => latestFailure === undefined,
    get: key => attempt(async () => validateEntry(await store.get(key))),
    set: (...entry) => attempt(() => store.set(...entry)),
    add: (...entry) => attempt(() => store.add(...entry)),
    delete: (...entry) => attempt(() => store.delete(...entry)),
  }
}

/** Without the time to live, the age of a value would be unknown. */
function validateEntry(entry: StoreEntry | undefined): StoreEntry | undefined {
  if (entry === undefined || (typeof entry?.value === 'string' && Number.isFinite(entry.ttl))) return entry
  throw new TypeError('get gives no { value, ttl }')
}

function failLate(): never {
  throw new Error(`nothing within ${TIMEOUT} ms`)
}

/** The message of a store's error is left out, because it may contain the command, and so the value. */
function reasonOf(error: unknown): string {
  const { code, name, message } = (error ?? {}) as Partial<Error> & { code?: unknown }
  // Redis starts its messages with a word such as NOPERM, READONLY, OOM or LOADING.
  const [, word] = /^([A-Z]{3,16}) /.exec(String(message)) ?? []
  return String(code ?? word ?? name ?? 'no reason given')
}
