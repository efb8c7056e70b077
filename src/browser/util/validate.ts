import { getOwn } from '../../shared/get-own.js'
import { checked, mismatch, suggest } from './invalid-argument.js'
import { isObject } from './json.js'

/** What a page passed, unchecked. */
export type Given = Readonly<Record<string, unknown>>

/**
 * Reads one value: checks it, applies its default, and normalizes it.
 *
 * @param field its name, for the error
 * @param given the object that holds it, for a value that goes by two names
 * @returns `undefined` leaves the field out
 */
export type Field = (value: unknown, field: string, given: Given) => unknown

/** The fields of an object, each with its check. Any other field is dropped. */
export type Fields = Readonly<Record<string, Field>>

/** Checks what a page passed. @throws {WxError} `INVALID_ARGUMENT` */
export function readAs<T>(api: string, check: Field, name: string, value: unknown): T {
  return checked(api, () => check(value, name, {})) as T
}

/** Reads each field once. @param path the prefix of the fields' names in errors */
export function readObject(
  fields: Fields,
  given: unknown,
  name: string,
  path = `${name}.`,
): Record<string, unknown> {
  if (!isObject(given)) throw mismatch(name, given, 'an object')
  const read: Record<string, unknown> = {}
  for (const [field, check] of Object.entries(fields)) {
    const value = check(given[field], path + field, given)
    if (value !== undefined) read[field] = value
  }
  return read
}

export function objectOf(fields: Fields): Field {
  return (value, field) => readObject(fields, value, field)
}

/** An object of options: an unknown name is an error, which suggests the nearest known one. */
export function optionsOf(fields: Fields): Field {
  return (value = {}, field) => {
    const read = readObject(fields, value, field)
    const unknown = Object.keys(value as object).find(name => !getOwn(fields, name))
    if (unknown) throw new Error(`${field}.${unknown} is unknown${suggest(unknown, Object.keys(fields))}`)
    return read
  }
}

/** An option, taken as it is. It may be left out; `null` and `''` count as values. */
export function option(expected: string, fits: (value: unknown) => boolean, fallback?: unknown): Field {
  return (value = fallback, field) => {
    if (value !== undefined && !fits(value)) throw mismatch(field, value, expected)
    return value
  }
}

/** @param fallback in ms */
export function duration(fallback?: number): Field {
  return option(
    'a number of milliseconds',
    value => (value as number) >= 0 && typeof value === 'number',
    fallback,
  )
}

export function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

export const FUNCTION: Field = option('a function', isFunction)
export const SIGNAL: Field = option(
  'an AbortSignal',
  value => isObject(value) && typeof value.aborted === 'boolean' && isFunction(value.addEventListener),
)

/** @throws {WxError} `INVALID_ARGUMENT` */
export function assertFunction(api: string, name: string, value: unknown): void {
  checked(api, () => {
    if (!isFunction(value)) throw mismatch(name, value, 'a function')
  })
}
