/**
 * A contender in a process of its own, plain Node and nothing of the bench's tools in it:
 * `fork('contender-process.js', [file, JSON.stringify(options)])`.
 */
import { createServer } from 'node:http'
import { performance } from 'node:perf_hooks'
import { answerCommands } from './commands.js'
import { movableClock } from './moved-clock.js'

const [, , file, options] = process.argv
const { site, ...account } = JSON.parse(options)
const { create } = await import(file)
const { sign, handler, listener } = await create({ site, ...account })

let signed = 0
let usage = { loop: performance.eventLoopUtilization(), cpu: process.cpuUsage() }

/** No two alike, and ready before the clock runs. */
function nextUrls(count) {
  const first = signed
  signed += count
  return Array.from({ length: count }, (_, index) => `${site}/articles/${first + index}?from=timeline`)
}

const BATCH = 500

const ways = {
  sign,
  /** Through the web-standard handler, and the answer read. */
  async handler(url) {
    const response = await handler(new Request(`${site}/wx/signature?url=${encodeURIComponent(url)}`))
    return response.json()
  },
}

answerCommands({
  /** Answered when all is loaded. */
  ready() {},

  sign,

  /** Signs for so many ms, one after another. @returns how many a second */
  async signFor(ms) {
    let spent = 0
    let count = 0
    while (spent < ms) {
      const urls = nextUrls(BATCH)
      const start = performance.now()
      for (const url of urls) {
        const result = sign(url)
        // A function that is done at once need not be waited for.
        if (result instanceof Promise) await result
      }
      spent += performance.now() - start
      count += urls.length
    }
    return (count * 1000) / spent
  },

  /** Signs so many URLs. @returns the heap in use after everything unused has been collected, in bytes */
  async heapAfter({ way, count }) {
    for (let left = count; left > 0; left -= BATCH) {
      for (const url of nextUrls(Math.min(BATCH, left))) await ways[way](url)
    }
    return heapInUse()
  },

  /** So many callers at once. @returns the longest wait, in ms, and how many got nothing */
  async callers(count) {
    const start = performance.now()
    const all = await Promise.allSettled(nextUrls(count).map(async url => sign(url)))
    return {
      longest: performance.now() - start,
      failed: all.filter(({ status }) => status === 'rejected').length,
    }
  },

  listen: () =>
    new Promise(resolve => {
      const server = createServer(listener)
      server.listen(0, '127.0.0.1', () => resolve(server.address().port))
    }),

  /**
   * Of the time since this was last asked: which part of it this process had something to do, and how much of a
   * processor it has used, in µs.
   */
  takeUsage() {
    const last = usage
    usage = { loop: performance.eventLoopUtilization(), cpu: process.cpuUsage() }
    const { utilization } = performance.eventLoopUtilization(usage.loop, last.loop)
    const { user, system } = process.cpuUsage(last.cpu)
    return { busy: utilization, cpu: user + system }
  },

  moveClock: movableClock(),
})

async function heapInUse() {
  // What waits for a finalizer is gone only after another round.
  for (let round = 0; round < 3; round += 1) {
    await new Promise(resolve => setImmediate(resolve))
    globalThis.gc()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
