import type { App } from './app.js'
import { FLOOR, OURS } from './contenders.js'
import { median } from './numbers.js'
import { type Check, printTable } from './report.js'

/** Ours may take so many times the floor's time. */
const MOST = 1.05

/** A contender, and its time in each round, in ms. */
export interface Result {
  readonly app: App
  /** What its `app.js` has over the wire. */
  readonly bytes: number
  readonly times: readonly number[]
}

/**
 * Prints how the contenders did. They have taken turns, and each is compared with the floor of its own round, so that a
 * bad moment of the machine is nobody's alone.
 *
 * @param ideal what a contender cannot be faster than, in ms
 * @returns whether ours was near enough to the floor
 */
export function compare(title: string, results: readonly Result[], ideal?: (app: App) => number): Check {
  const floor = timesOf(results, FLOOR)
  const toFloor = (times: readonly number[]) =>
    median(times.map((time, round) => time / (floor[round] as number)))
  printTable(
    [title, 'median ms', 'spread', ...(ideal ? ['× ideal'] : []), '× floor', 'app.js kB'],
    results.map(({ app, bytes, times }) => [
      app.contender.name,
      median(times).toFixed(1),
      `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`,
      ...(ideal ? [(median(times) / ideal(app)).toFixed(3)] : []),
      toFloor(times).toFixed(3),
      (bytes / 1000).toFixed(1),
    ]),
  )
  const ratio = toFloor(timesOf(results, OURS))
  return {
    what: `${title}: ${OURS} takes ${ratio.toFixed(3)} times the floor's time, at most ${MOST}`,
    held: ratio <= MOST,
  }
}

function timesOf(results: readonly Result[], name: string): readonly number[] {
  const result = results.find(({ app }) => app.contender.name === name)
  if (!result) throw new Error(`${name} did not take part`)
  return result.times
}
