/**
 * Starts a stopwatch.
 *
 * @returns gives the ms since the start, by the clock that shows more: the monotonic clock stops while a machine sleeps,
 * and the system clock can be set back. A credential that seems older than it is costs a request, one that seems younger
 * fails.
 */
export function startStopwatch(): () => number {
  const date = Date.now()
  const monotonic = performance.now()
  return () => Math.max(Date.now() - date, performance.now() - monotonic)
}
