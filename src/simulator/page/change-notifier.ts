/** Tells listeners that something changed, once for all changes of a task. */
export interface ChangeNotifier {
  changed(): void
  subscribe(listener: () => void): () => void
}

export function createChangeNotifier(): ChangeNotifier {
  const listeners = new Set<() => void>()
  let pending = false
  return {
    changed() {
      if (pending || listeners.size === 0) return
      pending = true
      Promise.resolve().then(() => {
        pending = false
        for (const listener of [...listeners]) listener()
      })
    },
    subscribe(listener) {
      // A function of its own, so that the same listener can be added twice.
      const own = () => listener()
      listeners.add(own)
      return () => listeners.delete(own)
    },
  }
}
