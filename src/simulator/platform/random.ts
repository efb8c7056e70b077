const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Random text, by default in the alphabet of tokens, tickets and codes. Nothing of a simulated platform is worth guessing, and
 * `Math.random` works everywhere.
 */
export function randomText(length: number, alphabet: string = ALPHABET): string {
  let text = ''
  while (text.length < length) text += alphabet[Math.floor(Math.random() * alphabet.length)]
  return text
}
