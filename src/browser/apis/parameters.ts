import { toClientName } from '../client/client-names.js'
import { checked, mismatch } from '../util/invalid-argument.js'
import { isObject } from '../util/json.js'
import { toNumber } from '../util/to-number.js'
import { type Field, type Fields, type Given, readObject } from '../util/validate.js'

/**
 * Validates the parameters of a call and fills in the defaults.
 *
 * @param checks the check of each parameter; without it, all parameters are accepted
 * @throws {WxError} `INVALID_ARGUMENT`, whose message has the parameter and its value
 */
export function readParameters(
  api: string,
  checks: Fields | undefined,
  given: unknown,
): Record<string, unknown> {
  return checked(api, () => {
    const read = readObject(checks ?? {}, given, 'the argument', '')
    const callback = CALLBACKS.find(name => typeof (given as Given)[name] === 'function')
    if (callback) throw new Error(`${callback} is a callback, not a parameter`)
    return checks ? read : { ...JSON.parse(toJson(given, 'the argument')) }
  })
}

/** The vendor's callbacks, which would never be called. */
const CALLBACKS = ['success', 'fail', 'cancel', 'complete', 'trigger']

/** A non-empty string, or a number, because ids are often kept as numbers. */
export const text: Field = textUpTo(Number.POSITIVE_INFINITY)

export function textUpTo(length: number): Field {
  return (value, field) => {
    const asText = typeof value === 'number' ? String(value) : value
    if (typeof asText !== 'string' || asText === '') throw mismatch(field, value, 'a non-empty string')
    if (asText.length > length) throw mismatch(field, value, `a string of at most ${length} characters`)
    return asText
  }
}

export function textStartingWith(start: string): Field {
  return (value, field) => {
    if (typeof value === 'string' && value.startsWith(start)) return value
    throw mismatch(field, value, `${start}…`)
  }
}

/** A parameter that may be omitted or empty. */
export function optional(check: Field, fallback?: unknown): Field {
  return (value, field, given) => (isEmpty(value) ? fallback : check(value, field, given))
}

/** A number or numeric text, as a number, because clients reject text. */
export function number(from: number, to: number, isWhole?: boolean): Field {
  return (value, field) => {
    const asNumber = toNumber(value)
    const isInRange = typeof asNumber === 'number' && asNumber >= from && asNumber <= to
    if (isInRange && (!isWhole || Number.isInteger(asNumber))) return asNumber
    throw mismatch(field, value, `a ${isWhole ? 'whole ' : ''}number from ${from} to ${to}`)
  }
}

export function integer(from: number, to: number): Field {
  return number(from, to, true)
}

export function oneOf(...choices: readonly (string | number)[]): Field {
  return (value, field) => {
    const choice = choices.find(each => each === value || String(each) === value)
    if (choice === undefined) throw mismatch(field, value, `one of ${choices.join(', ')}`)
    return choice
  }
}

/** A non-empty array, as a copy, because the vendor's script modifies what it is passed. */
export function listOf(check: Field): Field {
  return (value, field, given) => {
    if (!Array.isArray(value) || value.length === 0) throw mismatch(field, value, 'a non-empty array')
    return value.map((each, index) => check(each, `${field}[${index}]`, given))
  }
}

/** A list of one or more of the choices. All of them by default. */
export function someOf(...choices: readonly string[]): Field {
  return optional(listOf(oneOf(...choices)), choices)
}

/** As in the vendor's script: `0`, `'0'` and `false` mean 0, anything else means 1. */
export const progressTips: Field = value => (Number(value ?? 1) === 0 ? 0 : 1)

/** Seconds since 1970, as text. Payments spell it `timestamp` or `timeStamp`, either of which is accepted. */
export const timestamp: Field = (value, field, given) => {
  const seconds = value ?? given.timestamp ?? given.timeStamp
  if (!/^\d{1,11}$/.test(String(seconds))) throw mismatch(field, seconds, 'a time in seconds since 1970')
  return String(seconds)
}

/** An http(s) URL. A relative one is made absolute. */
export const httpUrl: Field = urlLike('an http(s) URL', /^https?:\/\/[^/]/i)

/** A picture that WeChat can show: an http(s) URL or a localId such as `weixin://resourceid/…`. */
export const picture: Field = urlLike(
  'an http(s) URL or a localId',
  /^(https?:\/\/[^/]|(weixin|wx\w+):\/\/)/i,
)

/** @param absolute matches what is passed on unchanged, because the `URL` class may change its spelling */
function urlLike(expected: string, absolute: RegExp): Field {
  return (value, field) => {
    if (typeof value === 'string' && value !== '') {
      if (absolute.test(value)) return value
      try {
        const { protocol, href } = new URL(value, document.baseURI)
        if (/^https?:$/.test(protocol)) return href
      } catch {
        // Not a URL: throws below.
      }
    }
    throw mismatch(field, value, expected)
  }
}

/** The name of an API, as the client's name. */
export const apiName: Field = (value, field, given) => toClientName(text(value, field, given) as string)

/** JSON text, or an object to convert to it. For `cardExt`, whose values are signed and not its spelling. */
export const jsonText: Field = (value, field, given) =>
  isObject(value) ? toJson(value, field) : text(value, field, given)

/** The page of a mini program with its query. Removes `.html`, which the script adds. */
export const pagePath: Field = (value, field, given) =>
  (text(value, field, given) as string).replace(/\.html(?=\?|$)/, '')

/** Any value that can be converted to JSON. */
export const json: Field = (value, field) => JSON.parse(toJson(value ?? {}, field))

/** Throws for a cycle, a BigInt, and a value that JSON omits, with which the client would throw or receive nothing. */
function toJson(value: unknown, field: string): string {
  let json: string | undefined
  try {
    json = JSON.stringify(value)
  } catch {
    // A cycle or a BigInt: throws below.
  }
  if (json === undefined) throw mismatch(field, value, 'JSON-serializable')
  return json
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
