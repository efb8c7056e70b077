import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Contender, fileOf } from './contenders.js'

/** The account that all sign for. */
export const ACCOUNT = { appId: 'wx0123456789abcdef', secret: '0123456789abcdef0123456789abcdef' }

/** Whose pages are signed. */
export const SITE = 'https://www.example.com'

/** Another process, which does what it is asked: see `answerCommands` in its file. */
export interface Process {
  ask<T = void>(name: string, argument?: unknown): Promise<T>
  stop(): Promise<void>
}

/** WeChat's platform. */
export interface Platform extends Process {
  readonly origin: string
}

/** What the platform was asked for. */
export interface Counts {
  readonly token: number
  readonly ticket: number
}

/** Starts a platform that has been asked for nothing yet, and ends it when the work is done. @param latency in ms */
export async function withPlatform<T>(latency: number, work: (platform: Platform) => Promise<T>): Promise<T> {
  const child = startProcess('platform-process.js', [JSON.stringify(ACCOUNT), String(latency)])
  try {
    const port = await child.ask<number>('listen')
    return await work({ ...child, origin: `http://127.0.0.1:${port}` })
  } finally {
    await child.stop()
  }
}

/** Starts a process of each contender, all in one new folder, and ends them when the work is done. */
export async function withProcesses<T>(
  contenders: readonly Contender[],
  platform: Platform,
  work: (processes: readonly Process[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'wx-ready-bench-'))
  const options = JSON.stringify({ ...ACCOUNT, platform: platform.origin, site: SITE, folder })
  const processes = contenders.map(contender =>
    startProcess('contender-process.js', [fileOf(contender), options]),
  )
  try {
    return await work(processes)
  } finally {
    await Promise.all(processes.map(child => child.stop()))
    await rm(folder, { recursive: true, force: true })
  }
}

interface Answer {
  id: number
  result?: unknown
  error?: string
}

function startProcess(file: string, values: readonly string[]): Process {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = fork(path, values, { execArgv: ['--expose-gc'] })
  const asked = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  let last = 0

  child.on('message', ({ id, result, error }: Answer) => {
    const waiting = asked.get(id)
    asked.delete(id)
    if (error === undefined) waiting?.resolve(result)
    else waiting?.reject(new Error(`${values[0]}: ${error}`))
  })
  child.once('exit', code => {
    for (const { reject } of asked.values()) reject(new Error(`${values[0]} ended with ${code}`))
  })

  return {
    ask: <T>(name: string, argument?: unknown) =>
      new Promise<T>((resolve, reject) => {
        last += 1
        asked.set(last, { resolve: resolve as (value: unknown) => void, reject })
        child.send({ id: last, name, argument })
      }),
    async stop() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}
