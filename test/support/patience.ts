import { afterAll, vi } from 'vitest'

/** The default of `vi.waitFor`, one second, is too short on a busy machine. */
const LONG = { timeout: 100_000, interval: 5 }
const { waitFor } = vi
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'object' ? { ...LONG, ...options } : LONG)

// Files share a process, so each restores what it changed.
afterAll(() => {
  vi.waitFor = waitFor
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
