import { setMaxListeners } from 'node:events'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bridge, bridgeOnPage } from '../../src/browser/client/bridge.js'
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
  it(`a page finds its way, whatever happens to it (seed ${seed})`, { timeout: 900_000 }, async () => {
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

describe('no time is lost', () => {
  interface Case {
    os?: Kind['os']
    checks?: Checks
    bridgeAfter?: number
    before?: (world: World) => unknown
  }
  const timeOf = async (what: 'ready' | 'refresh', { before, bridgeAfter = 0, ...kind }: Case) => {
    const world = new World(
      { os: 'android', checks: 'current', tellsUrl: false, revokesOnNavigation: false, ...kind },
      { vendor, bridgeAfter },
    )
    try {
      await before?.(world)
      return await world.timeOf(what)
    } finally {
      await world.end()
    }
  }
  const [signed, verified, pause] = [20, 20, 200]

  it.each<[string, number, Case]>([
    ['a signature and its verification', signed + verified, {}],
    ['a bridge that comes late', 400 + verified, { bridgeAfter: 400 }],
    [
      'the other URL, tried at once',
      2 * (signed + verified),
      { checks: 'landing', before: world => world.go('/a', true) },
    ],
    [
      'the only URL, tried again after a pause',
      2 * (signed + verified) + pause,
      { before: world => world.server.renewTicket() },
    ],
    [
      'where it stands, whatever is under way for another page',
      signed + verified,
      {
        before: async world => {
          world.ready()
          await world.clock.pass(30)
          world.go('/a', true)
        },
      },
    ],
    [
      'nothing, back where it was verified before another page was',
      0,
      {
        before: async world => {
          await world.timeOf('ready')
          world.go('/a', true)
          await world.clock.pass(30)
          world.go('/', true)
          await world.clock.pass(30)
        },
      },
    ],
    [
      'the verification that is under way for its URL, and its own',
      70 + 100,
      {
        before: async world => {
          world.network.slow('verification', 100)
          world.ready()
          await world.clock.pass(40)
          world.go('/a', true)
          await world.clock.pass(10)
          world.go('/', true)
        },
      },
    ],
  ])('ready() takes no longer than %s', async (_name, ms, given) => {
    expect(await timeOf('ready', given)).toBe(ms)
  })

  it('a kept signature that is refused is made anew at once, before another URL is tried', async () => {
    const before = async (world: World) => {
      await world.timeOf('ready')
      world.go('/a', true)
      await world.timeOf('ready')
      world.server.renewTicket()
    }
    expect(await timeOf('refresh', { before })).toBe(verified + signed + verified)
  })
})
