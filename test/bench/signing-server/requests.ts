import type { PageSignature } from '../../../src/server/index.js'
import { median } from '../numbers.js'
import { type Check, printTable, printTitle } from '../report.js'
import { BY_HAND, CONTENDERS, OURS } from './contenders.js'
import { type Connection, openConnection } from './http-client.js'
import { type Process, SITE, withPlatform, withProcesses } from './processes.js'
import { ratios } from './ratios.js'
import { verify } from './verify.js'

const ROUNDS = 7
const ROUND_MS = 600
const WARM_UP_MS = 1000
const CONNECTIONS = 32

/** What ours has to reach of the floor's requests a second. */
const LEAST = 0.9

/** The fastest server must have that much to do; with less, it is the client that was measured. */
const LEAST_BUSY = 0.9

interface Round {
  readonly rate: number
  /** Which part of the time the server had something to do. */
  readonly busy: number
  /** What a request took of the server's processor, in µs: others on the machine change it little. */
  readonly cpu: number
}

/** Requests a second over HTTP, each server in its own process, and one of them loaded at a time. */
export async function requests(): Promise<Check[]> {
  printTitle(
    'Requests a second over HTTP',
    `node:http on loopback, ${CONNECTIONS} connections that are kept, no URL twice; ${ROUNDS} rounds in turns`,
  )
  const rounds = await withPlatform(0, platform =>
    withProcesses(CONTENDERS, platform, async processes => {
      const ports = await Promise.all(processes.map(process => process.ask<number>('listen')))
      for (const port of ports) await verify(platform, SITE, await askOnce(port))
      return loadInTurns(processes, ports)
    }),
  )

  const rates = rounds.map(own => own.map(({ rate }) => rate))
  const busy = rounds.map(own => median(own.map(({ busy }) => busy)))
  const busyByHand = busy[CONTENDERS.indexOf(BY_HAND)] as number
  const { toFloor, ours } = ratios(CONTENDERS, rates, BY_HAND, OURS)
  printTable(
    ['', 'median a second', '× by hand', 'µs of CPU each', 'busy'],
    CONTENDERS.map(({ name }, index) => [
      name,
      Math.round(median(rates[index] ?? [])).toLocaleString('en'),
      (toFloor[index] ?? 0).toFixed(2),
      median((rounds[index] ?? []).map(({ cpu }) => cpu)).toFixed(1),
      percent(busy[index] ?? 0),
    ]),
  )
  return [
    {
      what: `requests: ${OURS.name} answers ${ours.toFixed(2)} of what a listener by hand answers, at least ${LEAST}`,
      held: ours >= LEAST,
    },
    {
      what: `requests: the listener by hand is busy ${percent(busyByHand)} of its time, at least ${percent(LEAST_BUSY)}`,
      held: busyByHand >= LEAST_BUSY,
    },
  ]
}

async function askOnce(port: number): Promise<PageSignature> {
  const answer = await fetch(`http://127.0.0.1:${port}/wx/signature?url=${encodeURIComponent(SITE)}`)
  return (await answer.json()) as PageSignature
}

async function loadInTurns(processes: readonly Process[], ports: readonly number[]): Promise<Round[][]> {
  const rounds: Round[][] = processes.map(() => [])
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [index, process] of processes.entries()) {
      const result = await load(process, ports[index] as number, round < 0 ? WARM_UP_MS : ROUND_MS)
      if (round >= 0) rounds[index]?.push(result)
    }
  }
  return rounds
}

let asked = 0

async function load(server: Process, port: number, ms: number): Promise<Round> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(port)))
  await server.ask('takeUsage')
  const start = performance.now()
  let count = 0
  await Promise.all(
    connections.map(connection =>
      keepAsking(connection, () => {
        count += 1
        return performance.now() - start < ms
      }),
    ),
  )
  const spent = performance.now() - start
  const { busy, cpu } = await server.ask<{ busy: number; cpu: number }>('takeUsage')
  for (const connection of connections) connection.close()
  return { rate: (count * 1000) / spent, busy, cpu: cpu / count }
}

/** @param answered is told of each answer, and says whether to go on */
function keepAsking(connection: Connection, answered: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const next = () => {
      asked += 1
      connection.ask(`${SITE}/articles/${asked}?from=timeline&isappinstalled=0`, () =>
        answered() ? next() : resolve(),
      )
    }
    next()
  })
}

function percent(part: number): string {
  return `${Math.round(part * 100)}%`
}
