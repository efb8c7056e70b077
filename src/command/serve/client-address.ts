import type { IncomingMessage } from 'node:http'

/**
 * The address of the client, for the log. `X-Forwarded-For` can be forged, except for what the server's own proxies append:
 * with `trustProxy` proxies, the client is the entry that the outermost of them has added.
 */
export function clientAddress({ socket, headers }: IncomingMessage, trustProxy: number): string | undefined {
  const entries = trustProxy === 0 ? [] : String(headers['x-forwarded-for'] ?? '').split(',')
  return entries.at(-trustProxy)?.trim() || socket.remoteAddress
}
