import { setTimeout as delay } from 'node:timers/promises'
import { median, quantile } from '../numbers.js'
import { type Check, printTable, printTitle } from '../report.js'
import { OURS } from './contenders.js'
import { type Counts, type Platform, type Process, SITE, withPlatform, withProcesses } from './processes.js'
import { startSteadyLoad } from './steady-load.js'

/** Of the platform, in ms. */
const LATENCY = 150

/** Of requests, a second: a small part of what it can answer. */
const RATE = 1000

const WARM_UP_MS = 2000

/** A renewal fills most of a window, and is over after the pause. */
const WINDOW_MS = 200
const PAUSE_MS = 200

/** Of windows, one with a renewal and one without. */
const PAIRS = 40

/** So many in one process: later the ticket comes to its end, its age is known, and it is renewed less often. */
const PAIRS_A_PROCESS = 20

/** What ours may take during a renewal, beside its time without one. */
const MOST = 1.2

/** p99 of the two windows of a pair, in ms. */
interface Pair {
  readonly quiet: number
  readonly renewing: number
}

/**
 * How long requests take while the ticket is renewed in the background. Requests keep coming; the clocks of server and
 * platform are moved to the age at which a ticket is renewed, and windows with and without a renewal take turns.
 */
export async function refresh(): Promise<Check[]> {
  printTitle(
    'Latency over HTTP while the ticket is renewed in the background',
    `${RATE} requests a second, each counted from when it was due; the platform answers after ${LATENCY} ms`,
  )
  const pairs: Pair[] = []
  const calls: Counts[] = []
  while (pairs.length < PAIRS) {
    const turns = await withPlatform(LATENCY, platform =>
      withProcesses([OURS], platform, ([server]) => renewInTurns(server as Process, platform)),
    )
    pairs.push(...turns.pairs)
    calls.push(...turns.calls)
  }

  // The windows of a pair are neighbours in time: a bad moment of the machine is more often both's than one's.
  const ratios = pairs.map(({ quiet, renewing }) => renewing / quiet)
  const ratio = median(ratios)
  const p99 = (kind: keyof Pair) => median(pairs.map(pair => pair[kind])).toFixed(2)
  printTable(
    ['', 'p99 ms without', 'p99 ms with', '×', 'middle half'],
    [
      [
        OURS.name,
        p99('quiet'),
        p99('renewing'),
        ratio.toFixed(2),
        `${quantile(ratios, 0.25).toFixed(2)}–${quantile(ratios, 0.75).toFixed(2)}`,
      ],
    ],
  )
  return [
    {
      what: `refresh: p99 during one is ${ratio.toFixed(2)} times that without, at most ${MOST}`,
      held: ratio <= MOST,
    },
    {
      what: `refresh: each of the ${calls.length} asked the platform for one ticket`,
      held: calls.every(({ ticket }) => ticket === 1),
    },
  ]
}

async function renewInTurns(
  server: Process,
  platform: Platform,
): Promise<{ pairs: Pair[]; calls: Counts[] }> {
  const port = await server.ask<number>('listen')
  await server.ask('sign', SITE)
  let given = performance.now()
  const load = await startSteadyLoad(port, RATE)
  await delay(WARM_UP_MS)
  await platform.ask('takeCounts')
  const pairs: Pair[] = []
  const calls: Counts[] = []
  for (let pair = 0; pair < PAIRS_A_PROCESS; pair += 1) {
    // To be told to move its clock costs a process as much as a request: it is, in both windows.
    await moveClocks([server, platform], 0)
    const quiet = await load.window(WINDOW_MS)
    const { ticket } = await platform.ask<Counts>('takeCounts')
    if (ticket > 0) throw new Error('a ticket was renewed in a window without a renewal')
    // Just as old as it is when it is renewed: with requests all the time, no renewal begins late.
    await moveClocks([server, platform], OURS.renewsAfter - (performance.now() - given))
    given = performance.now() + LATENCY
    const renewing = await load.window(WINDOW_MS)
    await delay(PAUSE_MS)
    calls.push(await platform.ask<Counts>('takeCounts'))
    pairs.push({ quiet: quantile(quiet, 0.99), renewing: quantile(renewing, 0.99) })
  }
  await load.stop()
  return { pairs, calls }
}

/** Makes what these processes keep so much older, in ms, and a second more. */
export async function growOld(processes: readonly Process[], ms: number): Promise<void> {
  await moveClocks(processes, ms + 1000)
}

async function moveClocks(processes: readonly Process[], ms: number): Promise<void> {
  for (const process of processes) await process.ask('moveClock', ms)
}
