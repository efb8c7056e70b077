import { toClientName } from '../shared/client-names.js'
import { isObject } from './json.js'
import { checked, misfit } from './kinds.js'

/** What a page gave an API, as it came. */
export type Given = Readonly<Record<string, unknown>>

/**
 * Reads one parameter: checks it, fills in its default, and puts it into the type that every client takes.
 *
 * @param field its name, for the error
 * @param given all parameters, for one that goes by two names
 * @returns what is sent; `undefined` is left out
 */
export type Field = (value: unknown, field: string, given: Given) => unknown

/** The parameters of an API, each with its check: what is not in here is not sent. */
export type Fields = Readonly<Record<string, Field>>

/**
 * @param fields none: whatever is given is taken
 * @throws {WxError} `INVALID_ARGUMENT`, naming the field and what was given
 */
export function readFields(api: string, fields: Fields | undefined, given: unknown): Record<string, unknown> {
  return checked(api, () => {
    if (!isObject(given)) throw misfit('the argument', given, 'an object')
    const callback = CALLBACKS.find(name => typeof given[name] === 'function')
    if (callback) throw new Error(`${callback} is a callback, not a parameter`)
    return fields ? readEach(fields, given, '') : { ...JSON.parse(toJson(given, 'the argument')) }
  })
}

/** Brought along from the vendor's API, they would never be called. */
const CALLBACKS = ['success', 'fail', 'cancel', 'complete', 'trigger']

function readEach(fields: Fields, given: Given, path: string): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const [field, check] of Object.entries(fields)) {
    const value = check(given[field], path + field, given)
    if (value !== undefined) read[field] = value
  }
  return read
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
export function number(from: number, to: number): Field {
  return (value, field) => {
    const asNumber = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    if (typeof asNumber === 'number' && asNumber >= from && asNumber <= to) return asNumber
    throw misfit(field, value, `a number from ${from} to ${to}`)
  }
}

export function whole(from: number, to: number): Field {
  const inRange = number(from, to)
  return (value, field, given) => {
    const asNumber = inRange(value, field, given)
    if (Number.isInteger(asNumber)) return asNumber
    throw misfit(field, value, 'a whole number')
  }
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

export function objectOf(fields: Fields): Field {
  return (value, field) => {
    if (!isObject(value)) throw misfit(field, value, 'an object')
    return readEach(fields, value, `${field}.`)
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
export const webUrl: Field = (value, field) => {
  const url = toWebUrl(value)
  if (url === undefined) throw misfit(field, value, 'an http(s) address')
  return url
}

/** A picture that WeChat can show: an address on the web, or one that `chooseImage` gave. */
export const picture: Field = (value, field) => {
  if (typeof value === 'string' && LOCAL_ID.test(value)) return value
  const url = toWebUrl(value)
  if (url === undefined) throw misfit(field, value, 'an http(s) address or a localId')
  return url
}

/** `weixin://resourceid/…`, `wxLocalResource://imageid…` */
const LOCAL_ID = /^(weixin|wx\w+):\/\//i

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

function toWebUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  // Taken as it is where it can be: a parsed and rewritten address may be spelt differently from the page's own.
  if (/^https?:\/\/[^/]/i.test(value)) return value
  try {
    const { protocol, href } = new URL(value, document.baseURI)
    return /^https?:$/.test(protocol) ? href : undefined
  } catch {
    return undefined
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
