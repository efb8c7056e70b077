import { own } from '../shared/own.js'
import { isWxError, messageOf, WxError } from './errors.js'
import { isObject } from './json.js'

/** What a value may be: the name of that kind, and whether a value is of it. */
export type Kind = readonly [name: string, fits: (value: unknown) => boolean]

export type Kinds<Name extends string = string> = Readonly<Record<Name, Kind>>

export const FUNCTION: Kind = ['a function', value => typeof value === 'function']
export const DURATION: Kind = ['a number of milliseconds', value => typeof value === 'number' && value >= 0]
export const SIGNAL: Kind = [
  'an AbortSignal',
  value =>
    isObject(value) && typeof value.aborted === 'boolean' && typeof value.addEventListener === 'function',
]

/** Reads what a page passed. Anything that is thrown meanwhile, such as by a getter of the page, is `INVALID_ARGUMENT`. */
export function checked<T>(api: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (isWxError(error, 'INVALID_ARGUMENT')) throw error
    throw new WxError('INVALID_ARGUMENT', { api, errMsg: messageOf(error) })
  }
}

/**
 * Reads an object field by field, each one once; a field that is `undefined` is left out.
 *
 * @param what its name, for the error
 * @param strict whether a field that is not among `kinds` is an error
 */
export function readKinds<Name extends string>(
  api: string,
  what: string,
  given: unknown,
  kinds: Kinds<Name>,
  strict?: boolean,
): { [Field in Name]?: unknown } {
  return checked(api, () => {
    if (!isObject(given)) throw misfit(what, given, 'an object')
    const names = Object.keys(kinds) as Name[]
    const unknown = strict && Object.keys(given).find(name => !own(kinds, name))
    if (unknown) throw new Error(`${what}.${unknown} is unknown${suggest(unknown, names)}`)
    const read: { [Field in Name]?: unknown } = {}
    for (const name of names) {
      const value = given[name]
      const [kind, fits] = kinds[name]
      if (value !== undefined && !fits(value)) throw misfit(`${what}.${name}`, value, kind)
      read[name] = value
    }
    return read
  })
}

/** What every call takes beside its parameters. */
export interface CallOptions {
  /** Ends the wait: `ABORTED`. What WeChat already shows stays open. */
  signal?: AbortSignal | undefined
  /** In ms, from when the call is sent, in place of the limit that the API has. */
  timeout?: number | undefined
}

/** @throws {WxError} `INVALID_ARGUMENT` */
export function readCallOptions(api: string, given: unknown = {}): CallOptions {
  return readKinds(api, 'options', given, { signal: SIGNAL, timeout: DURATION }) as CallOptions
}

export function assertFunction(api: string, what: string, value: unknown): void {
  checked(api, () => {
    if (typeof value !== 'function') throw misfit(what, value, 'a function')
  })
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

function suggest(name: string, known: readonly string[]): string {
  for (const edits of [1, 2, 3]) {
    const near = known.find(each => isNear(name.toLowerCase(), each.toLowerCase(), edits))
    if (near) return `: did you mean ${near}?`
  }
  return ''
}

/** Whether this many insertions, deletions and replacements make one text of the other. */
function isNear(a: string, b: string, edits: number): boolean {
  if (a === b) return true
  const [restA, restB] = [a.slice(1), b.slice(1)]
  if (a[0] === b[0]) return isNear(restA, restB, edits)
  return (
    edits > 0 &&
    (isNear(restA, b, edits - 1) || isNear(a, restB, edits - 1) || isNear(restA, restB, edits - 1))
  )
}
