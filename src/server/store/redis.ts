import type { Store, StoreEntry } from './store.js'

/** The part of an `ioredis` client that is used, for one server or a Cluster. */
export interface IoredisClient {
  defineCommand: unknown
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>
}

/** The part of a connected `redis` (node-redis) client that is used, for one server or a Cluster. */
export interface NodeRedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
}

/** Options of `redisStore`. */
export interface RedisStoreOptions {
  /** Is put before every key. @default '': the keys are `wx-ready:{<appId>}:…` */
  prefix?: string | undefined
}

/**
 * Creates a store in Redis, so that processes on all machines share tokens and tickets.
 *
 * You own the client: connect it, listen to its `error` event and close it. While Redis is down, each process uses what it
 * has in memory.
 *
 * @param client of `ioredis` or `redis`
 * @throws {TypeError} for another kind of client, and for a prefix with braces
 * @example
 * const account = createAccount({ appId, secret, store: redisStore(new Redis(process.env.REDIS_URL)) })
 */
export function redisStore(
  client: IoredisClient | NodeRedisClient,
  { prefix = '' }: RedisStoreOptions = {},
): Store {
  // A Cluster takes the first braces of a key for its hash tag, and the keys have their own.
  if (/[{}]/.test(prefix)) throw new TypeError('redisStore: the prefix must not contain braces')
  const run = toRunner(client)
  const prefixed = (key: string) => prefix + key

  return {
    async get(key) {
      return readEntry(await run(GET, [prefixed(key)], []))
    },
    async set(key, value, ttl, onlyWhile) {
      const args = [value, String(ttl)]
      if (!onlyWhile) return isDone(await run(SET, [prefixed(key)], args))
      return isDone(
        await run(SET_WHILE, [prefixed(key), prefixed(onlyWhile.key)], [...args, onlyWhile.value]),
      )
    },
    add: async (key, value, ttl) => isDone(await run(ADD, [prefixed(key)], [value, String(ttl)])),
    delete: async (key, value) => isDone(await run(DELETE, [prefixed(key)], [value])),
  }
}

/**
 * Scripts, because each of them is atomic. A key of another type, such as a list that another program created, counts as
 * missing: `text` returns `false` for it, as Redis does for a missing key.
 */
const TEXT = `
local function text(key)
  local value = redis.pcall('GET', key)
  if type(value) ~= 'table' then return value end
  if string.find(value.err, 'WRONGTYPE', 1, true) then return false end
  return redis.call('GET', key)
end`

const GET = `${TEXT}
local value = text(KEYS[1])
if not value then return 0 end
return { value, redis.call('PTTL', KEYS[1]) }`

const SET = `
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`

const SET_WHILE = `${TEXT}
if text(KEYS[2]) ~= ARGV[3] then return 0 end${SET}`

/** Gives a key that never expires, such as a lock that was set by hand, a time to live: it would block everyone for ever. */
const ADD = `${TEXT}
if redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') then return 1 end
local value = text(KEYS[1])
if not value then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1
end
if redis.call('PTTL', KEYS[1]) == -1 then redis.call('SET', KEYS[1], value, 'PX', ARGV[2]) end
return 0`

const DELETE = `${TEXT}
if text(KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`

type Runner = (script: string, keys: string[], args: string[]) => Promise<unknown>

function toRunner(client: IoredisClient | NodeRedisClient): Runner {
  if (typeof client?.eval !== 'function')
    throw new TypeError('redisStore: pass a client of ioredis or of redis (node-redis)')
  if ('defineCommand' in client)
    return (script, keys, args) => client.eval(script, keys.length, ...keys, ...args)
  return (script, keys, args) => client.eval(script, { keys, arguments: args })
}

/** @param reply a number, or text with some options of a client */
function isDone(reply: unknown): boolean {
  return Number(reply) === 1
}

/** @returns `undefined` for a key that never expires, because this library did not store it */
function readEntry(reply: unknown): StoreEntry | undefined {
  if (!Array.isArray(reply)) return undefined
  const [value, ttl] = reply
  return Number(ttl) > 0 ? { value: String(value), ttl: Number(ttl) } : undefined
}
