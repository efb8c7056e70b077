import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'

/** Converts a request of Node to a web-standard one. The host in its URL is what the client sent. */
export function toRequest(request: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', headers, socket } = request
  const scheme = (socket as TLSSocket).encrypted ? 'https' : 'http'
  const origin = `${scheme}://${headers.host ?? headers[':authority'] ?? 'localhost'}`
  // The URL parser would take a path that starts with // or /\ for a host.
  const path = urlOf(request).replace(/^[/\\]*/, '/')
  // `Request` rejects a URL with a user name or a password.
  const host = URL.canParse(origin) ? new URL(origin).host : 'localhost'
  const url = new URL(`${scheme}://${host}${path}`)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(url, {
    method,
    headers: toHeaders(headers),
    signal,
    ...(hasBody && { body: toStream(request), duplex: 'half' }),
  })
}

/**
 * Reads from the request only on demand: Node discards what the handler does not read, so that the connection can be reused.
 * If middleware has read the body already, such as a body parser of Express, the stream is empty.
 */
function toStream(request: IncomingMessage): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<Uint8Array> | undefined
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    chunks ??= request[Symbol.asyncIterator]()
    const { done, value } = await chunks.next()
    if (done) controller.close()
    else controller.enqueue(value)
  }
  return new ReadableStream({ pull }, { highWaterMark: 0 })
}

function toHeaders(headers: IncomingMessage['headers']): Headers {
  const copied = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    // HTTP/2 has its method and path among the headers.
    if (name.startsWith(':') || value === undefined) continue
    for (const each of [value].flat()) copied.append(name, each)
  }
  return copied
}

/** Express strips its mount path from `url`, and keeps the original in `originalUrl`. */
export function urlOf(request: IncomingMessage & { originalUrl?: string }): string {
  return request.originalUrl ?? request.url ?? '/'
}
