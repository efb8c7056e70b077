import { type IncomingHttpHeaders, request as nodeRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HttpReply {
  status: number
  statusMessage: string
  headers: IncomingHttpHeaders
  body: string
}

/** A request with any header and any path, which `fetch` would change. */
export function request(
  url: string,
  { body, ...options }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<HttpReply> {
  const [, origin = '', path = '/'] = /^(http:\/\/[^/]+)(\/.*)?$/.exec(url) ?? []
  const { hostname, port } = new URL(origin)
  const headers = Object.fromEntries(
    Object.entries(options.headers ?? {}).filter(([, value]) => value !== ''),
  )
  return new Promise((resolve, reject) => {
    const sent = nodeRequest({ hostname, port, path, ...options, headers }, async response => {
      try {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk)
        const { statusCode: status = 0, statusMessage = '', headers } = response
        resolve({ status, statusMessage, headers, body: Buffer.concat(chunks).toString() })
      } catch (error) {
        reject(error)
      }
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Starts a server on a free port of loopback. */
export async function listenWith(server: Server): Promise<{ origin: string; close(): void }> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
