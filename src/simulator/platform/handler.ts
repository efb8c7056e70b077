import type { LoggedRequest, RequestContext, Route } from './context.js'
import { type FaultQueue, faultResponse, resolveFault } from './faults.js'
import { jsonResponse, Refusal, refusalResponse } from './response.js'

/** Handles a request, with the faults and the latency that were set, and logs it. */
export interface Handling {
  routes: Readonly<Record<string, Route>>
  /** Responds to a path without a route. */
  fallback(path: string): Response | undefined
  faults: FaultQueue
  requests: Record<string, number>
  log: LoggedRequest[]
  now(): number
  /** In ms. */
  latency(): number
  /** The caller's address where no proxy names it. */
  defaultClientIp(): string
}

const LOG_SIZE = 1000

export async function handle(handling: Handling, request: Request): Promise<Response> {
  const { faults, requests, log } = handling
  const url = new URL(request.url)
  const path = url.pathname
  const logEntry: LoggedRequest = { at: handling.now(), method: request.method, path }
  requests[path] = (requests[path] ?? 0) + 1
  log.push(logEntry)
  if (log.length > LOG_SIZE) log.shift()
  const fault = faults.next(path)
  const latency = handling.latency()
  if (latency > 0) await new Promise(resolve => setTimeout(resolve, latency))

  const forwardedFor = request.headers.get('x-forwarded-for')?.split(',')[0]?.trim()
  const clientIp = forwardedFor ?? handling.defaultClientIp()
  // A fault may ask for the response more than once: the request is processed only once.
  let processed: Promise<Response> | undefined
  const processOnce = () => {
    processed ??= respond(handling, { request, url, query: url.searchParams, clientIp, logEntry })
    return processed
  }
  const outcome =
    fault && (await resolveFault(fault, request.clone(), async () => (await processOnce()).clone()))
  if (outcome) logEntry.failed = true
  const response = await (outcome ? faultResponse(outcome) : processOnce())
  if (outcome !== 'cut') logEntry.status = response.status
  return response
}

async function respond({ routes, fallback }: Handling, context: RequestContext): Promise<Response> {
  const path = context.url.pathname
  const route = routes[path]
  if (!route) return fallback(path) ?? new Response('404 Not Found', { status: 404 })
  try {
    const result = await route(context)
    return result instanceof Response ? result : jsonResponse(result, path)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    context.logEntry.errcode = error.errcode
    return refusalResponse(error, path)
  }
}
