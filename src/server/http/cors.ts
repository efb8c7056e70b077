import type { AllowRules } from './allow.js'
import type { PortableRequest } from './portable-handler.js'

/** How long a browser may cache the response to a preflight, in seconds: the maximum that Chrome accepts. */
const MAX_AGE = 7200

/**
 * The headers that let a page of another origin read the response. For an origin that is not allowed they are left out: the
 * browser then blocks the response and tells the developer why.
 */
export function corsHeaders(
  { method, header }: PortableRequest,
  allowed: AllowRules,
  methods: string,
): Record<string, string> {
  const preflight = method === 'OPTIONS'
  const vary = preflight ? 'origin, access-control-request-headers' : 'origin'
  const origin = header('origin')
  if (!origin || !isAllowed(origin, allowed)) return { vary }
  const headers = {
    vary,
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
  }
  if (!preflight) return headers
  const requested = header('access-control-request-headers')
  return {
    ...headers,
    'access-control-allow-methods': methods,
    'access-control-max-age': String(MAX_AGE),
    // Any header is allowed, as none is read. `*` would not do: it does not apply to requests with cookies.
    ...(requested && { 'access-control-allow-headers': requested }),
  }
}

function isAllowed(origin: string, allowed: AllowRules): boolean {
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  // The header is echoed, so it must be an origin in normal form and nothing else.
  return url.href === `${origin}/` && allowed.origin(url)
}
