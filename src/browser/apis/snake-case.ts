import type { Given } from '../util/validate.js'

/** `{ cardId }` → `{ card_id }`, also in the objects of a list: the spelling of the client's older APIs. */
export function snakeCased(given: Given): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given))
    read[name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)] = Array.isArray(value)
      ? value.map(snakeCased)
      : value
  return read
}
