/** Bytes that are not shared with other threads, as `Blob` and `fetch` require. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Reads a blob, also in jsdom, whose blobs have no `arrayBuffer()`. */
export async function bytesOf(blob: Blob): Promise<Bytes> {
  if (typeof blob.arrayBuffer === 'function') return new Uint8Array(await blob.arrayBuffer())
  return new Promise((resolve, reject) => {
    const reader = new window.FileReader()
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer))
    reader.onerror = () => reject(reader.error)
    reader.readAsArrayBuffer(blob)
  })
}

export function toBase64(bytes: Uint8Array): string {
  let text = ''
  // In pieces: a function cannot take as many arguments as a photo has bytes.
  for (let start = 0; start < bytes.length; start += PIECE)
    text += String.fromCharCode(...bytes.subarray(start, start + PIECE))
  return btoa(text)
}

const PIECE = 0x2000

export function fromBase64(base64: string): Bytes {
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0))
}
