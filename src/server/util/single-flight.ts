import { startStopwatch } from './stopwatch.js'
import { withTimeout } from './with-timeout.js'

/** Work that runs once at a time, however many callers ask for it. */
export interface SingleFlight<T> {
  /**
   * Joins the run in flight, or starts one.
   *
   * @param accepts whether the result of a run that another caller started will do; if not, the work runs again
   * @throws what the run throws: a failure reaches everyone who joined
   */
  run(work: () => Promise<T>, accepts?: (result: T) => boolean): Promise<T>
  /** The run in flight, unless it was abandoned. */
  current(): Flight<T> | undefined
  /** Whether the latest run was abandoned, and none was started since. */
  isAbandoned(): boolean
}

export interface Flight<T> {
  readonly done: Promise<T>
  /** Time since it started, in ms. */
  age(): number
  /** Time since its last heartbeat, in ms. */
  silentFor(): number
}

/** How often a run shows that it is still alive, in ms. */
const HEARTBEAT = 500

/**
 * When a run without a heartbeat counts as abandoned, in ms. In a Worker, the timers and promises of a request end with
 * the request, and so does a run that it started for others.
 */
const ABANDONED_AFTER = 2000

const ABANDONED: unique symbol = Symbol('abandoned')

export function createSingleFlight<T>(): SingleFlight<T> {
  let latest: Flight<T> | undefined

  function current(): Flight<T> | undefined {
    return latest && latest.silentFor() < ABANDONED_AFTER ? latest : undefined
  }

  function start(work: () => Promise<T>): Promise<T> {
    let sinceHeartbeat = startStopwatch()
    const heartbeat = setInterval(() => {
      sinceHeartbeat = startStopwatch()
    }, HEARTBEAT)
    const done = work().finally(() => {
      clearInterval(heartbeat)
      if (latest?.done === done) latest = undefined
    })
    // Everyone who joined may have left before it fails.
    done.catch(() => {})
    latest = { done, age: startStopwatch(), silentFor: () => sinceHeartbeat() }
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
    async run(work, accepts = () => true) {
      for (let flight = current(); flight; flight = current()) {
        const result = await join(flight)
        if (result !== ABANDONED && accepts(result)) return result
      }
      return start(work)
    },
  }
}
