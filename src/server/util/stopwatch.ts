/**
 * Tells how many ms have gone by since it was started. The larger of two clocks counts: one stands still while a machine
 * sleeps, and the other is set back by hand; a credential that is thought to be older than it is costs a request, a
 * younger one fails.
 */
export function startStopwatch(): () => number {
  const date = Date.now()
  const steady = performance.now()
  return () => Math.max(Date.now() - date, performance.now() - steady)
}
