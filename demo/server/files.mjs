/** Responses with files. */
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.map': 'application/json',
}

/** @param {string | URL} path */
export async function file(path) {
  try {
    return respond(await readFile(path), extname(String(path)))
  } catch {
    return new Response('File not found', { status: 404 })
  }
}

/** @param {string} html */
export const page = html => respond(html, '.html')

/** @param {string} code */
export const script = code => respond(code, '.js')

function respond(body, extension) {
  const type = TYPES[extension] ?? 'application/octet-stream'
  return new Response(body, { headers: { 'content-type': type } })
}
