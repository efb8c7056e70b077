import { toClientName } from '../../shared/client-names.js'
import { checked, mismatch } from '../util/invalid-argument.js'
import { isObject } from '../util/json.js'
import { type Field, type Fields, type Given, readObject } from '../util/validate.js'

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

/** Text, or a number as text: an id is often kept as a number. */
export const text: Field = textUpTo(Number.POSITIVE_INFINITY)

export function textUpTo(length: number): Field {
  return (value, field) => {
    const asText = typeof value === 'number' ? String(value) : value
    if (typeof asText !== 'string' || asText === '') throw mismatch(field, value, 'a text')
    if (asText.length > length) throw mismatch(field, value, `a text of at most ${length} characters`)
    return asText
  }
}

export function textFrom(start: string): Field {
  return (value, field) => {
    if (typeof value === 'string' && value.startsWith(start)) return value
    throw mismatch(field, value, `${start}…`)
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
    throw mismatch(field, value, `a ${isWhole ? 'whole ' : ''}number from ${from} to ${to}`)
  }
}

export function whole(from: number, to: number): Field {
  return number(from, to, true)
}

export function oneOf(...choices: readonly (string | number)[]): Field {
  return (value, field) => {
    const choice = choices.find(each => each === value || String(each) === value)
    if (choice === undefined) throw mismatch(field, value, `one of ${choices.join(', ')}`)
    return choice
  }
}

/** A list of its own, for the vendor's script writes into what it is given. */
export function listOf(check: Field): Field {
  return (value, field, given) => {
    if (!Array.isArray(value) || value.length === 0)
      throw mismatch(field, value, 'a list with something in it')
    return value.map((each, index) => check(each, `${field}[${index}]`, given))
  }
}

/** As the vendor's script reads it: 0 in any spelling is off, anything else is on. */
export const progressTips: Field = value => (Number(value ?? 1) === 0 ? 0 : 1)

/** Seconds since 1970, as number or text; `timeStamp`, as payments spell it where they are signed, will do. */
export const timestamp: Field = (value, field, given) => {
  const seconds = value ?? given.timeStamp
  if (!/^\d{1,11}$/.test(String(seconds))) throw mismatch(field, seconds, 'a time in seconds since 1970')
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
    throw mismatch(field, value, expected)
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
  if (json === undefined) throw mismatch(field, value, 'data that JSON can hold')
  return json
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
