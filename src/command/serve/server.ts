import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CommandError } from '../cli/command-error.js'
import { EXIT } from '../cli/exit-codes.js'
import type { App } from './app.js'
import { clientAddress } from './client-address.js'
import type { Log } from './log.js'
import type { ServeSettings } from './settings.js'

/** In ms. How long requests may take after the server was told to stop. */
const DRAIN_LIMIT = 10_000

/** In ms. */
const SWEEP_INTERVAL = 50

/** In ms. Longer than the idle time of usual load balancers, which would else meet closed connections. */
const KEEP_ALIVE = 65_000

/** In ms. No request has a body. */
const REQUEST_LIMIT = 15_000

export interface RunningServer {
  readonly origin: string
  /** Takes no more connections, and waits for the requests that are in work. */
  drain(): Promise<void>
}

/** @throws {CommandError} if the port cannot be used */
export async function listen(
  { routes }: App,
  { host, port, trustProxy }: ServeSettings,
  log: Log,
  isDraining: () => boolean,
): Promise<RunningServer> {
  const logsRequests = log.writes('info')
  const follow = (request: IncomingMessage, response: ServerResponse, path: string) => {
    const start = performance.now()
    // When a server drains, its clients shall connect to another one.
    if (isDraining()) response.setHeader('connection', 'close')
    response.once('close', () => {
      log('info', 'request', {
        method: request.method,
        path,
        status: response.writableFinished ? response.statusCode : 499,
        ms: Math.round((performance.now() - start) * 10) / 10,
        client: clientAddress(request, trustProxy),
      })
    })
  }
  const server = createServer((request, response) => {
    const path = pathOf(request)
    if (logsRequests || isDraining()) follow(request, response, path)
    const listener = routes.get(path)
    if (listener) void listener(request, response)
    else notFound(response)
  })
  server.keepAliveTimeout = KEEP_ALIVE
  server.requestTimeout = REQUEST_LIMIT
  server.headersTimeout = REQUEST_LIMIT
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CommandError(
      { en: `Cannot listen on ${host}:${port}: ${code}.`, zh: `无法监听 ${host}:${port}：${code}。` },
      { en: 'Set PORT or HOST.', zh: '请设置 PORT 或 HOST。' },
      EXIT.error,
    )
  }
  return { origin: originOf(server, host), drain: () => drain(server) }
}

async function drain(server: Server): Promise<void> {
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT)
  // A connection that is kept alive becomes idle when its last request is answered.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_INTERVAL)
  await new Promise<void>(resolve => server.close(() => resolve()))
  clearInterval(sweep)
  clearTimeout(limit)
}

/** Without the query, which may contain a code or a page's secrets. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(
    '{"error":{"code":"NOT_FOUND","hint":"Request /wx/signature?url=…, /wx/login, /health or /ready."}}',
  )
}

function originOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
