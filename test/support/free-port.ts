import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port of loopback for a program that has to be told one.
 *
 * The system gives ports above 32,767 to whatever asks for any, so that one of them may be taken before the program
 * listens. These, and those that are 10,000 higher, as the bus of a Redis Cluster has it, are taken only by who names them.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 10_000)
    const server = createServer().listen(port, '127.0.0.1')
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    await new Promise(resolve => server.close(resolve))
    if (free) return port
  }
}
