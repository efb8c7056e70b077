/** The clock of the simulated client. It runs in real time, and `advance` moves it forward. */
export interface Clock {
  /** In ms since 1970. */
  now(): number
  /** Runs `task` after `ms`. @returns a function that cancels it */
  after(ms: number, task: () => void): () => void
  /** Runs `task` each `ms`. @returns a function that ends it */
  every(ms: number, task: () => void): () => void
  /** Moves the clock forward. What becomes due meanwhile runs now, in order. */
  advance(ms: number): void
  /** Cancels everything. */
  stop(): void
}

// Taken when the module loads, so that fake timers of a test do not stop the client.
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis
const readTime = Date.now

interface Timer {
  at: number
  task: () => void
  real?: ReturnType<typeof setTimeout>
}

export function createClock(): Clock {
  const timers = new Set<Timer>()
  let offset = 0

  const now = () => readTime() + offset
  const arm = (timer: Timer) => {
    stopTimer(timer.real)
    timer.real = startTimer(() => run(timer), Math.max(0, timer.at - now()))
  }
  const run = (timer: Timer) => {
    if (timers.delete(timer)) timer.task()
  }
  const cancel = (timer: Timer) => {
    timers.delete(timer)
    stopTimer(timer.real)
  }
  const start = (at: number, task: () => void): Timer => {
    const timer: Timer = { at, task }
    timers.add(timer)
    arm(timer)
    return timer
  }

  return {
    now,
    after(ms, task) {
      const timer = start(now() + ms, task)
      return () => cancel(timer)
    },
    every(ms, task) {
      let timer: Timer
      const again = (at: number) => {
        timer = start(at, () => {
          again(at + ms)
          task()
        })
      }
      again(now() + ms)
      return () => cancel(timer)
    },
    advance(ms) {
      const target = now() + ms
      for (let next = first(timers); next && next.at <= target; next = first(timers)) {
        offset += Math.max(0, next.at - now())
        stopTimer(next.real)
        run(next)
      }
      offset += Math.max(0, target - now())
      for (const timer of timers) arm(timer)
    },
    stop() {
      for (const timer of [...timers]) cancel(timer)
    },
  }
}

function first(timers: ReadonlySet<Timer>): Timer | undefined {
  let earliest: Timer | undefined
  for (const timer of timers) if (!earliest || timer.at < earliest.at) earliest = timer
  return earliest
}
