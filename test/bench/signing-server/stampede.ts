import { type Check, printTable, printTitle } from '../report.js'
import { type Contender, KEEPERS, type Keeper, OURS } from './contenders.js'
import { type Counts, type Platform, type Process, withPlatform, withProcesses } from './processes.js'
import { growOld } from './refresh.js'

/** Of the platform, in ms. */
const LATENCY = 150

const PROCESSES = 8
const CALLERS = 50

interface Result {
  readonly contender: Contender
  readonly counts: Counts
  /** In ms. */
  readonly longest: number
  readonly failed: number
}

/** What the platform is asked for when many need a ticket at once: before there is one, and when it has grown old. */
export async function stampede(): Promise<Check[]> {
  const cold: Result[] = []
  const due: Result[] = []
  for (const keeper of KEEPERS) {
    await withPlatform(LATENCY, platform =>
      withProcesses(Array<Keeper>(PROCESSES).fill(keeper), platform, async processes => {
        await Promise.all(processes.map(process => process.ask('ready')))
        cold.push(await callers(keeper, processes, platform))
        await growOld([platform, ...processes], keeper.renewsAfter)
        due.push(await callers(keeper, processes.slice(0, 1), platform))
      }),
    )
  }

  printTitle(
    `${PROCESSES} processes start, with ${CALLERS} callers in each`,
    `nothing is there yet; the platform answers after ${LATENCY} ms`,
  )
  printResults(cold)
  printTitle(
    `${CALLERS} callers in one process, when it is time to renew`,
    'ours, when its ticket is 5 minutes old; the others, when what they have is dead or nearly so',
  )
  printResults(due)
  const [ourCold, ourDue] = [ours(cold), ours(due)]
  return [
    {
      what: `cold start: each process of ours asks for one token and one ticket, and each caller gets a signature`,
      held: ourCold.counts.token === PROCESSES && ourCold.counts.ticket === PROCESSES && ourCold.failed === 0,
    },
    {
      what: 'time to renew: ours asks for one ticket, and each caller gets a signature',
      held: ourDue.counts.ticket === 1 && ourDue.failed === 0,
    },
  ]
}

async function callers(
  contender: Contender,
  processes: readonly Process[],
  platform: Platform,
): Promise<Result> {
  const all = await Promise.all(
    processes.map(process => process.ask<{ longest: number; failed: number }>('callers', CALLERS)),
  )
  return {
    contender,
    counts: await platform.ask<Counts>('takeCountsAtRest'),
    longest: Math.max(...all.map(({ longest }) => longest)),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  }
}

function printResults(results: readonly Result[]): void {
  printTable(
    ['', 'token calls', 'ticket calls', 'longest wait ms', 'failed'],
    results.map(({ contender, counts, longest, failed }) => [
      contender.name,
      String(counts.token),
      String(counts.ticket),
      longest.toFixed(longest < 10 ? 1 : 0),
      String(failed),
    ]),
  )
}

function ours(results: readonly Result[]): Result {
  const result = results.find(({ contender }) => contender === OURS)
  if (!result) throw new Error(`${OURS.name} did not take part`)
  return result
}
