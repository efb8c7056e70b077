/** A timer that fires this much too late, in ms, says that the process got no processor, or was stopped. */
const LATE = 200

/** What such a process is given, in ms: what it waits for may have come meanwhile, and is read only after its timers. */
const MOMENT = 250

/**
 * Calls back after so many ms. A process that stood still has a moment more, and as long as it goes on like that, up to
 * twice the time: an answer that came in time would count as lost otherwise.
 *
 * @returns cancels it
 */
export function startStallTolerantTimeout(ms: number, callback: () => void): () => void {
  const start = performance.now()
  let due = start + ms
  let timer = setTimeout(check, ms)

  function check(): void {
    const now = performance.now()
    if (now - due <= LATE || now - start > 2 * ms + MOMENT) {
      callback()
      return
    }
    due = now + MOMENT
    timer = setTimeout(check, MOMENT)
  }

  return () => clearTimeout(timer)
}
