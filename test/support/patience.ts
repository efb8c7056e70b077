import { afterAll, vi } from 'vitest'

/** `vi.waitFor` gives up after a second, which on a busy machine is no time. */
const LONG = { timeout: 100_000, interval: 5 }
const { waitFor } = vi
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'object' ? { ...LONG, ...options } : LONG)

// Files that share a process leave it as they found it.
afterAll(() => {
  vi.waitFor = waitFor
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
