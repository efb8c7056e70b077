import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { poll } from '../../src/server/util/poll.js'

/** The loop with which processes look at the store. The time here is virtual. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** When the attempts were made, in ms from the start. */
async function attemptTimes(options: Parameters<typeof poll>[0]): Promise<number[]> {
  const start = Date.now()
  const times: number[] = []
  const polling = (async () => {
    for await (const _attempt of poll(options)) times.push(Date.now() - start)
  })()
  await vi.runAllTimersAsync()
  await polling
  return times
}

describe('poll', () => {
  it('pauses for a random time between two attempts', async () => {
    const times = await attemptTimes({ timeout: 10_000, pause: [50, 150] })
    const pauses = times.slice(1).map((time, i) => time - (times[i] as number))
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(50)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(150)
    // About 100 pauses: some are short and some are long.
    expect(Math.min(...pauses)).toBeLessThan(80)
    expect(Math.max(...pauses)).toBeGreaterThan(120)
  })

  it('ends after the attempt that reaches the timeout', async () => {
    expect(await attemptTimes({ timeout: 250, pause: [100, 100] })).toEqual([0, 100, 200, 300])
  })

  it('starts the timeout again when told to', async () => {
    let attempts = 0
    const polling = (async () => {
      for await (const attempt of poll({ timeout: 250, pause: [100, 100] })) {
        attempts += 1
        if (attempts === 3) attempt.restartTimeout()
      }
    })()
    await vi.runAllTimersAsync()
    await polling
    expect(attempts).toBe(6)
  })

  it('throws the reason of the signal, at once', async () => {
    const stop = new AbortController()
    const polling = (async () => {
      for await (const _attempt of poll({ timeout: 1000, pause: [100, 100], signal: stop.signal }));
    })()
    const rejected = expect(polling).rejects.toThrow('closed')
    await vi.advanceTimersByTimeAsync(10)
    stop.abort(new Error('closed'))
    await rejected
    expect(vi.getTimerCount()).toBe(0)
  })
})
