import { PlatformError } from '../errors.js'

/** A token or ticket as WeChat issued it. */
export interface Issued {
  value: string
  /** Its `expires_in`, in ms. */
  lifetime: number
}

/** No token or ticket of WeChat lives longer, in ms. */
export const MAX_LIFETIME = 7200_000

/** @throws {PlatformError} `BAD_ANSWER` for anything that is not a token or ticket: it must never be stored */
export function readIssued(response: Record<string, unknown>, field: 'access_token' | 'ticket'): Issued {
  const { [field]: value, expires_in: seconds } = response
  if (!isTokenText(value)) throw new PlatformError('BAD_ANSWER', { errmsg: `no ${field}` })
  const lifetime = Math.min(Number(seconds) * 1000, MAX_LIFETIME)
  if (!(lifetime > 0)) throw new PlatformError('BAD_ANSWER', { errmsg: `no expires_in with the ${field}` })
  return { value, lifetime }
}

/** WeChat documents 512 characters. A line break would break the request that contains it. */
export function isTokenText(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,2048}$/.test(value)
}
