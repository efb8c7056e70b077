import type { IncomingMessage, ServerResponse } from 'node:http'
import { filterResponse } from './response-filter.js'

const MISSING = {
  code: 'NO_ACCOUNT',
  message: 'The dev server has only a simulated account, and WeChat itself refuses its signatures.',
  hint: 'Pass account: { appId, secret } to wxReady() or devMiddleware(), or open the page in another browser.',
}

/**
 * A page in WeChat itself requests a signature, and there is no real account: another handler of the dev server, such as a
 * proxy to a back end, may sign. Where none does, the response is the app's HTML or a 404, which is replaced by an explanation.
 */
export function explainMissingAccount(
  request: IncomingMessage,
  response: ServerResponse,
  signature: string,
): void {
  filterResponse(request, response, response => {
    const isHtml = /^text\/html\b/i.test(String(response.getHeader('content-type') ?? ''))
    if (response.statusCode !== 404 && !isHtml) return undefined
    console.warn(`[wx-ready] ${signature}: ${MISSING.message} ${MISSING.hint}`)
    const body = JSON.stringify({ error: MISSING })
    for (const name of response.getHeaderNames()) response.removeHeader(name)
    response.statusCode = 501
    response.setHeader('content-type', 'application/json; charset=utf-8')
    response.setHeader('content-length', Buffer.byteLength(body))
    response.setHeader('cache-control', 'no-store')
    return { write: () => '', end: () => body }
  })
}
