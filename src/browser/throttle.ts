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

/** So often the page may move under one caller before the limit counts: any ordinary page comes to rest. */
const MOST_MOVES = 3

/**
 * Ends the wait of one caller for a page that keeps moving.
 *
 * @param limit the time at which it ends
 * @returns to be called in each round of waiting: how long this one may take in ms, 0 or less when the wait is over,
 *   `undefined` where nothing limits it. What is under way at the limit may still come to its end, once.
 */
export function createPatience(limit: number): (isUnderWay: boolean) => number | undefined {
  let rounds = 0
  let wasLate = false
  return isUnderWay => {
    rounds += 1
    if (rounds <= MOST_MOVES) return undefined
    const left = limit - Date.now()
    if (left > 0 || wasLate || !isUnderWay) return left
    wasLate = true
    return undefined
  }
}
