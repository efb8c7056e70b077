import type { IncomingMessage, ServerResponse } from 'node:http'
import { findHead, type HeadPosition } from './html-head.js'
import { type BodyFilter, filterResponse } from './response-filter.js'

/** How much of a document is searched for its `<head>`, in bytes. */
const SEARCHED = 65_536

/**
 * Puts a script first into the HTML document that later middleware sends, if it sends one. What comes back otherwise, such as
 * a fragment that a script requested, is not changed.
 *
 * @param source the URL of the script
 * @param nonce of the page's Content Security Policy. @default the one in the response's header
 */
export function injectScript(
  request: IncomingMessage,
  response: ServerResponse,
  source: string,
  nonce?: string,
): void {
  const { headers, method } = request
  const destination = headers['sec-fetch-dest']
  // Browsers send it to localhost and over HTTPS only.
  const isNavigation = destination ? /^i?frame$|^document$/.test(String(destination)) : undefined
  if (isNavigation === false || !/\btext\/html\b/.test(headers.accept ?? '')) return
  if (method === 'GET' || method === 'HEAD') {
    // The script is inserted into plain text only, and the browser may have a copy of the page without it.
    for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since', 'range', 'if-range'])
      delete headers[name]
  }
  filterResponse(request, response, response => {
    const header = (name: string) => String(response.getHeader(name) ?? '')
    if (
      !/^text\/html\b/i.test(header('content-type')) ||
      header('content-disposition').startsWith('attachment')
    )
      return undefined
    if (/^[^,]*\b(?!identity)\w/.test(header('content-encoding')) || response.statusCode < 200)
      return undefined
    if ([204, 206, 304].includes(response.statusCode)) return undefined
    // They describe the document without the script.
    for (const name of ['content-length', 'etag', 'last-modified', 'accept-ranges', 'content-md5', 'digest'])
      response.removeHeader(name)
    const given = nonce ?? /'nonce-([^']+)'/.exec(header('content-security-policy'))?.[1]
    return scriptFilter(source, given, isNavigation)
  })
}

/** @param certain whether the response is a document for certain */
function scriptFilter(source: string, nonce: string | undefined, certain: boolean | undefined): BodyFilter {
  /** As Latin-1: a byte each, whatever the charset of the document is. */
  let held: string | undefined = ''
  const release = (text: string, head: HeadPosition) => {
    held = undefined
    const inserts = head !== 'incomplete' && (head.isDocument || certain) && !text.includes(SCRIPT_NAME)
    if (!inserts) return Buffer.from(text, 'latin1')
    return Buffer.from(text.slice(0, head.at) + scriptTag(source, nonce) + text.slice(head.at), 'latin1')
  }
  return {
    write(chunk) {
      if (held === undefined) return chunk
      held += chunk.toString('latin1')
      const head = findHead(held)
      // Vite or another middleware may have inserted the script, and only a part of its tag is there.
      const needed = head === 'incomplete' ? SEARCHED : head.at + source.length + SLACK
      return held.length < needed ? '' : release(held, head)
    },
    end: () => (held === undefined ? '' : release(held, findHead(held))),
  }
}

/** How much may stand between the beginning of the head and the URL of a script that is there already. */
const SLACK = 64

export const SCRIPT_NAME = '@wx-ready/simulator.js'

function scriptTag(source: string, nonce: string | undefined): string {
  const attribute = nonce === undefined ? '' : ` nonce="${escapeAttribute(nonce)}"`
  return `<script src="${escapeAttribute(source)}"${attribute}></script>`
}

function escapeAttribute(text: string): string {
  return text.replace(/[&"<]/g, each => `&#${each.charCodeAt(0)};`)
}
