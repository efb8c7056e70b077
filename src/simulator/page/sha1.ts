/**
 * The SHA-1 of a text in UTF-8, as 40 hexadecimal digits.
 *
 * `crypto.subtle` is missing in jsdom and in pages on http, for example a development server on the local network.
 */
export function sha1(text: string): string {
  const blocks = paddedBlocks(utf8Bytes(text))
  let state = INITIAL_STATE
  for (const block of blocks) state = compress(state, block)
  return state.map(word => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

type State = readonly [number, number, number, number, number]

const INITIAL_STATE: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]

/** The function and the constant of each 20 rounds (FIPS 180-4, sections 4.1.1 and 4.2.1). */
const ROUNDS: readonly { mix(b: number, c: number, d: number): number; constant: number }[] = [
  { mix: (b, c, d) => (b & c) | (~b & d), constant: 0x5a827999 },
  { mix: (b, c, d) => b ^ c ^ d, constant: 0x6ed9eba1 },
  { mix: (b, c, d) => (b & c) | (b & d) | (c & d), constant: 0x8f1bbcdc },
  { mix: (b, c, d) => b ^ c ^ d, constant: 0xca62c1d6 },
]

function compress([h0, h1, h2, h3, h4]: State, block: readonly number[]): State {
  const words = [...block]
  const word = (index: number) => words[index] as number
  let [a, b, c, d, e] = [h0, h1, h2, h3, h4]
  for (const [round, { mix, constant }] of ROUNDS.entries()) {
    for (let t = round * 20; t < round * 20 + 20; t += 1) {
      if (t >= 16) words.push(rotateLeft(word(t - 3) ^ word(t - 8) ^ word(t - 14) ^ word(t - 16), 1))
      const next = (rotateLeft(a, 5) + mix(b, c, d) + constant + e + word(t)) | 0
      ;[e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, next]
    }
  }
  return [(h0 + a) | 0, (h1 + b) | 0, (h2 + c) | 0, (h3 + d) | 0, (h4 + e) | 0]
}

/** The message with its padding, in blocks of sixteen 32-bit words. */
function paddedBlocks(bytes: readonly number[]): number[][] {
  const blockCount = Math.ceil((bytes.length + 9) / 64)
  const words = new Array<number>(blockCount * 16).fill(0)
  for (const [index, byte] of [...bytes, 0x80].entries()) {
    words[index >> 2] = (words[index >> 2] as number) | (byte << (24 - (index % 4) * 8))
  }
  words[words.length - 1] = bytes.length * 8
  return Array.from({ length: blockCount }, (_, index) => words.slice(index * 16, index * 16 + 16))
}

function utf8Bytes(text: string): number[] {
  const escaped = encodeURIComponent(text).match(/%..|./g) ?? []
  return escaped.map(unit => (unit.length === 3 ? Number.parseInt(unit.slice(1), 16) : unit.charCodeAt(0)))
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
