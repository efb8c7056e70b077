/** Decides how long something has to wait so that it does not happen too often. */
export interface Throttle {
  /** How long until it may happen, in ms; 0: now. */
  wait(): number
  /** It happens now. */
  take(): void
}

/** @param burst how often it may happen at once; @param interval then once in so many ms */
export function createThrottle(burst: number, interval: number): Throttle {
  // When all that has been taken will have been paid back at one each interval.
  let paidBackAt = 0
  const debt = () => {
    const owed = paidBackAt - Date.now()
    // More than can be owed: the clock was set back.
    return owed > burst * interval ? 0 : Math.max(0, owed)
  }
  return {
    wait: () => Math.max(0, debt() - (burst - 1) * interval),
    take() {
      paidBackAt = Date.now() + debt() + interval
    },
  }
}
