/**
 * One process of a service. Its parent tells it what to do by messages, each of which is answered with what became of it.
 * It has the built library, as a service would.
 */
import { Redis } from 'ioredis'
import { createAccount, redisStore } from '../../dist/server/index.js'

const client = new Redis(process.env.REDIS_SOCKET, { retryStrategy: () => 100 })
// While Redis is down it tells of that again and again.
client.on('error', () => {})
const accounts = new Map()

const ACTIONS = {
  /** Many callers at once; what each got, or the code of its error. */
  async call({ callers, method, args = [], options }) {
    const { account, events } = accountFor(options)
    const results = await Promise.all(Array.from({ length: callers }, () => settle(account[method](...args))))
    return { results, events: events.splice(0) }
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

function accountFor(options) {
  const key = JSON.stringify(options)
  if (!accounts.has(key)) accounts.set(key, create(options))
  return accounts.get(key)
}

function create(options) {
  const events = []
  const account = createAccount({
    ...options,
    store: redisStore(client),
    onEvent: ({ error, ...event }) => events.push({ ...event, ...(error && { code: error.code }) }),
    // So that the platform can tell who asks.
    fetch: (url, init) =>
      fetch(url, { ...init, headers: { ...init.headers, 'x-process': String(process.pid) } }),
  })
  return { account, events }
}

async function settle(promise) {
  try {
    return { value: await promise }
  } catch (error) {
    return { code: error.code ?? error.message }
  }
}
