import type { PageSignature } from '../../../src/server/index.js'
import { median } from '../numbers.js'
import { type Check, printTable, printTitle } from '../report.js'
import { BY_HAND, CONTENDERS, OURS } from './contenders.js'
import { type Process, SITE, withPlatform, withProcesses } from './processes.js'
import { ratios } from './ratios.js'
import { verify } from './verify.js'

const ROUNDS = 11
const ROUND_MS = 150
const WARM_UP_MS = 400

/** What ours has to reach of the floor's signatures a second. */
const LEAST = 0.6

/** Signatures a second in one process, one after another, the ticket being there: hashing and what is around it. */
export async function signatures(): Promise<Check[]> {
  printTitle(
    'Signatures a second',
    `one process, the ticket is there, no URL twice; ${ROUNDS} rounds in turns`,
  )
  const rates = await withPlatform(0, platform =>
    withProcesses(CONTENDERS, platform, async processes => {
      for (const process of processes)
        await verify(platform, SITE, await process.ask<PageSignature>('sign', SITE))
      return signInTurns(processes)
    }),
  )

  const { toFloor, ours } = ratios(CONTENDERS, rates, BY_HAND, OURS)
  printTable(
    ['', 'median a second', '× by hand'],
    CONTENDERS.map(({ name }, index) => [
      name,
      Math.round(median(rates[index] ?? [])).toLocaleString('en'),
      (toFloor[index] ?? 0).toFixed(2),
    ]),
  )
  return [
    {
      what: `signatures: ${OURS.name} makes ${ours.toFixed(2)} of what is made by hand the fastest way, at least ${LEAST}`,
      held: ours >= LEAST,
    },
  ]
}

async function signInTurns(processes: readonly Process[]): Promise<number[][]> {
  for (const process of processes) await process.ask('signFor', WARM_UP_MS)
  const rates: number[][] = processes.map(() => [])
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, process] of processes.entries())
      rates[index]?.push(await process.ask<number>('signFor', ROUND_MS))
  }
  return rates
}
