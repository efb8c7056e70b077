import { randomBytes } from 'node:crypto'

/** Random text in the alphabet of tokens, tickets and codes: letters, digits, `-` and `_`. */
export function randomText(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length)
}
