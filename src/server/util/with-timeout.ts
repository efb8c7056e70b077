import { startStallTolerantTimeout } from './stall-tolerant-timeout.js'

/**
 * What work gives within so many ms, else what is given `otherwise`. The work goes on; a rejection that comes too late is
 * nobody's.
 */
export async function withTimeout<T, Other>(
  ms: number,
  work: Promise<T>,
  otherwise: () => Other,
): Promise<T | Other> {
  let cancel = () => {}
  const late = new Promise<Other>((resolve, reject) => {
    cancel = startStallTolerantTimeout(ms, () => {
      try {
        resolve(otherwise())
      } catch (error) {
        reject(error)
      }
    })
  })
  try {
    return await Promise.race([work, late])
  } finally {
    cancel()
  }
}
