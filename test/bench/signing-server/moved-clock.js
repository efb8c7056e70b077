/**
 * Makes a clock that can be moved, for all in this process who ask it by `Date`; timers keep their pace.
 *
 * @returns moves it forward by so many ms
 */
export function movableClock() {
  const Before = globalThis.Date
  let ahead = 0

  class Moved extends Before {
    constructor(...given) {
      if (given.length === 0) super(Moved.now())
      else super(...given)
    }

    static now() {
      return Before.now() + ahead
    }
  }

  return ms => {
    ahead += ms
    // Not before it is needed: where speed is measured, the clock is Node's own.
    globalThis.Date = Moved
  }
}
