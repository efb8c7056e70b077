import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'

/** The web-standard request of one of Node. The host in its address is what the client sent. */
export function toRequest(request: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', headers, socket } = request
  const scheme = (socket as TLSSocket).encrypted ? 'https' : 'http'
  const origin = `${scheme}://${headers.host ?? headers[':authority'] ?? 'localhost'}`
  // A path that begins with // or /\ would be read as a host.
  const path = urlOf(request).replace(/^[/\\]*/, '/')
  // A host that brings a name and a password with it makes no request.
  const host = URL.canParse(origin) ? new URL(origin).host : 'localhost'
  const address = new URL(`${scheme}://${host}${path}`)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(address, {
    method,
    headers: toHeaders(headers),
    signal,
    ...(hasBody && { body: toStream(request), duplex: 'half' }),
  })
}

/**
 * Reads nothing before it is read: what nobody reads, Node throws away, and the connection can be used again. Where a
 * parser has read it before, as Express's does, it is empty.
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
    // HTTP/2 has its method and path among them.
    if (name.startsWith(':') || value === undefined) continue
    for (const one of [value].flat()) copied.append(name, one)
  }
  return copied
}

/** Express cuts its mount path off `url`, and keeps the whole one here. */
export function urlOf(request: IncomingMessage & { originalUrl?: string }): string {
  return request.originalUrl ?? request.url ?? '/'
}
