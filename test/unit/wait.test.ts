import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { waitFor } from '../../src/browser/util/wait.js'

const never = new Promise<never>(() => {})
const timeoutCode = 'CALL_TIMEOUT'

describe('waitFor', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('follows the work', async () => {
    await expect(waitFor(Promise.resolve(7), {})).resolves.toBe(7)
    await expect(waitFor(Promise.reject(new Error('no')), {})).rejects.toThrow('no')
  })

  it('times out after ms and not before, and leaves no timer', async () => {
    const waiting = waitFor(never, { ms: 100, timeoutCode })
    const settled = vi.fn()
    waiting.catch(settled)
    await vi.advanceTimersByTimeAsync(99)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await expect(waiting).rejects.toMatchObject({ code: 'CALL_TIMEOUT' })
    await waitFor(Promise.resolve(), { ms: 100, timeoutCode })
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([Number.POSITIVE_INFINITY, 2 ** 31])('takes %d for no limit, not for none at all', async ms => {
    const settled = vi.fn()
    waitFor(never, { ms, timeoutCode }).then(settled, settled)
    await vi.advanceTimersByTimeAsync(10000)
    expect(settled).not.toHaveBeenCalled()
  })

  it('ends with the caller’s signal, at once where that has aborted', async () => {
    const stop = new AbortController()
    const waiting = waitFor(never, { signal: stop.signal })
    stop.abort('enough')
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED', cause: 'enough' })
    await expect(waitFor(never, { signal: stop.signal })).rejects.toMatchObject({ code: 'ABORTED' })
  })

  it('rejects with DISPOSED when disposed aborts', async () => {
    const disposal = new AbortController()
    const waiting = waitFor(never, { disposed: disposal.signal })
    disposal.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'DISPOSED' })
    await expect(waitFor(never, { disposed: disposal.signal })).rejects.toMatchObject({ code: 'DISPOSED' })
  })

  it('gathers no listeners on a signal that lives on', async () => {
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    await waitFor(Promise.resolve(), { signal })
    expect(added).toHaveBeenCalledTimes(1)
    expect(removed.mock.calls[0]?.slice(0, 2)).toEqual(added.mock.calls[0]?.slice(0, 2))
  })
})
