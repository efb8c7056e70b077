import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest'
import { watch } from '../../src/browser/index.js'

describe('watch() if history.pushState and replaceState are both read-only', () => {
  let navigated: Mock<() => void>
  let stop: () => void
  beforeEach(() => {
    vi.useFakeTimers()
    for (const name of ['pushState', 'replaceState'] as const)
      Object.defineProperty(history, name, { value: history[name], writable: false, configurable: true })
    navigated = vi.fn<() => void>()
    stop = watch({ navigated })
  })
  afterEach(() => {
    stop()
    for (const name of ['pushState', 'replaceState'] as const)
      delete (history as unknown as Record<string, unknown>)[name]
    history.replaceState(null, '', '/')
    vi.useRealTimers()
  })

  it('compares the URL with one timer, which the returned function stops', () => {
    expect(vi.getTimerCount()).toBe(1)
    history.pushState(null, '', '/pushed')
    vi.advanceTimersByTime(250)
    history.replaceState(null, '', '/replaced')
    vi.advanceTimersByTime(250)
    expect(navigated).toHaveBeenCalledTimes(2)
    stop()
    expect(vi.getTimerCount()).toBe(0)
    stop = watch({ navigated })
    expect(vi.getTimerCount()).toBe(1)
  })
})
