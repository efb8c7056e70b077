import type { IncomingMessage, ServerResponse } from 'node:http'
import { type PlainAnswer, type PlainHandler, plainHandlerOf } from '../http/portable-handler.js'
import { toRequest, urlOf } from './request.js'
import { sendBody, setHeaders } from './response.js'

/** Answers a web-standard request. */
export type Handler = (request: Request) => Response | Promise<Response>

/**
 * Fits a handler to `node:http`, and so to Express (`app.use('/wx', toNodeListener(handler))`), Fastify
 * (`app.all('/wx/*', (request, reply) => { reply.hijack(); return listener(request.raw, reply.raw) })`) and Koa
 * (`app.use(context => { context.respond = false; return listener(context.req, context.res) })`).
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
  const plain = plainHandlerOf(handler)
  const report = (error: unknown) => {
    try {
      onError(error)
    } catch {
      // Its own mistake must not take the process down.
    }
  }
  return async (request, response) => {
    try {
      // No web-standard request can be one of these.
      if (/^(CONNECT|TRACE|TRACK)$/.test(request.method ?? '')) return void response.writeHead(501).end()
      if (plain) sendPlain(await askPlain(plain, request), response)
      else await answerWith(handler, request, response)
    } catch (error) {
      report(error)
      // Somebody else has answered, as a time-out does.
      if (response.writableEnded) return
      if (response.headersSent || response.destroyed) return void response.destroy()
      response.writeHead(500, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end('{"error":{"code":"INTERNAL"}}')
    }
  }
}

function askPlain(plain: PlainHandler, request: IncomingMessage): Promise<PlainAnswer> {
  const { method = 'GET', headers } = request
  return plain({ method, url: urlOf(request), header: name => headers[name]?.toString() })
}

function sendPlain({ status, headers, body }: PlainAnswer, response: ServerResponse): void {
  // Gone meanwhile, or answered by somebody else, as by a time-out.
  if (response.destroyed || response.writableEnded) return
  if (response.getHeaderNames().length === 0) {
    // All at once is the faster way.
    response.writeHead(status, headers)
  } else {
    response.statusCode = status
    setHeaders(response, Object.entries(headers))
  }
  response.end(body)
}

async function answerWith(
  handler: Handler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  response.on('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  try {
    await send(await handler(toRequest(request, gone.signal)), request, response, gone.signal)
  } catch (error) {
    // The reader went away: there is nobody to tell, and nothing is wrong.
    if (!gone.signal.aborted) throw error
  }
}

async function send(
  { status, headers, body }: Response,
  request: IncomingMessage,
  response: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  if (response.writableEnded) return void body?.cancel().catch(() => {})
  const begin = () => {
    response.statusCode = status
    setHeaders(response, headers)
  }
  if (body && request.method !== 'HEAD') return sendBody(body, response, gone, begin)
  begin()
  response.end()
  // An answer to HEAD has none.
  body?.cancel().catch(() => {})
}
