import type { SimulatedPlatform } from '../../src/simulator/platform/index.js'

export interface Asked {
  status: number
  contentType: string | null
  answer: Record<string, unknown>
}

/** Sends a request to the platform's handler: GET with a query, or POST with a JSON body. */
export async function askPlatform(
  platform: SimulatedPlatform,
  path: string,
  query: Record<string, unknown> = {},
  init: { body?: object; from?: string } = {},
): Promise<Asked> {
  const given = Object.entries(query).map(([name, value]) => [name, String(value)] as [string, string])
  const response = await platform.handler(
    new Request(`https://api.example${path}?${new URLSearchParams(given)}`, {
      headers: init.from === undefined ? {} : { 'x-forwarded-for': init.from },
      ...(init.body && { method: 'POST', body: JSON.stringify(init.body) }),
    }),
  )
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    answer: (await response.json()) as Record<string, unknown>,
  }
}
