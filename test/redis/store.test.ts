import { createClient, createCluster, RESP_TYPES } from '@redis/client'
import { Cluster, Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { memoryStore, redisStore, type Store } from '../../src/server/index.js'
import { inThisRun, requireFull } from '../support/full-run.mjs'
import { type RedisServer, startRedis } from '../support/redis.js'

/** What every store has to do, each by a client of each kind. */
let redis: RedisServer
let cluster: RedisServer
const closing: (() => unknown)[] = []
beforeAll(async () => {
  redis = await startRedis()
  cluster = await startRedis({ cluster: true })
})
afterAll(async () => {
  for (const close of closing) await close()
  await Promise.all([redis?.stop(), cluster?.stop()])
})

type Redis4 = Parameters<typeof redisStore>[0] & { connect(): Promise<unknown>; disconnect(): unknown }

const STORES: Readonly<Record<string, () => Store | Promise<Store>>> = {
  memoryStore: () => memoryStore(),
  'ioredis 6': () => {
    const client = new Redis(redis.socket)
    closing.push(() => client.disconnect())
    return redisStore(client)
  },
  'ioredis 6 with a prefix, and one of its own': () => {
    const client = new Redis(redis.socket, { keyPrefix: 'app:' })
    closing.push(() => client.disconnect())
    return redisStore(client, { prefix: 'wechat:' })
  },
  'ioredis 6 with numbers as text': () => {
    const client = new Redis(redis.socket, { stringNumbers: true })
    closing.push(() => client.disconnect())
    return redisStore(client)
  },
  'ioredis 5': () => {
    const { Redis: Redis5 }: typeof import('ioredis') = requireFull('ioredis-5')
    const client = new Redis5(redis.socket)
    closing.push(() => client.disconnect())
    return redisStore(client)
  },
  'ioredis Cluster': () => {
    const client = new Cluster([{ host: '127.0.0.1', port: cluster.port }])
    closing.push(() => client.disconnect())
    return redisStore(client)
  },
  'redis 6': async () => {
    const client = createClient({ socket: { path: redis.socket, tls: false } })
    closing.push(() => client.destroy())
    await client.connect()
    return redisStore(client)
  },
  'redis 6 with RESP3, and all in other types': async () => {
    const client = createClient({
      socket: { path: redis.socket, tls: false },
      RESP: 3,
      commandOptions: { typeMapping: { [RESP_TYPES.NUMBER]: String, [RESP_TYPES.BLOB_STRING]: Buffer } },
    })
    closing.push(() => client.destroy())
    await client.connect()
    return redisStore(client)
  },
  'redis 6 with its modules': async () => {
    const { createClient }: typeof import('@redis/client') = requireFull('redis')
    const client = createClient({ socket: { path: redis.socket, tls: false } })
    closing.push(() => client.destroy())
    await client.connect()
    return redisStore(client)
  },
  'redis 4': async () => {
    const { createClient }: { createClient(options: object): Redis4 } = requireFull('redis-4')
    const client = createClient({ socket: { path: redis.socket } })
    closing.push(() => client.disconnect())
    await client.connect()
    return redisStore(client)
  },
  'redis Cluster': async () => {
    const client = createCluster({ rootNodes: [{ url: `redis://127.0.0.1:${cluster.port}` }] })
    closing.push(() => client.destroy())
    await client.connect()
    return redisStore(client)
  },
}

const INSTALLED_BY_FULL_RUN = ['ioredis 5', 'redis 6 with its modules', 'redis 4']

const NAMES = inThisRun(Object.keys(STORES), name => !INSTALLED_BY_FULL_RUN.includes(name))

describe.each(NAMES)('%s', name => {
  let store: Store
  let key: string
  let lock: string
  let count = 0
  beforeAll(async () => {
    store = await (STORES[name] as () => Store | Promise<Store>)()
  })
  const fresh = () => {
    count += 1
    key = `wx-ready:{wx${Date.now()}${count}}:${name.replaceAll(/\W/g, '')}`
    lock = `${key}:lock`
  }

  it('returns what was set, with its remaining time to live', async () => {
    fresh()
    expect(await store.get(key)).toBeUndefined()
    expect(await store.set(key, '{"值":1}', 60_000)).toBe(true)
    const entry = await store.get(key)
    expect(entry?.value).toBe('{"值":1}')
    expect(entry?.ttl).toBeGreaterThan(55_000)
    expect(entry?.ttl).toBeLessThanOrEqual(60_000)
    expect(await store.set(key, 'b', 30_000)).toBe(true)
    expect((await store.get(key))?.value).toBe('b')
    expect((await store.get(key))?.ttl).toBeLessThanOrEqual(30_000)
  })

  it('removes an entry when its time to live is over', async () => {
    fresh()
    await store.set(key, 'a', 30)
    await store.add(lock, 'a', 30)
    await new Promise(resolve => setTimeout(resolve, 60))
    expect(await store.get(key)).toBeUndefined()
    expect(await store.add(lock, 'b', 1000)).toBe(true)
  })

  it('adds a key for only one of 20 concurrent callers', async () => {
    fresh()
    const added = await Promise.all(Array.from({ length: 20 }, (_, i) => store.add(key, String(i), 5000)))
    expect(added.filter(Boolean)).toEqual([true])
    expect((await store.get(key))?.value).toBe(String(added.indexOf(true)))
  })

  it('sets a key only for the owner of the lock', async () => {
    fresh()
    const mine = { key: lock, value: 'me' }
    expect(await store.set(key, 'early', 5000, mine)).toBe(false)
    await store.add(lock, 'other', 5000)
    expect(await store.set(key, 'robbed', 5000, mine)).toBe(false)
    expect(await store.get(key)).toBeUndefined()
    expect(await store.delete(lock, 'me')).toBe(false)
    expect(await store.delete(lock, 'other')).toBe(true)
    await store.add(lock, 'me', 5000)
    expect(await store.set(key, 'mine', 5000, mine)).toBe(true)
    expect((await store.get(key))?.value).toBe('mine')
    // As the one who works prolongs his lock.
    expect(await store.set(lock, 'me', 50_000, mine)).toBe(true)
    expect((await store.get(lock))?.ttl).toBeGreaterThan(5000)
  })

  it('deletes a key only if it has the expected value', async () => {
    fresh()
    expect(await store.delete(key, 'a')).toBe(false)
    await store.set(key, 'a', 5000)
    expect(await store.delete(key, 'b')).toBe(false)
    expect((await store.get(key))?.value).toBe('a')
    expect(await store.delete(key, 'a')).toBe(true)
    expect(await store.get(key)).toBeUndefined()
  })
})

describe('a key in Redis that this library did not write', () => {
  const key = 'wx-ready:{wx1}:odd'
  const clients = NAMES.filter(name => !/memory|luster|prefix/.test(name))
  beforeEach(() => void redis.command('del', key))

  it.each(clients)('%s sets an expiry on a key that has none when it tries to add it', async name => {
    const store = await (STORES[name] as () => Store | Promise<Store>)()
    redis.command('set', key, 'by hand')
    expect(await store.add(key, 'me', 5000)).toBe(false)
    expect(redis.command('get', key)).toBe('by hand')
    const ttl = Number(redis.command('pttl', key))
    expect(ttl).toBeGreaterThan(0)
    expect(ttl).toBeLessThanOrEqual(5000)
    // One that has an end keeps it.
    redis.command('set', key, 'other', 'px', '60000')
    expect(await store.add(key, 'me', 5000)).toBe(false)
    expect(Number(redis.command('pttl', key))).toBeGreaterThan(50_000)
  })
})

it('adds its prefix to every key', async () => {
  const client = new Redis(redis.socket)
  closing.push(() => client.disconnect())
  const store = redisStore(client, { prefix: 'mine:' })
  await store.add('wx-ready:{wx1}:lock', 'me', 5000)
  await store.set('wx-ready:{wx1}:access_token', 'x', 5000, { key: 'wx-ready:{wx1}:lock', value: 'me' })
  expect((await client.keys('mine:*')).sort()).toEqual([
    'mine:wx-ready:{wx1}:access_token',
    'mine:wx-ready:{wx1}:lock',
  ])
})

it.each([
  ['no client', undefined],
  ['a client of another kind', { get: () => {}, set: () => {} }],
])('throws an error that says what to pass if it gets %s', (_name, client) => {
  expect(() => redisStore(client as never)).toThrow(/ioredis or of redis/)
})

it('throws for a prefix with braces, which would move keys to other slots of a Cluster', () => {
  expect(() => redisStore(new Redis(redis.socket, { lazyConnect: true }), { prefix: '{a}' })).toThrow(
    /braces/,
  )
})
