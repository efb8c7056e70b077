import type { Allowed } from './allow.js'
import type { PlainRequest } from './portable-handler.js'

/** How long a browser need not ask again before a request, in seconds: as long as Chrome takes. */
const MAX_AGE = 7200

/**
 * The headers that let a page of another origin read an answer. Where they are missing it is the browser that refuses, in
 * words that it shows to the developer.
 */
export function corsHeaders(
  { method, header }: PlainRequest,
  mayAsk: Allowed,
  methods: string,
): Record<string, string> {
  const preflight = method === 'OPTIONS'
  const vary = preflight ? 'origin, access-control-request-headers' : 'origin'
  const origin = header('origin')
  if (!origin || !isAllowed(origin, mayAsk)) return { vary }
  const allowed = {
    vary,
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
  }
  if (!preflight) return allowed
  const headers = header('access-control-request-headers')
  return {
    ...allowed,
    'access-control-allow-methods': methods,
    'access-control-max-age': String(MAX_AGE),
    // Whatever they are, nothing is read of them. There is no `*` for those who send cookies.
    ...(headers && { 'access-control-allow-headers': headers }),
  }
}

function isAllowed(origin: string, mayAsk: Allowed): boolean {
  try {
    const url = new URL(origin)
    // It comes back as it was sent: so it must be an origin and nothing else.
    return url.href === `${origin}/` && mayAsk.origin(url)
  } catch {
    return false
  }
}
