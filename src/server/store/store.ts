import { startStopwatch } from '../util/stopwatch.js'

/**
 * Where tokens, tickets and outcomes are kept, so that all who share it share them. Every method is one atomic step for
 * all processes; lives are counted by the store's own clock, so that nobody else's need be right.
 */
export interface Store {
  /** @returns what is kept, or `undefined` */
  get(key: string): Promise<StoreEntry | undefined>
  /**
   * Keeps a value in place of the one before.
   *
   * @param ttl in ms, a positive integer; after it the value is gone
   * @param onlyWhile only while this other key holds this value, as a lock's owner has it
   * @returns whether it was kept
   */
  set(key: string, value: string, ttl: number, onlyWhile?: Holding): Promise<boolean>
  /** Keeps a value only where there is none. @returns whether it was kept */
  add(key: string, value: string, ttl: number): Promise<boolean>
  /** Deletes a key only while it holds this value. @returns whether it did */
  delete(key: string, value: string): Promise<boolean>
}

/** What a key holds. */
export interface StoreEntry {
  value: string
  /** How long it goes on being kept, in ms. */
  ttl: number
}

/** A key and the value that it is to hold. */
export interface Holding {
  key: string
  value: string
}

/** A store for one process; gone when it ends. */
export function memoryStore(): Store {
  const entries = new Map<string, { value: string; ttl: number; age: () => number }>()
  let kept = 0

  function read(key: string): StoreEntry | undefined {
    const entry = entries.get(key)
    if (!entry) return undefined
    const ttl = entry.ttl - entry.age()
    if (ttl > 0) return { value: entry.value, ttl }
    entries.delete(key)
    return undefined
  }

  function keep(key: string, value: string, ttl: number): void {
    kept += 1
    // What nobody asks for again, as the code of a user who came once, would stay for ever.
    if (kept % SWEEP_EVERY === 0) for (const each of [...entries.keys()]) read(each)
    entries.set(key, { value, ttl, age: startStopwatch() })
  }

  return {
    get: async key => read(key),
    async set(key, value, ttl, onlyWhile) {
      if (onlyWhile && read(onlyWhile.key)?.value !== onlyWhile.value) return false
      keep(key, value, ttl)
      return true
    },
    async add(key, value, ttl) {
      if (read(key)) return false
      keep(key, value, ttl)
      return true
    },
    delete: async (key, value) => read(key)?.value === value && entries.delete(key),
  }
}

/** After so many values those that have died are looked for. */
const SWEEP_EVERY = 1000
