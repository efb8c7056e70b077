/**
 * One process of a service. Its parent tells it what to do by messages, each of which is answered with what became of it.
 * It has the built library, as a service would.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Redis } from 'ioredis'
import { createAccount, createOAuth, redisStore } from '../../dist/server/index.js'

const client = new Redis(process.env.REDIS_SOCKET, { retryStrategy: () => 100 })
// While Redis is down it tells of that again and again.
client.on('error', () => {})
const MAKERS = { account: createAccount, oauth: createOAuth }
const made = new Map()
const stalls = monitorEventLoopDelay()
stalls.enable()

const ACTIONS = {
  /** Many callers at once; what each got, or the code of its error, and after how many ms. */
  async call({ kind, options, method, args, callers }) {
    const { subject, events } = subjectFor(kind, options)
    const results = await Promise.all(Array.from({ length: callers }, () => settle(subject[method](...args))))
    return { results, events: events.splice(0) }
  },
  /** Answers once the process has started and is connected. */
  async ping() {
    await client.ping()
  },
  /** The longest time in which the event loop did not turn, since the last answer. In ms. */
  async stall() {
    const longest = stalls.max / 1e6
    stalls.reset()
    return longest
  },
  /** Lets its clock go wrong, or its time go by. */
  async advance({ ms }) {
    const now = Date.now
    Date.now = () => now() + ms
  },
}

process.on('message', async ({ id, action, ...given }) => {
  process.send({ id, answer: await ACTIONS[action](given) })
})

function subjectFor(kind, options) {
  const key = JSON.stringify([kind, options])
  if (!made.has(key)) made.set(key, make(kind, options))
  return made.get(key)
}

function make(kind, options) {
  const events = []
  const subject = MAKERS[kind]({
    ...options,
    store: redisStore(client),
    onEvent: ({ error, ...event }) => events.push({ ...event, ...(error && { code: error.code }) }),
    // So that the platform can tell who asks.
    fetch: (url, init) =>
      fetch(url, { ...init, headers: { ...init.headers, 'x-process': String(process.pid) } }),
  })
  return { subject, events }
}

async function settle(promise) {
  const start = performance.now()
  const ms = () => Math.round(performance.now() - start)
  try {
    return { value: await promise, ms: ms() }
  } catch (error) {
    return { code: error.code ?? error.message, ms: ms() }
  }
}
