/** A token bucket: how long an action has to wait so that it does not happen too often. */
export interface Throttle {
  /** The delay before the action may happen, in ms; 0: now. */
  wait(): number
  /** Counts one action, as of now. */
  take(): void
}

/** @param burst how many actions may happen at once; @param interval in ms, per action after that */
export function createThrottle(burst: number, interval: number): Throttle {
  // When the bucket is full again: each action delays that by one interval.
  let fullAt = 0
  const untilFull = () => {
    const ms = fullAt - Date.now()
    // More than an empty bucket takes: the clock was set back.
    return ms > burst * interval ? 0 : Math.max(0, ms)
  }
  return {
    wait: () => Math.max(0, untilFull() - (burst - 1) * interval),
    take() {
      fullAt = Date.now() + untilFull() + interval
    },
  }
}
