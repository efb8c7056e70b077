import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What became of one caller. */
export interface Outcome {
  value?: unknown
  code?: string
}

/** What a worker answers to `call`. */
export interface Called {
  results: Outcome[]
  events: { type: string; credential?: string; code?: string; refusals?: number }[]
}

export interface Worker {
  readonly pid: number
  call(options: object, method: string, args?: unknown[], callers?: number): Promise<Called>
  advance(ms: number): Promise<unknown>
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void
  stop(): Promise<void>
}

/** Starts a process of a service, over a Redis. */
export function startWorker(redisSocket: string): Worker {
  const file = fileURLToPath(new URL('../redis/worker.mjs', import.meta.url))
  const child = fork(file, { env: { ...process.env, REDIS_SOCKET: redisSocket } })
  const waiting = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>()
  let count = 0
  child.on('message', ({ id, answer }: { id: number; answer: never }) => {
    waiting.get(id)?.resolve(answer)
    waiting.delete(id)
  })
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the process has ended'))
    waiting.clear()
  })

  const ask = <Answer>(action: string, given: object) =>
    new Promise<Answer>((resolve, reject) => {
      count += 1
      waiting.set(count, { resolve, reject })
      child.send({ id: count, action, ...given })
    })
  return {
    pid: child.pid as number,
    call: (options, method, args = [], callers = 50) => ask('call', { options, method, args, callers }),
    advance: ms => ask('advance', { ms }),
    signal: name => process.kill(child.pid as number, name),
    stop: () => end(child),
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
