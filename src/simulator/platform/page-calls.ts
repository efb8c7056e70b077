import { CALLABLE, type CallableMethod } from './callable.js'
import type { SimulatedPlatform } from './platform-types.js'

/** Where a page calls the methods of the platform. Such requests control it: they are not logged, delayed or made to fail. */
export const CALL_PATH = '/simulator/call'

/** Handles `{ method, parameters }` with `{ result }`, or with `{ error }` if the method throws. */
export async function callMethod(platform: SimulatedPlatform, request: Request): Promise<Response> {
  try {
    const { method, parameters } = (await request.json()) as { method: string; parameters: unknown[] }
    if (!CALLABLE.some(name => name === method)) throw new TypeError(`a page cannot call ${method}`)
    const call = platform[method as CallableMethod] as (...parameters: unknown[]) => unknown
    return forAnyOrigin({ result: call(...parameters.map(fromJson)) })
  } catch (error) {
    return forAnyOrigin({ error: (error as Error).message }, 400)
  }
}

/** JSON has neither `undefined` nor `Infinity`. */
function fromJson(parameter: unknown): unknown {
  return parameter === 'Infinity' ? Infinity : (parameter ?? undefined)
}

/** JSON for the simulator in a page, which may be on any origin. */
export function forAnyOrigin(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { 'access-control-allow-origin': '*' } })
}
