import { startStopwatch } from '../util/stopwatch.js'

/**
 * Where tokens, tickets and the outcomes of codes are stored. Processes that share a store share these. Each method must be
 * one atomic step for all processes. Times to live are counted by the clock of the store, so that no other clock matters.
 */
export interface Store {
  /** @returns the entry, or `undefined` if there is none or it has expired */
  get(key: string): Promise<StoreEntry | undefined>
  /**
   * Stores a value, replacing the one before.
   *
   * @param ttl in ms, a positive integer; the entry expires after it
   * @param onlyWhile store only while another key has this value, as for the owner of a lock. @default always
   * @returns whether it was stored
   */
  set(key: string, value: string, ttl: number, onlyWhile?: Holding): Promise<boolean>
  /**
   * Stores a value only if the key has none.
   *
   * @param ttl in ms, a positive integer; the entry expires after it
   * @returns whether it was stored
   */
  add(key: string, value: string, ttl: number): Promise<boolean>
  /** Deletes a key only while it has this value. @returns whether it was deleted */
  delete(key: string, value: string): Promise<boolean>
}

/** What a key has. */
export interface StoreEntry {
  value: string
  /** The remaining time to live, in ms. */
  ttl: number
}

/** A key and the value that it must have. */
export interface Holding {
  key: string
  value: string
}

/** Creates a store in the memory of this process. Its entries are lost when the process ends. */
export function memoryStore(): Store {
  const entries = new Map<string, { value: string; ttl: number; age: () => number }>()
  let writes = 0

  function read(key: string): StoreEntry | undefined {
    const entry = entries.get(key)
    if (!entry) return undefined
    const ttl = entry.ttl - entry.age()
    if (ttl > 0) return { value: entry.value, ttl }
    entries.delete(key)
    return undefined
  }

  function write(key: string, value: string, ttl: number): void {
    writes += 1
    // Entries that nobody reads again, such as codes, would never be removed otherwise.
    if (writes % SWEEP_INTERVAL === 0) for (const each of [...entries.keys()]) read(each)
    entries.set(key, { value, ttl, age: startStopwatch() })
  }

  return {
    get: async key => read(key),
    async set(key, value, ttl, onlyWhile) {
      if (onlyWhile && read(onlyWhile.key)?.value !== onlyWhile.value) return false
      write(key, value, ttl)
      return true
    },
    async add(key, value, ttl) {
      if (read(key)) return false
      write(key, value, ttl)
      return true
    },
    delete: async (key, value) => read(key)?.value === value && entries.delete(key),
  }
}

/** Expired entries are removed each time that this many values have been stored. */
const SWEEP_INTERVAL = 1000
