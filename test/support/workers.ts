import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { FULL_RUN } from './full-run.mjs'

/** By default fewer of both: eight processes that start at once take two cores for seconds. */
export const PROCESSES: number = FULL_RUN ? 8 : 4
/** In each process. */
export const CALLERS: number = FULL_RUN ? 50 : 25
export const ALL_CALLERS: number = PROCESSES * CALLERS
/** Those of all processes but one. */
export const CALLERS_OF_OTHERS: number = ALL_CALLERS - CALLERS
/** Of the platform, in ms. */
export const LATENCY = 150

/** What became of one caller. */
export interface Outcome {
  value?: unknown
  code?: string
  /** How long it took. */
  ms: number
}

/** What a worker answers to `call`. */
export interface Called {
  results: Outcome[]
  events: { type: string; credential?: string; code?: string; refusals?: number }[]
}

export interface Worker {
  readonly pid: number
  /** @param given.kind what to make with the options: an account or an OAuth */
  call(given: {
    kind: 'account' | 'oauth'
    options: object
    method: string
    args: unknown[]
    callers?: number
  }): Promise<Called>
  advance(ms: number): Promise<unknown>
  /** Resolves once the process has started and is connected to Redis. */
  ping(): Promise<unknown>
  /** The longest time in which it did not run although it had to, since it was asked last. In ms. */
  stall(): Promise<number>
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void
}

/** Processes of one service. */
export interface Service {
  readonly workers: readonly Worker[]
  /** In place of one that has died. */
  replace(worker: Worker): void
  stop(): Promise<void>
}

export async function startService(redisSocket: string): Promise<Service> {
  const children = new Map<Worker, ChildProcess>()
  const start = () => {
    const [worker, child] = startWorker(redisSocket)
    children.set(worker, child)
    return worker
  }
  const workers = Array.from({ length: PROCESSES }, start)
  // Eight processes that start at once keep a machine busy: the tests begin when they are done.
  await Promise.all(workers.map(worker => worker.ping()))
  return {
    workers,
    replace(worker) {
      workers[workers.indexOf(worker)] = start()
    },
    async stop() {
      await Promise.all([...children.values()].map(end))
    },
  }
}

/** Starts a process of a service, over a Redis. */
function startWorker(redisSocket: string): [Worker, ChildProcess] {
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
      child.send({ id: count, action, ...given }, error => error && reject(error))
    })
  /** By a test: not a stall. */
  let stopped = false
  const worker: Worker = {
    pid: child.pid as number,
    call: given => ask('call', { callers: CALLERS, ...given }),
    advance: ms => ask('advance', { ms }),
    ping: () => ask('ping', {}),
    async stall() {
      // One that was killed cannot tell.
      const longest = await ask<number>('stall', {}).catch(() => 0)
      const wanted = stopped
      stopped = false
      return wanted ? 0 : longest
    },
    signal(name) {
      stopped ||= name === 'SIGSTOP'
      process.kill(child.pid as number, name)
    },
  }
  return [worker, child]
}

/** What somebody got. */
export const answered = (called: readonly Called[]): Outcome[] =>
  called.flatMap(({ results }) => results).filter(({ value }) => value !== undefined)

/** What went wrong, and for how many. */
export function problems(called: readonly Called[]): Record<string, number> {
  const codes = called.flatMap(({ results }) =>
    results.flatMap(({ code }) => (code === undefined ? [] : [code])),
  )
  return Object.fromEntries([...new Set(codes)].map(code => [code, codes.filter(one => one === code).length]))
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
