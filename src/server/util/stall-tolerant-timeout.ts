/** A timer that fires this much too late, in ms, means that the process was stalled: it got no CPU, or was stopped. */
const STALLED = 200

/** How much longer a stalled process waits, in ms. Node runs due timers before it reads what has arrived meanwhile. */
const EXTENSION = 250

/**
 * Calls back after so many ms. If the process was stalled meanwhile, it waits a little longer, and again while the stalls
 * continue, up to twice the time: otherwise a response that arrived in time would count as lost.
 *
 * @returns cancels the timeout
 */
export function startStallTolerantTimeout(ms: number, callback: () => void): () => void {
  const start = performance.now()
  let due = start + ms
  let timer = setTimeout(check, ms)

  function check(): void {
    const now = performance.now()
    if (now - due <= STALLED || now - start > 2 * ms + EXTENSION) {
      callback()
      return
    }
    due = now + EXTENSION
    timer = setTimeout(check, EXTENSION)
  }

  return () => clearTimeout(timer)
}
