import { PlatformError } from '../errors.js'

/** WeChat's longest answers have some 100 kB. In bytes, as they are once decompressed. */
const LIMIT = 1_000_000

/**
 * Reads a body as text, as long as it is of a sensible length. It is decompressed piece by piece, so that a small one that
 * would become very large is left when it does.
 *
 * @throws {PlatformError} BAD_ANSWER for a longer one
 */
export async function readLimitedText(response: Response, from: string): Promise<string> {
  const reader = response.body?.getReader?.()
  // A replaced fetch may give another kind of body.
  if (!reader) return response.text()
  const decoder = new TextDecoder()
  let text = ''
  for (let length = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    length += value.byteLength
    if (length > LIMIT) {
      await reader.cancel().catch(() => {})
      throw new PlatformError('BAD_ANSWER', { errmsg: `${from}, and more than ${LIMIT} bytes` })
    }
    text += decoder.decode(value, { stream: true })
  }
}
