import type { Store } from '../store/store.js'
import { createSingleFlight } from '../util/single-flight.js'
import { startStopwatch } from '../util/stopwatch.js'
import {
  type CachedCredential,
  fromStoreEntry,
  isAlive,
  newerOf,
  storeTtl,
  toStoreText,
} from './cached-credential.js'
import type { Lease } from './lease.js'

/** One token or ticket, in the memory of this process and in the store. Returns expired ones too, except where it says so. */
export interface CredentialCache {
  inMemory(): CachedCredential | undefined
  /** The newer of the stored one and the one in memory. @throws {PlatformError} `STORE_UNAVAILABLE` */
  newest(): Promise<CachedCredential | undefined>
  /** Updates memory from the store. @returns the value, unless it has expired; the one in memory if the store is down */
  revalidate(): Promise<CachedCredential | undefined>
  /**
   * Writes to the store, as the holder of the lease. Memory is left alone.
   *
   * @param lease `undefined` if the store failed
   * @returns what was written, or `undefined` if the lease was lost
   */
  save(credential: CachedCredential, lease: Lease | undefined): Promise<CachedCredential | undefined>
  setMemory(credential: CachedCredential): void
}

/** @param onAvailable is called when memory gets a value that it did not have */
export function createCredentialCache(store: Store, key: string, onAvailable: () => void): CredentialCache {
  let memory: CachedCredential | undefined
  const revalidation = createSingleFlight<CachedCredential | undefined>()

  async function read(): Promise<CachedCredential | undefined> {
    const sinceRead = startStopwatch()
    const entry = await store.get(key)
    return entry && fromStoreEntry(entry, sinceRead)
  }

  async function revalidate(): Promise<CachedCredential | undefined> {
    try {
      const stored = await read()
      // The store lost it, or somebody deleted it: use it while it is being refreshed.
      if (!stored && memory && !memory.unsaved) memory = { ...memory, refreshAfter: 0 }
      const before = memory
      memory = newerOf(stored, memory)
      if (memory && memory.id !== before?.id && isAlive(memory)) onAvailable()
    } catch {
      // The store is down: use the value in memory.
    }
    return memory && isAlive(memory) ? memory : undefined
  }

  return {
    inMemory: () => memory,
    newest: async () => newerOf(await read(), memory),
    revalidate: () => revalidation.run(revalidate),
    async save(credential, lease) {
      const unsaved = { ...credential, unsaved: true }
      if (!lease) return unsaved
      try {
        const isSaved = await lease.commit(key, toStoreText(credential), storeTtl(credential))
        return isSaved ? credential : undefined
      } catch {
        return unsaved
      }
    },
    setMemory(credential) {
      memory = credential
      onAvailable()
    },
  }
}
