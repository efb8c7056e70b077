/** Time that passes only when it is told to, so that hours of waiting take no time and every run is the same. */
export interface Clock {
  readonly now: number
  /** Lets this many milliseconds pass; what falls due runs in order, each with all that follows at once from it. */
  pass(ms: number): Promise<void>
  /** Gives back the real timers. */
  stop(): void
}

interface Timer {
  at: number
  run: () => void
}

/** Takes the place of `setTimeout`, `clearTimeout` and `Date.now`. */
export function startClock(): Clock {
  const real = { setTimeout, clearTimeout, now: Date.now }
  const timers = new Map<number, Timer>()
  let now = 1_700_000_000_000
  let last = 0
  globalThis.setTimeout = ((run: () => void, ms = 0) => {
    timers.set(++last, { at: now + ms, run })
    return last
  }) as unknown as typeof setTimeout
  globalThis.clearTimeout = (id => timers.delete(id as number)) as typeof clearTimeout
  Date.now = () => now

  const nextDue = (until: number) => {
    let next: [number, Timer] | undefined
    for (const timer of timers)
      if (timer[1].at <= until && timer[1].at < (next?.[1].at ?? Infinity)) next = timer
    return next
  }
  return {
    get now() {
      return now
    },
    async pass(ms) {
      const until = now + ms
      await untilIdle()
      for (let due = nextDue(until); due; due = nextDue(until)) {
        const [id, { at, run }] = due
        timers.delete(id)
        now = at
        run()
        await untilIdle()
      }
      now = until
    },
    stop() {
      globalThis.setTimeout = real.setTimeout
      globalThis.clearTimeout = real.clearTimeout
      Date.now = real.now
    },
  }
}

/** Every promise that can settle now has when the event loop comes round. */
function untilIdle(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
