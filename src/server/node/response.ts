import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

/** What a middleware has set before stays, unless the handler says otherwise. */
export function setHeaders(response: ServerResponse, headers: Iterable<[string, string]>): void {
  for (const [name, value] of headers) {
    // Of these there may be several, and none is to replace the one before.
    if (name === 'set-cookie' || name === 'vary') response.appendHeader(name, value)
    else response.setHeader(name, value)
  }
}

/**
 * Sends a body as it comes.
 *
 * @param begin sets status and headers, once it is known how the body begins
 */
export async function sendBody(
  body: ReadableStream<Uint8Array>,
  response: ServerResponse,
  gone: AbortSignal,
  begin: () => void,
): Promise<void> {
  const reader = body.getReader()
  const cancel = () => void reader.cancel().catch(() => {})
  gone.addEventListener('abort', cancel)
  const first = reader.read()
  const second = first.then(piece => (piece.done ? piece : reader.read()))
  // Most bodies are one text, there at once: then Node can tell its length, and sends it with the headers.
  const turn = new Promise<undefined>(resolve => setImmediate(resolve, undefined))
  const ended = await Promise.race([second, turn]).then(
    piece => piece?.done,
    error => {
      // A body that breaks off is a connection that does, also where that is at once.
      response.destroy()
      throw error
    },
  )
  // Node takes nothing more for one that has gone.
  if (gone.aborted) return cancel()
  begin()
  if (ended) return void response.end((await first).value)
  response.flushHeaders()
  await pipeline(piecesOf([first, second], reader), response)
}

async function* piecesOf(
  begun: ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>[],
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { done, value } = await (begun.shift() ?? reader.read())
    if (done) return
    yield value
  }
}
