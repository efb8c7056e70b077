import type { Bytes } from './bytes.js'

/** A second of silence as a phone records it: AMR, 50 frames of 20 ms without data. */
export function amrSilence(): Bytes {
  const magic = '#!AMR\n'
  return Uint8Array.from([...magic].map(each => each.charCodeAt(0)).concat(Array(50).fill(0x7c)))
}
