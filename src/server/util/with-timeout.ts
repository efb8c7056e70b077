import { startStallTolerantTimeout } from './stall-tolerant-timeout.js'

/**
 * Waits for work for so many ms, and then settles with what `onTimeout` returns or throws. The work itself goes on; its
 * late rejection is ignored.
 */
export async function withTimeout<T, Fallback>(
  ms: number,
  work: Promise<T>,
  onTimeout: () => Fallback,
): Promise<T | Fallback> {
  let cancel = () => {}
  const timedOut = new Promise<Fallback>((resolve, reject) => {
    cancel = startStallTolerantTimeout(ms, () => {
      try {
        resolve(onTimeout())
      } catch (error) {
        reject(error)
      }
    })
  })
  try {
    return await Promise.race([work, timedOut])
  } finally {
    cancel()
  }
}
