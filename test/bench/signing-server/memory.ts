import { type Check, printTable, printTitle } from '../report.js'
import { type Contender, NODE_EASYWECHAT, OURS, WECHAT_JSSDK } from './contenders.js'
import { type Process, withPlatform, withProcesses } from './processes.js'

/** URLs, none of them twice. */
const FIRST = 100_000
const LEGS: readonly number[] = [FIRST, 500_000, 1_000_000]
/** Of the others, which are only told. */
const LEGS_OF_OTHERS: readonly number[] = [FIRST, 200_000]

/** Bytes that may be added between the first leg and the last one: none are, and a heap is never quite the same. */
const MOST = 1_000_000

interface Way {
  readonly name: string
  readonly contender: Contender
  /** One of `ways` in `contender-process.js`. */
  readonly way: 'sign' | 'handler'
  readonly legs: readonly number[]
}

const WAYS: readonly Way[] = [
  { name: `${OURS.name}, account.signature`, contender: OURS, way: 'sign', legs: LEGS },
  { name: `${OURS.name}, signatureHandler`, contender: OURS, way: 'handler', legs: LEGS },
  { name: WECHAT_JSSDK.name, contender: WECHAT_JSSDK, way: 'sign', legs: LEGS_OF_OTHERS },
  { name: NODE_EASYWECHAT.name, contender: NODE_EASYWECHAT, way: 'sign', legs: LEGS_OF_OTHERS },
]

/** Whether something stays of each URL: the heap after everything unused has been collected. */
export async function memory(): Promise<Check[]> {
  printTitle('Memory', 'heap in use after so many URLs, none of them twice, and a garbage collection')
  // Nothing is timed here: all may run at once.
  const contenders = WAYS.map(({ contender }) => contender)
  const heaps = await withPlatform(0, platform =>
    withProcesses(contenders, platform, processes =>
      Promise.all(WAYS.map((way, index) => heapsOf(way, processes[index] as Process))),
    ),
  )

  const growths = heaps.map(sizes => (sizes.at(-1) as number) - (sizes[0] as number))
  printTable(
    ['', 'URLs', 'heap MB', 'bytes for each further URL'],
    WAYS.map(({ name, legs }, index) => [
      name,
      legs.map(urls => `${urls / 1000}k`).join(' → '),
      (heaps[index] ?? []).map(bytes => (bytes / 1e6).toFixed(1)).join(' → '),
      ((growths[index] ?? 0) / ((legs.at(-1) as number) - FIRST)).toFixed(2),
    ]),
  )
  return WAYS.flatMap(({ name, contender }, index) => {
    const growth = growths[index] as number
    return contender === OURS
      ? [
          {
            what: `memory: ${name} adds ${(growth / 1e6).toFixed(2)} MB from 100,000 URLs to a million, at most ${MOST / 1e6}`,
            held: growth <= MOST,
          },
        ]
      : []
  })
}

/** @returns the heap after each leg, in bytes */
async function heapsOf({ way, legs }: Way, process: Process): Promise<number[]> {
  const sizes: number[] = []
  for (const [leg, urls] of legs.entries())
    sizes.push(await process.ask<number>('heapAfter', { way, count: urls - (legs[leg - 1] ?? 0) }))
  return sizes
}
