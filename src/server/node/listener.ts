import type { IncomingMessage, ServerResponse } from 'node:http'
import { type PortableHandler, type PortableResponse, portableHandlerOf } from '../http/portable-handler.js'
import { toRequest, urlOf } from './request.js'
import { sendBody, setHeaders } from './response.js'

/** A web-standard request handler. */
export type Handler = (request: Request) => Response | Promise<Response>

/**
 * Adapts a handler to `node:http`, and so to Express (`app.use('/wx', toNodeListener(handler))`), Fastify
 * (`app.all('/wx/*', (request, reply) => { reply.hijack(); return listener(request.raw, reply.raw) })`) and Koa
 * (`app.use(context => { context.respond = false; return listener(context.req, context.res) })`).
 * The host in `request.url` is what the client sent; do not trust it.
 *
 * Pass the handler of `signatureHandler` itself: the listener then serves several times as many requests per second, because
 * it skips `Request` and `Response`. A function that calls it works too, but without that gain. To serve other paths as
 * well, choose between listeners, as in the second example.
 *
 * @param onError called with what the handler throws. @default `console.error`
 * @returns a listener that never rejects; if the handler throws, the response is a 500
 * @example
 * createServer(toNodeListener(signatureHandler(account, { allow: 'https://www.example.com' }))).listen(3000)
 * @example
 * const [sign, signIn] = [toNodeListener(signatureHandler(account, { allow })), toNodeListener(loginHandler(oauth, options))]
 * createServer((request, response) => (request.url.startsWith('/wx/login') ? signIn : sign)(request, response))
 */
export function toNodeListener(
  handler: Handler,
  onError: (error: unknown) => void = console.error,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const portable = portableHandlerOf(handler)
  const report = (error: unknown) => {
    try {
      onError(error)
    } catch {
      // A bug in the callback must not end the process.
    }
  }
  return async (request, response) => {
    try {
      // `Request` does not allow these methods.
      if (/^(CONNECT|TRACE|TRACK)$/.test(request.method ?? '')) return void response.writeHead(501).end()
      if (portable) sendPortable(await callPortable(portable, request), response)
      else await callWeb(handler, request, response)
    } catch (error) {
      report(error)
      // Other code has sent a response, for example after a timeout.
      if (response.writableEnded) return
      if (response.headersSent || response.destroyed) return void response.destroy()
      response.writeHead(500, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end('{"error":{"code":"INTERNAL"}}')
    }
  }
}

function callPortable(handler: PortableHandler, request: IncomingMessage): Promise<PortableResponse> {
  const { method = 'GET', headers } = request
  return handler({ method, url: urlOf(request), header: name => headers[name]?.toString() })
}

function sendPortable({ status, headers, body }: PortableResponse, response: ServerResponse): void {
  // The client has disconnected, or other code has sent a response.
  if (response.destroyed || response.writableEnded) return
  if (response.getHeaderNames().length === 0) {
    // Worth 1.1 times the requests per second.
    response.writeHead(status, headers)
  } else {
    response.statusCode = status
    setHeaders(response, Object.entries(headers))
  }
  response.end(body)
}

async function callWeb(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const disconnected = new AbortController()
  response.on('close', () => {
    if (!response.writableFinished) disconnected.abort()
  })
  try {
    await sendWeb(
      await handler(toRequest(request, disconnected.signal)),
      request,
      response,
      disconnected.signal,
    )
  } catch (error) {
    // A client that disconnects is not an error.
    if (!disconnected.signal.aborted) throw error
  }
}

async function sendWeb(
  { status, headers, body }: Response,
  request: IncomingMessage,
  response: ServerResponse,
  disconnected: AbortSignal,
): Promise<void> {
  if (response.writableEnded) return void body?.cancel().catch(() => {})
  const begin = () => {
    response.statusCode = status
    setHeaders(response, headers)
  }
  if (body && request.method !== 'HEAD') return sendBody(body, response, disconnected, begin)
  begin()
  response.end()
  // There is one if the method is HEAD: it is not sent.
  body?.cancel().catch(() => {})
}
