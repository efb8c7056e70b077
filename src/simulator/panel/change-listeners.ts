/** Listeners of a state that changes. */
export interface ChangeListeners {
  /** @returns a function that removes the listener */
  subscribe(listener: () => void): () => void
  notify(): void
}

export function createChangeListeners(): ChangeListeners {
  const listeners = new Set<() => void>()
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    notify() {
      for (const listener of listeners) listener()
    },
  }
}
