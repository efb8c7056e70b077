import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

/** Sets headers of the handler. A header that middleware has set stays, unless the handler sets the same one. */
export function setHeaders(response: ServerResponse, headers: Iterable<[string, string]>): void {
  for (const [name, value] of headers) {
    // These two are lists: add to what middleware has set.
    if (name === 'set-cookie' || name === 'vary') response.appendHeader(name, value)
    else response.setHeader(name, value)
  }
}

/**
 * Streams a body.
 *
 * @param begin sets status and headers; called once the start of the body is known
 */
export async function sendBody(
  body: ReadableStream<Uint8Array>,
  response: ServerResponse,
  disconnected: AbortSignal,
  begin: () => void,
): Promise<void> {
  const reader = body.getReader()
  const cancel = () => void reader.cancel().catch(() => {})
  disconnected.addEventListener('abort', cancel)
  const first = reader.read()
  const second = first.then(chunk => (chunk.done ? chunk : reader.read()))
  // Most bodies are a single chunk that is available at once: Node then sends it in one piece, with its length.
  const nextTurn = new Promise<undefined>(resolve => setImmediate(resolve, undefined))
  const ended = await Promise.race([second, nextTurn]).then(
    chunk => chunk?.done,
    error => {
      // A truncated body must look truncated to the client, even if the first read fails.
      response.destroy()
      throw error
    },
  )
  if (disconnected.aborted) return cancel()
  begin()
  if (ended) return void response.end((await first).value)
  response.flushHeaders()
  await pipeline(chunksOf([first, second], reader), response)
}

async function* chunksOf(
  started: ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>[],
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { done, value } = await (started.shift() ?? reader.read())
    if (done) return
    yield value
  }
}
