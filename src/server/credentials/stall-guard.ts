import { startStopwatch } from '../util/stopwatch.js'

/** A process that runs this much later than planned, in ms, was stalled. */
const STALLED = 1000

/** After a stall, how long a process must wait before it takes over a lease, in ms: the holder may have been stalled too. */
const GRACE = 500

/** The most grace periods of one guard. */
const MAX_GRACES = 2

/** @returns a function to call before each attempt to get a lease: whether this process may take it over */
export function createStallGuard(): () => boolean {
  let sinceAttempt = startStopwatch()
  let sinceStall = () => GRACE
  let graces = 0

  return () => {
    if (sinceAttempt() > STALLED && graces < MAX_GRACES) {
      graces += 1
      sinceStall = startStopwatch()
    }
    sinceAttempt = startStopwatch()
    return sinceStall() >= GRACE
  }
}
