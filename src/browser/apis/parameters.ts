import { toClientName } from '../../shared/client-names.js'
import { own } from '../../shared/has-own.js'
import { checked, misfit, suggest } from '../util/invalid-argument.js'
import { isObject } from '../util/json.js'

/** What a page gave an API, as it came. */
export type Given = Readonly<Record<string, unknown>>

/**
 * Reads one value: checks it, fills in its default, and puts it into the type that is needed.
 *
 * @param field its name, for the error
 * @param given the object that it is in, for one that goes by two names
 * @returns `undefined` is left out
 */
export type Field = (value: unknown, field: string, given: Given) => unknown

/** The fields of an object, each with its check: what is not in here is not taken. */
export type Fields = Readonly<Record<string, Field>>

/**
 * @param fields none: whatever is given is taken
 * @throws {WxError} `INVALID_ARGUMENT`, naming the field and what was given
 */
export function readFields(api: string, fields: Fields | undefined, given: unknown): Record<string, unknown> {
  return checked(api, () => {
    const read = readObject(fields ?? {}, given, 'the argument', '')
    const callback = CALLBACKS.find(name => typeof (given as Given)[name] === 'function')
    if (callback) throw new Error(`${callback} is a callback, not a parameter`)
    return fields ? read : { ...JSON.parse(toJson(given, 'the argument')) }
  })
}

/** Brought along from the vendor's API, they would never be called. */
const CALLBACKS = ['success', 'fail', 'cancel', 'complete', 'trigger']

/** Reads each field once. */
function readObject(fields: Fields, given: unknown, name: string, path: string): Record<string, unknown> {
  if (!isObject(given)) throw misfit(name, given, 'an object')
  const read: Record<string, unknown> = {}
  for (const [field, check] of Object.entries(fields)) {
    const value = check(given[field], path + field, given)
    if (value !== undefined) read[field] = value
  }
  return read
}

export function objectOf(fields: Fields): Field {
  return (value, field) => readObject(fields, value, field, `${field}.`)
}

/** An object of options: a name that is not known is a mistake, and is told with the nearest one that is. */
export function optionsOf(fields: Fields): Field {
  return (value = {}, field) => {
    const read = readObject(fields, value, field, `${field}.`)
    const unknown = Object.keys(value as object).find(name => !own(fields, name))
    if (unknown) throw new Error(`${field}.${unknown} is unknown${suggest(unknown, Object.keys(fields))}`)
    return read
  }
}

/** An option, taken as it is. It may be left out, but not be `null` or empty where that does not fit. */
export function option(expected: string, fits: (value: unknown) => boolean, otherwise?: unknown): Field {
  return (value = otherwise, field) => {
    if (value !== undefined && !fits(value)) throw misfit(field, value, expected)
    return value
  }
}

/** Reads what a page passed beside the parameters. @throws {WxError} `INVALID_ARGUMENT` */
export function readAs<T>(api: string, check: Field, name: string, value: unknown): T {
  return checked(api, () => check(value, name, {})) as T
}

export function assertFunction(api: string, name: string, value: unknown): void {
  checked(api, () => {
    if (!isFunction(value)) throw misfit(name, value, 'a function')
  })
}

export function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

export const FUNCTION: Field = option('a function', isFunction)
export const SIGNAL: Field = option(
  'an AbortSignal',
  value => isObject(value) && typeof value.aborted === 'boolean' && isFunction(value.addEventListener),
)

/** @param otherwise in ms, where it is left out */
export function duration(otherwise?: number): Field {
  return option(
    'a number of milliseconds',
    value => (value as number) >= 0 && typeof value === 'number',
    otherwise,
  )
}

/** Text, or a number as text: an id is often kept as a number. */
export const text: Field = textUpTo(Number.POSITIVE_INFINITY)

export function textUpTo(length: number): Field {
  return (value, field) => {
    const asText = typeof value === 'number' ? String(value) : value
    if (typeof asText !== 'string' || asText === '') throw misfit(field, value, 'a text')
    if (asText.length > length) throw misfit(field, value, `a text of at most ${length} characters`)
    return asText
  }
}

export function textFrom(start: string): Field {
  return (value, field) => {
    if (typeof value === 'string' && value.startsWith(start)) return value
    throw misfit(field, value, `${start}…`)
  }
}

/** May be left out, and be empty. */
export function optional(check: Field, otherwise?: unknown): Field {
  return (value, field, given) => (isEmpty(value) ? otherwise : check(value, field, given))
}

/** A number, or a text that is one: a client takes only the former. */
export function number(from: number, to: number, isWhole?: boolean): Field {
  return (value, field) => {
    const asNumber = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    const isInRange = typeof asNumber === 'number' && asNumber >= from && asNumber <= to
    if (isInRange && (!isWhole || Number.isInteger(asNumber))) return asNumber
    throw misfit(field, value, `a ${isWhole ? 'whole ' : ''}number from ${from} to ${to}`)
  }
}

export function whole(from: number, to: number): Field {
  return number(from, to, true)
}

export function oneOf(...choices: readonly (string | number)[]): Field {
  return (value, field) => {
    const choice = choices.find(each => each === value || String(each) === value)
    if (choice === undefined) throw misfit(field, value, `one of ${choices.join(', ')}`)
    return choice
  }
}

/** A list of its own, for the vendor's script writes into what it is given. */
export function listOf(check: Field): Field {
  return (value, field, given) => {
    if (!Array.isArray(value) || value.length === 0) throw misfit(field, value, 'a list with something in it')
    return value.map((each, index) => check(each, `${field}[${index}]`, given))
  }
}

/** As the vendor's script reads it: 0 in any spelling is off, anything else is on. */
export const progressTips: Field = value => (Number(value ?? 1) === 0 ? 0 : 1)

/** Seconds since 1970, as number or text; `timeStamp`, as payments spell it where they are signed, will do. */
export const timestamp: Field = (value, field, given) => {
  const seconds = value ?? given.timeStamp
  if (!/^\d{1,11}$/.test(String(seconds))) throw misfit(field, seconds, 'a time in seconds since 1970')
  return String(seconds)
}

/** An address on the web; a relative one is made absolute. */
export const webUrl: Field = address('an http(s) address', /^https?:\/\/[^/]/i)

/** A picture that WeChat can show: an address on the web, or one that `chooseImage` gave, as `weixin://resourceid/…`. */
export const picture: Field = address(
  'an http(s) address or a localId',
  /^(https?:\/\/[^/]|(weixin|wx\w+):\/\/)/i,
)

/** @param asItIs what is not parsed and rewritten, for that may be spelt differently from the page's own address */
function address(expected: string, asItIs: RegExp): Field {
  return (value, field) => {
    if (typeof value === 'string' && value !== '') {
      if (asItIs.test(value)) return value
      try {
        const { protocol, href } = new URL(value, document.baseURI)
        if (/^https?:$/.test(protocol)) return href
      } catch {
        // Told below.
      }
    }
    throw misfit(field, value, expected)
  }
}

/** An API, which the client has its own name for. */
export const apiName: Field = (value, field, given) => toClientName(text(value, field, given) as string)

/** Text, or an object that becomes its JSON: a card's extension is signed by value, so its spelling is free. */
export const jsonText: Field = (value, field, given) =>
  isObject(value) ? toJson(value, field) : text(value, field, given)

/** A page of a mini program with its query. The script puts `.html` behind it: one that is there would be there twice. */
export const pagePath: Field = (value, field, given) =>
  (text(value, field, given) as string).replace(/\.html(?=\?|$)/, '')

/** Anything that survives JSON. */
export const anything: Field = (value, field) => JSON.parse(toJson(value ?? {}, field))

/** No cycle, no BigInt, nothing that is `undefined` in JSON: a client would be sent nothing, or throw. */
function toJson(value: unknown, field: string): string {
  let json: string | undefined
  try {
    json = JSON.stringify(value)
  } catch {
    // Told below.
  }
  if (json === undefined) throw misfit(field, value, 'data that JSON can hold')
  return json
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
