import type { RequestContext } from './context.js'
import { Refusal } from './response.js'

/** @throws {Refusal} for another method */
export function requireMethod({ request }: RequestContext, method: 'GET' | 'POST'): void {
  if (request.method !== method) throw new Refusal(method === 'GET' ? 43001 : 43002)
}

/** @throws {Refusal} with the errcode of the first parameter that is missing or empty */
export function requireParameters(
  parameters: Record<string, unknown>,
  errcodes: Record<string, number>,
): void {
  for (const [name, errcode] of Object.entries(errcodes)) if (!parameters[name]) throw new Refusal(errcode)
}

/** @throws {Refusal} if the body is not a JSON object */
export async function readJson({ request }: RequestContext): Promise<Record<string, unknown>> {
  const body: unknown = await request.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null) throw new Refusal(47001)
  return body as Record<string, unknown>
}
