import { gzipSync } from 'node:zlib'
import type { App } from './app.js'
import { compare } from './compare.js'
import { type Check, printTitle } from './report.js'
import type { BenchServer, Delays } from './server.js'
import { tour } from './tour.js'

interface Profile extends Delays {
  readonly name: string
  /** In ms. */
  readonly verification: number
}

/** In each, something else takes longest. */
const PROFILES: readonly Profile[] = [
  { name: 'cold script host', script: 1200, signature: 300, verification: 250 },
  { name: 'slow script', script: 400, signature: 80, verification: 100 },
  { name: 'slow signature', script: 60, signature: 400, verification: 100 },
  { name: 'slow verification', script: 60, signature: 80, verification: 400 },
]

const ROUNDS = 15

/** How near each contender comes to signature + verification, counted from its first line. */
export async function timeToReady(server: BenchServer, apps: readonly App[]): Promise<Check[]> {
  printTitle(
    'Time to ready, from the first line of app.js',
    'ideal: signature + verification, or the script if that is longer and the contender waits for it',
  )
  const checks: Check[] = []
  for (const { name, script, signature, verification } of PROFILES) {
    console.log(`\n  script ${script} ms, signature ${signature} ms, verification ${verification} ms`)
    server.delays = { script, signature }
    // The first round pays for a browser that has just started.
    const [, ...rounds] = await tour(server, apps, { rounds: ROUNDS + 1, verification })
    const results = apps.map((app, index) => ({
      app,
      bytes: gzipSync(app.code).length,
      times: rounds.map(round => round[index]?.sinceBegin as number),
    }))
    const signed = signature + verification
    const ideal = ({ contender }: App) => (contender.waitsForScript ? Math.max(script, signed) : signed)
    checks.push(compare(name, results, ideal))
  }
  return checks
}
