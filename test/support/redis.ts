import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.js'
import { findRedis } from './programs.mjs'

/** A Redis of one's own, that keeps nothing on disk. */
export interface RedisServer {
  /** The path of its socket. */
  readonly socket: string
  /** Its port of loopback, where it is a Cluster. */
  readonly port: number
  /** As `redis-cli` would: the answer as text. */
  command(...words: string[]): string
  kill(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** @param options.cluster a Cluster of one, which refuses steps over keys of several slots as a larger one does */
export async function startRedis({ cluster = false }: { cluster?: boolean } = {}): Promise<RedisServer> {
  const program = findRedis()
  if (!program) throw new Error('There is no Redis: run `node test/support/programs.mjs` first.')
  const folder = mkdtempSync(join(tmpdir(), 'wx-ready-redis-'))
  const socket = join(folder, 'redis.sock')
  const port = cluster ? await freePort() : 0
  const where = ['--bind', '127.0.0.1', '--port', String(port), '--unixsocket', socket, '--dir', folder]
  const options = [
    ...where,
    '--save',
    '',
    '--appendonly',
    'no',
    ...(cluster ? ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] : []),
  ]
  let running: ChildProcess | undefined

  const command = (...words: string[]) => {
    const { stdout, stderr, status } = spawnSync(join(program, '../redis-cli'), ['-s', socket, ...words])
    if (status !== 0) throw new Error(`redis-cli ${words.join(' ')}: ${stderr}${stdout}`)
    return String(stdout).trim()
  }
  const start = async () => {
    running = spawn(program, options, { stdio: ['ignore', 'pipe', 'ignore'] })
    let log = ''
    running.stdout?.on('data', text => {
      log += text
    })
    await answers(socket, running, () => log)
  }
  const kill = async () => {
    const ended = running
    running = undefined
    if (!ended || ended.exitCode !== null || ended.signalCode !== null) return
    ended.kill('SIGKILL')
    await once(ended, 'exit')
  }

  await start()
  if (cluster) {
    command('cluster', 'addslotsrange', '0', '16383')
    while (!command('cluster', 'info').includes('cluster_state:ok')) await new Promise(r => setTimeout(r, 50))
  }
  return {
    socket,
    port,
    command,
    start,
    kill,
    async stop() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answers(socket: string, server: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}: ${log()}`)
    const answered = await new Promise<boolean>(resolve => {
      const connection = connect(socket, () => connection.write('PING\r\n'))
      connection.on('data', () => resolve(true)).on('error', () => resolve(false))
      connection.on('data', () => connection.destroy())
    })
    if (answered) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}
