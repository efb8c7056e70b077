/** Where tokens and tickets are kept, so that all who share it share them. */
export interface Store {
  get(key: string): Promise<string | undefined>
  /** @param ttl in ms, after which it is gone */
  set(key: string, value: string, ttl: number): Promise<void>
  /** Deletes the key only while it still holds this value: what somebody else has renewed stays. */
  delete(key: string, value: string): Promise<void>
}

/** A store for one process; gone when it ends. */
export function memoryStore(): Store {
  const entries = new Map<string, { value: string; until: number }>()
  return {
    async get(key) {
      const entry = entries.get(key)
      return entry && entry.until > Date.now() ? entry.value : undefined
    },
    async set(key, value, ttl) {
      entries.set(key, { value, until: Date.now() + ttl })
    },
    async delete(key, value) {
      if (entries.get(key)?.value === value) entries.delete(key)
    },
  }
}
