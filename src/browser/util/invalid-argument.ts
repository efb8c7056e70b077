import { messageOf, WxError } from '../errors.js'
import { isObject } from './json.js'

/** Reads what a page passed. Anything that is thrown meanwhile, such as by a getter of the page, is `INVALID_ARGUMENT`. */
export function checked<T>(api: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new WxError('INVALID_ARGUMENT', { api, errMsg: messageOf(error) })
  }
}

export function misfit(field: string, value: unknown, expected: string): Error {
  return new Error(`${field} is ${shown(value)}, not ${expected}`)
}

function shown(value: unknown): string {
  let text = messageOf(value)
  try {
    if (typeof value === 'string' || isObject(value)) text = String(JSON.stringify(value))
  } catch {
    // A cycle, or a BigInt.
  }
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

/** The known name that begins most like this one. */
export function suggest(name: string, known: readonly string[]): string {
  for (let length = name.length; length > 2; length -= 1) {
    const start = name.slice(0, length).toLowerCase()
    const near = known.find(each => each.toLowerCase().startsWith(start))
    if (near) return `: did you mean ${near}?`
  }
  return ''
}
