import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { vendorScript } from '../support/vendor-scripts.js'
import type { Outcome } from './client.js'
import { answerOf } from './signing.js'

/** How long the network lets wait, in ms. */
export interface Delays {
  /** The vendor's host, for its script. */
  readonly script: number
  /** The page's own server, for a signature. */
  readonly signature: number
}

/** A server for pages and signatures, and another one that plays the vendor's host, both on loopback. */
export interface BenchServer {
  /** Where pages, `app.js` and the signature endpoint are. */
  readonly origin: string
  /** The address of the vendor's script. */
  readonly script: string
  /** From now on. */
  delays: Delays
  /** Takes what a page tells at `POST /outcome`; gives where it goes next. */
  onOutcome: ((outcome: Outcome) => string) | undefined
  /** How many signatures were asked for. */
  readonly signatures: number
  /** Serves a text by its path; without query. @returns how many bytes of it go over the wire */
  serve(path: string, type: 'text/html' | 'text/javascript', content: string): number
  close(): Promise<void>
}

/** `GET /bytes?count=…`: as many, and no encoding makes them fewer. */
export const BYTES = '/bytes'

export async function startServer(): Promise<BenchServer> {
  const files = new Map<string, { type: string; body: Buffer }>()
  const vendor = gzipSync(vendorScript('1.6.0'))
  let delays: Delays = { script: 0, signature: 0 }
  let signatures = 0
  let onOutcome: BenchServer['onOutcome']

  const pages = await listen(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page')
    const file = files.get(pathname)
    if (file) {
      response.writeHead(200, {
        ...NEVER_KEPT,
        ...GZIP,
        ...ISOLATED,
        'content-type': `${file.type}; charset=utf-8`,
      })
      response.end(file.body)
    } else if (pathname === '/wx/signature') {
      signatures += 1
      await delay(delays.signature)
      response.writeHead(200, { ...NEVER_KEPT, 'content-type': 'application/json' })
      response.end(JSON.stringify(answerOf(searchParams.get('url') ?? '')))
    } else if (pathname === '/outcome') {
      const next = onOutcome?.(JSON.parse(await text(request)))
      response.writeHead(next ? 200 : 404, NEVER_KEPT).end(next)
    } else if (pathname === BYTES) {
      response.writeHead(200, { ...NEVER_KEPT, 'content-type': 'application/octet-stream' })
      response.end(Buffer.alloc(Number(searchParams.get('count'))))
    } else {
      response.writeHead(404).end()
    }
  })
  const vendorHost = await listen(async (_request, response) => {
    await delay(delays.script)
    response.writeHead(200, { ...NEVER_KEPT, ...GZIP, ...FOR_ISOLATED, 'content-type': 'text/javascript' })
    response.end(vendor)
  })

  return {
    origin: pages.origin,
    script: `${vendorHost.origin}/open/js/jweixin-1.6.0.js`,
    get delays() {
      return delays
    },
    set delays(next) {
      delays = next
    },
    get onOutcome() {
      return onOutcome
    },
    set onOutcome(next) {
      onOutcome = next
    },
    get signatures() {
      return signatures
    },
    serve(path, type, content) {
      const body = gzipSync(content)
      files.set(path, { type, body })
      return body.length
    },
    async close() {
      await Promise.all([pages.close(), vendorHost.close()])
    },
  }
}

const NEVER_KEPT = { 'cache-control': 'no-store' }
const GZIP = { 'content-encoding': 'gzip' }
/** A page that shares its process with nobody is given a clock of 5 µs; others have one of 100 µs. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}
const FOR_ISOLATED = { 'cross-origin-resource-policy': 'cross-origin' }

async function listen(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    },
  }
}
