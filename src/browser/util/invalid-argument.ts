import { messageOf, WxError } from '../errors.js'
import { isObject } from './json.js'

/** Runs `read` on what the page passed. Anything it throws, even from a getter of the page, becomes `INVALID_ARGUMENT`. */
export function checked<T>(api: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new WxError('INVALID_ARGUMENT', { api, errMsg: messageOf(error) })
  }
}

export function mismatch(field: string, value: unknown, expected: string): Error {
  return new Error(`${field} is ${format(value)}, not ${expected}`)
}

function format(value: unknown): string {
  let text = messageOf(value)
  try {
    if (typeof value === 'string' || isObject(value)) text = String(JSON.stringify(value))
  } catch {
    // A circular structure, or a BigInt.
  }
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

/** Suggests the known name with the longest common prefix. */
export function suggest(name: string, known: readonly string[]): string {
  for (let length = name.length; length > 2; length -= 1) {
    const start = name.slice(0, length).toLowerCase()
    const near = known.find(each => each.toLowerCase().startsWith(start))
    if (near) return `: did you mean ${near}?`
  }
  return ''
}
