import { Buffer } from 'node:buffer'
import { ERROR_POLICY } from '../error-policy.js'
import type { PlatformError } from '../errors.js'
import type { PortableResponse } from './portable-handler.js'
import { MAX_URL_LENGTH, type MalformedRequest } from './signature-request.js'

/** Why a request is refused before WeChat is involved. */
export type RefusalCode = MalformedRequest | 'METHOD_NOT_ALLOWED' | 'URL_NOT_ALLOWED'

const REFUSALS: Readonly<Record<RefusalCode, { status: number; message: string; hint: string }>> = {
  METHOD_NOT_ALLOWED: {
    status: 405,
    message: 'A signature is requested with GET.',
    hint: 'Send GET …?url=….',
  },
  URL_MISSING: {
    status: 400,
    message: 'The query must contain exactly one url.',
    hint: 'Send ?url= followed by encodeURIComponent(location.href.split("#")[0]), once.',
  },
  URL_TOO_LONG: {
    status: 400,
    message: `The url, or the query with it, is too long: a url may have up to ${MAX_URL_LENGTH} characters.`,
    hint: 'Send encodeURIComponent(location.href.split("#")[0]), and nothing else.',
  },
  URL_MALFORMED: {
    status: 400,
    message: 'The url is not the http(s) URL of a page.',
    hint: 'Send encodeURIComponent(location.href.split("#")[0]).',
  },
  URL_NOT_ALLOWED: {
    status: 403,
    message: 'This server does not sign pages of this url.',
    hint: 'Add its origin to the allow option of signatureHandler. Scheme, host and port must be the same.',
  },
}

/** WeChat's own text stays on the server, in `onEvent`: it may contain the server's IP address. */
const PLATFORM_MESSAGE = 'The server could not get a ticket from WeChat.'

export function refuse(code: RefusalCode, headers: Record<string, string> = {}): PortableResponse {
  const { status, message, hint } = REFUSALS[code]
  return toResponse(status, { error: { code, message, hint } }, headers)
}

export function refuseForPlatform({ code }: PlatformError): PortableResponse {
  // The hint of the code, not that of the error, which may contain the server's IP address.
  const { status, retryAfter, hint } = ERROR_POLICY[code]
  const headers = retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) }
  return toResponse(status, { error: { code, message: PLATFORM_MESSAGE, hint } }, headers)
}

export function toResponse(
  status: number,
  value: object,
  headers?: Record<string, string>,
): PortableResponse {
  // Escaped, so that the JSON is safe to embed in a script element.
  const json = JSON.stringify(value)
  const body = json.includes('<') ? json.replaceAll('<', '\\u003c') : json
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'x-content-type-options': 'nosniff',
      // A signature is valid for one page at one moment.
      'cache-control': 'no-store',
      ...headers,
    },
    body,
  }
}
