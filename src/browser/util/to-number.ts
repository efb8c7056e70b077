/** Converts numeric text to a number. Returns anything else as it is. */
export function toNumber(value: unknown): unknown {
  const isNumeric = typeof value === 'string' && /\d/.test(value) && !Number.isNaN(Number(value))
  return isNumeric ? Number(value) : value
}
