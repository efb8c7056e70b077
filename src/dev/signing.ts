import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Account, signatureHandler, toNodeListener } from '../server/index.js'
import { sendText } from './dist-files.js'

type Signer = Pick<Account, 'signature'>

/** Signs any page. Only a simulator accepts the signature, so there is nothing to protect. */
export function signSimulated(
  account: Signer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return sign(account, pageOf(request), request, response)
}

/**
 * Signs pages of the dev server, whatever its address is: the page must be on the host that the browser requested, which is
 * in the `Host` header, behind a proxy in `X-Forwarded-Host` or, where the proxy sets neither, in the page's own `Referer`.
 * So a page of another site gets no signature for itself, as with the `allow` option of `signatureHandler`.
 */
export async function signReal(
  account: Signer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const page = pageOf(request)
  if (!page || hostsOf(request).includes(page.host)) return sign(account, page, request, response)
  const error = {
    code: 'URL_NOT_ALLOWED',
    message: 'The dev server signs only its own pages.',
    hint: `It was requested as ${request.headers.host}. Let the proxy in front of it pass on the Host header, or set X-Forwarded-Host.`,
  }
  sendText(403, JSON.stringify({ error }), 'application/json; charset=utf-8', request, response)
}

/** @param page `undefined` if the request is malformed: the handler then says how */
function sign(
  account: Signer,
  page: URL | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const allow = page?.origin ?? 'http://localhost'
  return toNodeListener(signatureHandler(account, { allow }))(request, response)
}

function pageOf({ url = '' }: IncomingMessage): URL | undefined {
  const page = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('url') ?? ''
  return /^https?:/i.test(page) && URL.canParse(page) ? new URL(page) : undefined
}

function hostsOf({ headers }: IncomingMessage): string[] {
  const { host, 'x-forwarded-host': forwarded, referer = '', ':authority': authority } = headers
  const hosts = [host, authority, ...String(forwarded ?? '').split(',')].map(each =>
    String(each ?? '').trim(),
  )
  if (URL.canParse(referer)) hosts.push(new URL(referer).host)
  // `Host` names the port only if it is not the default one, and so does `url.host`.
  return hosts.filter(Boolean).map(each => each.toLowerCase())
}
