import { setMaxListeners } from 'node:events'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { type Bridge, bridgeOnPage } from '../../src/browser/bridge.js'
import { loadVendor } from '../support/loaded-vendor.js'
import { moves } from './moves.js'
import type { Kind } from './wechat.js'
import { World } from './world.js'

/** The test command chooses it, and tells it: the same seed makes the same runs. */
const seed = Number(process.env.SEED ?? 1)
const numRuns = Number(process.env.RUNS ?? 2500)

const bridge: Bridge = { invoke: (...call) => bridgeOnPage()?.invoke(...call), on() {} }
/** One script for all runs: what it keeps is what the last call wrote into it. */
const vendor = loadVendor('1.6.0', bridge)

// One page may wait for more than ten things at once, and Node would warn of that.
setMaxListeners(Number.POSITIVE_INFINITY)

type Checks = Kind['checks']
interface KindsOf {
  checks: readonly Checks[]
  tellsUrl: boolean
  revokesOnNavigation: boolean
}

const KINDS: Record<string, KindsOf> = {
  'checks the current URL': { checks: ['current'], tellsUrl: false, revokesOnNavigation: false },
  'checks the landing URL': { checks: ['landing'], tellsUrl: false, revokesOnNavigation: false },
  'tells which URL it checks': {
    checks: ['current', 'landing', 'own'],
    tellsUrl: true,
    revokesOnNavigation: false,
  },
  'revokes on navigation': { checks: ['current', 'landing'], tellsUrl: false, revokesOnNavigation: true },
}

describe.each(Object.entries(KINDS))('on a client that %s', (_name, { checks, ...kind }) => {
  it(`a page finds its way, whatever happens to it (seed ${seed})`, { timeout: 300_000 }, async () => {
    const chances = fc.record({
      os: fc.constantFrom('ios', 'android'),
      checks: fc.constantFrom(...checks),
      script: fc.boolean(),
      bridgeAfter: fc.constantFrom(0, 0, 400, 1200),
    })
    const property = fc.asyncProperty(
      chances,
      moves(25),
      async ({ os, checks, script, bridgeAfter }, moves) => {
        const world = new World({ ...kind, os, checks }, { vendor: script ? vendor : undefined, bridgeAfter })
        try {
          await fc.asyncModelRun(() => ({ model: {}, real: world }), moves)
        } finally {
          await world.end()
        }
      },
    )
    await fc.assert(property, { numRuns, seed })
  })
})
