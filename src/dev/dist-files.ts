import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { distFolder } from '../simulator/page/dist-folder.js'

export const DIST: URL = distFolder(import.meta.url)

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  wasm: 'application/wasm',
}

/** @param name the path within `dist` */
export function readDist(name: string): Promise<Buffer> {
  return readFile(new URL(name, DIST))
}

/** Sends a file of `dist`, such as the modules of the panel. */
export async function sendDistFile(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const type = TYPES[/^(?:[\w-]+\/)*[\w-][\w.-]*\.(\w+)$/.exec(name)?.[1] ?? '']
  const body = type && (await readDist(name).catch(() => undefined))
  if (!body) return sendText(404, '404 Not Found', 'text/plain', request, response)
  sendText(200, body, type, request, response)
}

/** Sends text that any page may load, also one whose HTML another server sends. */
export function sendText(
  status: number,
  body: string | Buffer,
  type: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    // A new release has the same URL.
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
