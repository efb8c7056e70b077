import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Handler, toNodeListener } from '../../src/server/index.js'

export interface Listening {
  origin: string
  close(): Promise<void>
}

/** Serves a handler on a port of loopback, over real HTTP. */
export async function listen(handler: Handler, onError?: (error: unknown) => void): Promise<Listening> {
  const server = createServer(toNodeListener(handler, onError))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
