import { type Connection, openConnection } from './http-client.js'
import { SITE } from './processes.js'

/** Requests that come at their time, whatever became of those before. */
export interface SteadyLoad {
  /** @returns how long each request took whose time came within these ms, counted from that time */
  window(ms: number): Promise<number[]>
  stop(): Promise<void>
}

/** So many may be under way: one more waits, and its waiting counts. */
const CONNECTIONS = 400

const TICK_MS = 1

/** @param rate of requests a second */
export async function startSteadyLoad(port: number, rate: number): Promise<SteadyLoad> {
  const free = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(port)))
  const due: { at: number; url: string; done: (ms: number) => void }[] = []
  const open = new Set<Promise<number>>()
  const start = performance.now()
  let count = 0
  let collected: Promise<number>[] | undefined

  const timer = setInterval(() => {
    for (; start + (count * 1000) / rate <= performance.now(); count += 1) {
      const at = start + (count * 1000) / rate
      const url = `${SITE}/news/${count}?from=timeline&isappinstalled=0`
      const took = new Promise<number>(done => due.push({ at, url, done }))
      collected?.push(took)
      open.add(took)
      took.then(() => open.delete(took))
    }
    sendDue()
  }, TICK_MS)

  function sendDue(): void {
    while (due.length > 0) {
      // The one that has rested longest: a server closes what rests for long.
      const connection = free.shift()
      if (!connection) return
      if (connection.isOpen) send(connection)
    }
  }

  function send(connection: Connection): void {
    const request = due.shift()
    if (!request) return
    connection.ask(request.url, () => {
      request.done(performance.now() - request.at)
      free.push(connection)
      sendDue()
    })
  }

  return {
    async window(ms) {
      const own: Promise<number>[] = []
      collected = own
      await new Promise(resolve => setTimeout(resolve, ms))
      collected = undefined
      return Promise.all(own)
    },
    async stop() {
      clearInterval(timer)
      await Promise.all(open)
      for (const connection of free) connection.close()
    },
  }
}
