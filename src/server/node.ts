import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Answers a web-standard request. */
export type Handler = (request: Request) => Response | Promise<Response>

/**
 * Fits a handler to `node:http`, and so to Express (`app.use('/wx', toNodeListener(handler))`) and Fastify
 * (`app.all('/wx/*', (request, reply) => { reply.hijack(); listener(request.raw, reply.raw) })`).
 * The host in `request.url` is what the client sent: nothing here trusts it.
 *
 * @returns a listener that never rejects; a handler that throws is answered with 500, and `onError` is told
 * @example
 * createServer(toNodeListener(signatureHandler(account, { allow: 'https://www.example.com' }))).listen(3000)
 */
export function toNodeListener(
  handler: Handler,
  onError: (error: unknown) => void = console.error,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const report = (error: unknown) => {
    try {
      onError(error)
    } catch {
      // Its own mistake must not take the process down.
    }
  }
  return async (request, response) => {
    // No web-standard request can be one of these.
    if (/^(CONNECT|TRACE|TRACK)$/.test(request.method ?? '')) return void response.writeHead(501).end()
    const gone = new AbortController()
    response.on('close', () => {
      if (!response.writableFinished) gone.abort()
    })
    try {
      await send(await handler(toRequest(request, gone.signal)), response)
    } catch (error) {
      // The reader went away: there is nobody to tell, and nothing is wrong.
      if (gone.signal.aborted) return
      report(error)
      if (response.headersSent) return void response.destroy()
      for (const name of response.getHeaderNames()) response.removeHeader(name)
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":{"code":"INTERNAL"}}')
    }
  }
}

function toRequest(request: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', headers, url = '/' } = request
  // Express cuts its mount path off `url`, and keeps the whole one here.
  const { originalUrl = url } = request as { originalUrl?: string }
  const origin = `http://${headers.host ?? headers[':authority'] ?? 'localhost'}`
  // A path that begins with // or /\ would be read as a host.
  const path = originalUrl.replace(/^[/\\]*/, '/')
  // A host that brings a name and a password with it makes no request.
  const host = URL.canParse(origin) ? new URL(origin).host : 'localhost'
  const address = new URL(`http://${host}${path}`)
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

async function send({ status, headers, body }: Response, response: ServerResponse): Promise<void> {
  response.statusCode = status
  for (const [name, value] of headers) response.setHeader(name, value)
  // Several of them, and none is to replace the one before.
  const cookies = headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  if (body) await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), response)
  else response.end()
}
