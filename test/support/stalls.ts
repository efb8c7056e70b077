import { monitorEventLoopDelay } from 'node:perf_hooks'

const TRIES = 6

/** Tells the longest time for which the event loop of a process did not turn, since it was asked last. In ms. */
type LongestStall = () => number | Promise<number>

/** @returns what tells the stalls of this process */
export function watchOwnStalls(): LongestStall {
  const histogram = monitorEventLoopDelay()
  histogram.enable()
  return () => {
    const longest = histogram.max / 1e6
    histogram.reset()
    return longest
  }
}

/**
 * Runs a test whose result depends on processes that go on running, and runs it again if it failed while one of them stood
 * still, as on a machine that is busy. A failure without a stall counts at once.
 *
 * @param options.stalled from how long on a stall excuses a failure, in ms
 * @param options.renew what to set up anew before the test runs again
 */
export async function unlessStalled(
  test: () => Promise<void>,
  { stalled, longestStall, renew }: { stalled: number; longestStall: LongestStall; renew(): unknown },
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await longestStall()
    try {
      return await test()
    } catch (error) {
      if (tries === TRIES || (await longestStall()) < stalled) throw error
    }
    await renew()
  }
}
