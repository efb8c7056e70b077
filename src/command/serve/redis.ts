import { createRequire } from 'node:module'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { type IoredisClient, type NodeRedisClient, redisStore, type Store } from '../../server/index.js'
import { CommandError } from '../cli/command-error.js'

/** A store in Redis, with its connection. */
export interface RedisConnection {
  readonly store: Store
  close(): void
}

interface Client {
  on(event: 'error', listener: (error: unknown) => void): unknown
  connect?(): Promise<unknown>
  disconnect?(): unknown
  destroy?(): unknown
}

/**
 * Connects with whichever client is installed. The connection is made in the background: while Redis is down, the account
 * uses what it has in memory.
 *
 * @throws {CommandError} if neither is installed
 */
export async function connectRedis(
  { url, prefix }: { url: string; prefix: string },
  onError: (error: unknown) => void,
): Promise<RedisConnection> {
  const ioredis = await load('ioredis')
  if (ioredis) {
    const Redis = (ioredis.Redis ?? ioredis.default) as new (url: string) => Client & IoredisClient
    const client = new Redis(url)
    client.on('error', onError)
    return { store: redisStore(client, { prefix }), close: () => void client.disconnect?.() }
  }
  const redis = await load('redis')
  if (redis) {
    const createClient = redis.createClient as (options: { url: string }) => Client & NodeRedisClient
    const client = createClient({ url })
    client.on('error', onError)
    client.connect?.().catch(onError)
    // Version 5 replaced one by the other.
    const close = () => (client.destroy ? client.destroy() : client.disconnect?.())
    return { store: redisStore(client, { prefix }), close: () => void close() }
  }
  throw new CommandError(
    {
      en: 'REDIS_URL is set, and neither ioredis nor redis is installed.',
      zh: '设置了 REDIS_URL，但没有安装 ioredis 或 redis。',
    },
    { en: 'Run npm install ioredis.', zh: '请执行 npm install ioredis。' },
  )
}

/** From beside this package, or from the current directory, as with `npx`. */
async function load(name: string): Promise<Record<string, unknown> | undefined> {
  for (const from of [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json'))]) {
    try {
      const path = createRequire(from).resolve(name)
      return (await import(pathToFileURL(path).href)) as Record<string, unknown>
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    }
  }
  return undefined
}
