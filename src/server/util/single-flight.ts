import { startStopwatch } from './stopwatch.js'
import { withTimeout } from './with-timeout.js'

/** Work that runs once at a time, however many callers ask for it. */
export interface SingleFlight<T> {
  /** The run in flight, unless it was abandoned. */
  current(): Flight<T> | undefined
  /** Whether the latest run was abandoned, and none was started since. */
  isAbandoned(): boolean
  /** Starts a run, in place of one that was abandoned. */
  start(work: () => Promise<T>): Promise<T>
  /**
   * Waits for a run that somebody else started.
   *
   * @returns its result, or `ABANDONED`. @throws what ended it: a failure reaches everyone who joined
   */
  join(flight: Flight<T>): Promise<T | typeof ABANDONED>
  /** Joins the run in flight, or starts one. */
  run(work: () => Promise<T>): Promise<T>
}

export interface Flight<T> {
  readonly done: Promise<T>
  /** How long ago it started, in ms. */
  age(): number
  /** How long ago it last showed that it still runs, in ms. */
  silentFor(): number
}

/** Stands for the result of a run that will never settle. */
export const ABANDONED: unique symbol = Symbol('abandoned')

/** How often a run shows that it still runs, in ms. */
const HEARTBEAT = 500

/**
 * When a run without a heartbeat counts as abandoned, in ms. In a Worker, the timers and promises of a request end with
 * it, and so does what it started for others.
 */
const ABANDONED_AFTER = 2000

export function createSingleFlight<T>(): SingleFlight<T> {
  let latest: Flight<T> | undefined

  function current(): Flight<T> | undefined {
    return latest && latest.silentFor() < ABANDONED_AFTER ? latest : undefined
  }

  function start(work: () => Promise<T>): Promise<T> {
    let sinceBeat = startStopwatch()
    const heartbeat = setInterval(() => {
      sinceBeat = startStopwatch()
    }, HEARTBEAT)
    const done = work().finally(() => {
      clearInterval(heartbeat)
      if (latest?.done === done) latest = undefined
    })
    // Those who joined may have left before it fails.
    done.catch(() => {})
    latest = { done, age: startStopwatch(), silentFor: () => sinceBeat() }
    return done
  }

  async function join(flight: Flight<T>): Promise<T | typeof ABANDONED> {
    for (;;) {
      const result = await withTimeout<T, typeof ABANDONED>(ABANDONED_AFTER, flight.done, () => ABANDONED)
      if (result !== ABANDONED || flight.silentFor() >= ABANDONED_AFTER) return result
    }
  }

  return {
    current,
    isAbandoned: () => latest !== undefined && current() === undefined,
    start,
    join,
    async run(work) {
      for (let flight = current(); flight; flight = current()) {
        const result = await join(flight)
        if (result !== ABANDONED) return result as T
      }
      return start(work)
    },
  }
}
