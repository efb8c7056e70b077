/**
 * What work gives within so many ms, else what is given `otherwise`. The work goes on; a rejection that comes too late is
 * nobody's.
 */
export async function within<T, Other>(
  ms: number,
  work: Promise<T>,
  otherwise: () => Other,
): Promise<T | Other> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Other>((resolve, reject) => {
    timer = setTimeout(() => {
      try {
        resolve(otherwise())
      } catch (error) {
        reject(error)
      }
    }, ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
