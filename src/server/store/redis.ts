import type { Store, StoreEntry } from './store.js'

/** A client of `ioredis`, for one server or a Cluster: what is used of it. */
export interface IoredisClient {
  defineCommand: unknown
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>
}

/** A client of `redis` (node-redis), connected, for one server or a Cluster: what is used of it. */
export interface NodeRedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
}

/** What `redisStore` takes beside the client. */
export interface RedisStoreOptions {
  /** Stands before every key. @default none: the keys are `wx-ready:{<appId>}:…` */
  prefix?: string | undefined
}

/**
 * Keeps tokens and tickets in Redis, so that all processes on all machines ask WeChat as one.
 *
 * The client stays yours: connect it, listen to its `error`, close it. While Redis is down, each process goes on with
 * what it has in memory.
 *
 * @param client of `ioredis` or `redis`
 * @throws {TypeError} for a client of another kind, and for a prefix with braces
 * @example
 * const account = createAccount({ appId, secret, store: redisStore(new Redis(process.env.REDIS_URL)) })
 */
export function redisStore(
  client: IoredisClient | NodeRedisClient,
  { prefix = '' }: RedisStoreOptions = {},
): Store {
  // The keys have braces of their own, and a Cluster goes by the first ones.
  if (/[{}]/.test(prefix)) throw new TypeError('redisStore: the prefix may hold no braces')
  const run = toRunner(client)
  const full = (key: string) => prefix + key

  return {
    async get(key) {
      return readEntry(await run(GET, [full(key)], []))
    },
    async set(key, value, ttl, onlyWhile) {
      const args = [value, String(ttl)]
      if (!onlyWhile) return isDone(await run(SET, [full(key)], args))
      return isDone(await run(SET_WHILE, [full(key), full(onlyWhile.key)], [...args, onlyWhile.value]))
    },
    add: async (key, value, ttl) => isDone(await run(ADD, [full(key)], [value, String(ttl)])),
    delete: async (key, value) => isDone(await run(DELETE, [full(key)], [value])),
  }
}

/**
 * Each is one step for all: nobody sees it half done. A key that holds something else than text, as a list that another
 * program has put there, counts as missing: `text` gives `false` for it, as Redis does for none.
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

/** A key without an end, as a lock that somebody has set by hand, would block everybody for ever: it is given one. */
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
    throw new TypeError('redisStore: give a client of ioredis or of redis (node-redis)')
  if ('defineCommand' in client)
    return (script, keys, args) => client.eval(script, keys.length, ...keys, ...args)
  return (script, keys, args) => client.eval(script, { keys, arguments: args })
}

/** @param answer a number, which some options of a client make text */
function isDone(answer: unknown): boolean {
  return Number(answer) === 1
}

/** @returns nothing for what will not end: it is not of this library */
function readEntry(answer: unknown): StoreEntry | undefined {
  if (!Array.isArray(answer)) return undefined
  const [value, ttl] = answer
  return Number(ttl) > 0 ? { value: String(value), ttl: Number(ttl) } : undefined
}
