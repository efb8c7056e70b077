import { randomBytes } from 'node:crypto'

/** As tokens, tickets and codes look: letters, digits, `-` and `_`. */
export function randomText(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length)
}
