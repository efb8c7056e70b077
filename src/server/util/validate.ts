/**
 * Validates text from the program. The error has the name and never the value, which may be a secret.
 *
 * @param name for example `signPayV2: key`
 * @throws {TypeError} if it is missing, not text, or too long
 */
export function validateText(name: string, value: unknown, limit?: number): string {
  const text = validateOptionalText(name, value, limit)
  if (text === undefined || text.trim() === '') throw new TypeError(`${name} is missing`)
  return text
}

/** The same for text that must not contain white space, such as the line break of a file that it was read from. */
export function validateWord(name: string, value: unknown): string {
  const text = validateText(name, value)
  if (/\s/.test(text))
    throw new TypeError(`${name} contains white space: was it read from a file with a line break at its end?`)
  return text
}

/** The same for text that may be missing or empty. */
export function validateOptionalText(
  name: string,
  value: unknown,
  limit: number = Number.POSITIVE_INFINITY,
): string | undefined {
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string')
    throw new TypeError(
      `${name} must be a string, but is ${value === null ? 'null' : `of type ${typeof value}`}`,
    )
  if (value.length > limit)
    throw new TypeError(`${name} has ${value.length} characters, and WeChat takes at most ${limit}`)
  return value
}

/**
 * Validates an origin from the program, optionally with a path, and removes the slash at its end. A malformed one would
 * fail with the first request otherwise, in an error of Node that contains the whole URL, and so a secret.
 */
export function validateOrigin(name: string, value: unknown): string {
  const text = validateText(name, value)
  const isAddress = /^https?:\/\/[^?#@\s]+$/i.test(text) && URL.canParse(text)
  if (!isAddress) throw new TypeError(`${name} must be an origin, as in https://api.weixin.qq.com`)
  return text.replace(/\/+$/, '')
}

/** Validates a time in seconds since 1970. Milliseconds have too many digits. @returns it as text */
export function validateSeconds(name: string, value: unknown): string {
  const seconds = String(value)
  if (!/^\d{1,11}$/.test(seconds)) throw new TypeError(`${name} must be a time in seconds since 1970`)
  return seconds
}

/** @throws {TypeError} for a field that would be ignored, such as `openId` for `openid` */
export function rejectUnknownFields(call: string, given: object, fields: readonly string[]): void {
  const unknown = Object.keys(given).find(field => !fields.includes(field))
  if (unknown !== undefined)
    throw new TypeError(`${call}: there is no field ${unknown}, only ${fields.join(', ')}`)
}

/** The current time in seconds since 1970, as text. */
export function nowInSeconds(): string {
  return String(Math.floor(Date.now() / 1000))
}
