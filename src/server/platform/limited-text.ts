import { PlatformError } from '../errors.js'

/** In bytes, after decompression. WeChat's longest responses have some 100 kB. */
const MAX_BYTES = 1_000_000

/**
 * Reads a body as text, up to a limit. It is decompressed chunk by chunk, so that a decompression bomb is cancelled in time.
 *
 * @throws {PlatformError} `BAD_ANSWER` for a longer body
 */
export async function readLimitedText(response: Response, from: string): Promise<string> {
  const reader = response.body?.getReader?.()
  // A replacement for fetch may return another kind of body.
  if (!reader) return response.text()
  const decoder = new TextDecoder()
  let text = ''
  for (let length = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    length += value.byteLength
    if (length > MAX_BYTES) {
      await reader.cancel().catch(() => {})
      throw new PlatformError('BAD_ANSWER', { errmsg: `${from}, and more than ${MAX_BYTES} bytes` })
    }
    text += decoder.decode(value, { stream: true })
  }
}
