import { PlatformError } from '../errors.js'
import { startStopwatch } from '../util/stopwatch.js'
import { withTimeout } from '../util/with-timeout.js'
import type { Store, StoreEntry } from './store.js'

const METHODS = ['get', 'set', 'add', 'delete'] as const

/** For one step of the store, in ms. */
const LIMIT = 2000

/** How long a store that failed is not asked again, in ms: not everybody is to wait for it in turn. */
const REST = 5000

/** A store that tells whether it answered when it was last asked. */
export interface ResilientStore extends Store {
  isUp(): boolean
}

/**
 * A store that always settles, and rejects with `STORE_UNAVAILABLE` alone. After a failure it rejects at once for a while.
 *
 * @param onDown is told of each failure that was not to be foreseen
 * @param onUp is told for how many ms it was down
 * @throws {TypeError} for what is no store
 */
export function createResilientStore(
  store: Store,
  onDown: (error: PlatformError) => void,
  caller: string,
  onUp: (downFor: number) => void = () => {},
): ResilientStore {
  // Each step would fail, and the process go on without it, as with a store that is down.
  const missing = METHODS.find(name => typeof store?.[name] !== 'function')
  if (missing)
    throw new TypeError(`${caller}: store has no ${missing}(); of a Redis client, redisStore makes one`)
  let down: { error: PlatformError; for: () => number } | undefined
  let sinceFirst: (() => number) | undefined

  async function step<T>(work: () => Promise<T>): Promise<T> {
    if (down && down.for() < REST) throw down.error
    try {
      // A store of one's own may throw before it gives a promise.
      const result = await withTimeout(LIMIT, new Promise<T>(resolve => resolve(work())), tooLate)
      down = undefined
      if (sinceFirst) onUp(Math.round(sinceFirst()))
      sinceFirst = undefined
      return result
    } catch (cause) {
      const error = new PlatformError('STORE_UNAVAILABLE', { errmsg: reasonOf(cause) })
      const known = down && down.for() < REST
      down = { error, for: startStopwatch() }
      sinceFirst ??= startStopwatch()
      if (!known) onDown(error)
      throw error
    }
  }

  return {
    isUp: () => down === undefined,
    get: key => step(async () => assertEntry(await store.get(key))),
    set: (...entry) => step(() => store.set(...entry)),
    add: (...entry) => step(() => store.add(...entry)),
    delete: (...entry) => step(() => store.delete(...entry)),
  }
}

/** Without its time nobody would know how old it is. */
function assertEntry(entry: StoreEntry | undefined): StoreEntry | undefined {
  if (entry === undefined || (typeof entry?.value === 'string' && Number.isFinite(entry.ttl))) return entry
  throw new TypeError('get gives no { value, ttl }')
}

function tooLate(): never {
  throw new Error(`nothing within ${LIMIT} ms`)
}

/** What a store's error says is not passed on: it may hold the command, and so the value. */
function reasonOf(error: unknown): string {
  const { code, name, message } = (error ?? {}) as Partial<Error> & { code?: unknown }
  // As of Redis, which has no other code: NOPERM, READONLY, OOM, LOADING.
  const [, word] = /^([A-Z]{3,16}) /.exec(String(message)) ?? []
  return String(code ?? word ?? name ?? 'no reason given')
}
