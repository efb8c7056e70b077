import { delay } from './delay.js'
import { startStopwatch } from './stopwatch.js'

export interface PollOptions {
  /** When to give up, in ms. The loop ends after the attempt that reaches it. */
  timeout: number
  /** The pause between two attempts, in ms: random between these two, so that many processes do not poll in step. */
  pause: readonly [shortest: number, longest: number]
  /** Ends the wait: the loop throws the signal's reason. */
  signal?: AbortSignal
}

export interface PollAttempt {
  /** Starts the timeout again. */
  restartTimeout(): void
}

/**
 * Attempts something again and again, until the loop is left or the time is up.
 *
 * @example
 * for await (const _attempt of poll({ timeout: 1000, pause: [50, 150] })) {
 *   const entry = await store.get(key)
 *   if (entry) return entry
 * }
 * throw new Error('not in time')
 */
export async function* poll({ timeout, pause, signal }: PollOptions): AsyncGenerator<PollAttempt, void> {
  const [shortest, longest] = pause
  let elapsed = startStopwatch()
  const attempt = {
    restartTimeout() {
      elapsed = startStopwatch()
    },
  }
  for (;;) {
    yield attempt
    if (elapsed() >= timeout) return
    await delay(shortest + Math.random() * (longest - shortest), signal)
    signal?.throwIfAborted()
  }
}
