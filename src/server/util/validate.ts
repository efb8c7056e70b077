/**
 * Reads a text that the program gave. What is wrong is told by its name and never by its value, which may be a secret.
 *
 * @param name as in `signPayV2: key`
 * @throws {TypeError} where there is none, or no text, or too much of it
 */
export function validateText(name: string, value: unknown, limit?: number): string {
  const text = validateOptionalText(name, value, limit)
  if (text === undefined || text.trim() === '') throw new TypeError(`${name} is missing`)
  return text
}

/** The same for what has no white space in it, as the line end of a file that it was read from. */
export function validateWord(name: string, value: unknown): string {
  const text = validateText(name, value)
  if (/\s/.test(text)) throw new TypeError(`${name} has white space in it: a line end of the file it was in?`)
  return text
}

/** The same for one that may be left out, or be empty. */
export function validateOptionalText(
  name: string,
  value: unknown,
  limit: number = Number.POSITIVE_INFINITY,
): string | undefined {
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string')
    throw new TypeError(`${name} must be text, and is ${value === null ? 'null' : `of type ${typeof value}`}`)
  if (value.length > limit)
    throw new TypeError(`${name} has ${value.length} characters, and WeChat takes at most ${limit}`)
  return value
}

/**
 * Reads an origin that the program gave, maybe with a path, without the slash at its end. One that is none would come to
 * light with the first request, in an error of Node that holds the whole address, and so a secret.
 */
export function validateOrigin(name: string, value: unknown): string {
  const text = validateText(name, value)
  const isAddress = /^https?:\/\/[^?#@\s]+$/i.test(text) && URL.canParse(text)
  if (!isAddress) throw new TypeError(`${name} must be an origin, as in https://api.weixin.qq.com`)
  return text.replace(/\/+$/, '')
}

/** Seconds since 1970, as text. Milliseconds have too many digits. */
export function validateSeconds(name: string, value: unknown): string {
  const seconds = String(value)
  if (!/^\d{1,11}$/.test(seconds)) throw new TypeError(`${name} must be a time in seconds since 1970`)
  return seconds
}

/** @throws {TypeError} for a field that would be overlooked, as `openId` for `openid` */
export function rejectUnknownFields(call: string, given: object, fields: readonly string[]): void {
  const unknown = Object.keys(given).find(field => !fields.includes(field))
  if (unknown !== undefined)
    throw new TypeError(`${call}: there is no field ${unknown}, only ${fields.join(', ')}`)
}

/** In seconds, as text. */
export function nowInSeconds(): string {
  return String(Math.floor(Date.now() / 1000))
}
