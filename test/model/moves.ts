import fc from 'fast-check'
import type { Answerer } from './network.js'
import { LACKABLE, type World } from './world.js'

/** What may happen to a page, in any order: by itself, by its people, by the network, by WeChat. */
type Move = fc.AsyncCommand<object, World>

function move(words: string, run: (world: World) => unknown): Move {
  return {
    check: () => true,
    async run(_model, world) {
      await run(world)
      if (world.violations.length > 0) throw new Error(world.violations.join('\n'))
    },
    toString: () => words,
  }
}

const one = (words: string, run: (world: World) => unknown) => fc.constant(move(words, run))

const path = fc.constantFrom('/', '/a', '/a?x=1', '/a#hash')
const answerer = fc.constantFrom<Answerer>('script', 'signature', 'verification', 'call')

const go = fc
  .record({ path, told: fc.boolean() })
  .map(({ path, told }) => move(`go ${path}${told ? '' : ', untold'}`, world => world.go(path, told)))

/** What was begun where the page stood before is still under way when it is back. */
const goAndComeBack = fc.record({ path, ms: fc.constantFrom(0, 3, 30, 300) }).map(({ path, ms }) =>
  move(`go ${path}, and back ${ms} ms later`, async world => {
    const before = location.href
    world.go(path, true)
    await world.clock.pass(ms)
    world.go(before, true)
  }),
)

/** The page moves while a call is on its way through the library. */
const callAndGo = fc.record({ path, ticks: fc.nat(8) }).map(({ path, ticks }) =>
  move(`call, and go ${path} ${ticks} ticks later`, async world => {
    world.startCall()
    for (let tick = 0; tick < ticks; tick += 1) await null
    world.go(path, true)
  }),
)

const wait = fc.constantFrom(0, 3, 30, 300, 4000).map(ms => move(`wait ${ms}`, world => world.clock.pass(ms)))

const ASKS: readonly fc.Arbitrary<Move>[] = [
  one('ready', world => world.ready()),
  one('call', world => world.call()),
  fc.nat(9).map(n => move(`share ${n}`, world => world.share(`title ${n}`))),
  callAndGo,
  goAndComeBack,
  fc.constantFrom(...LACKABLE).map(api => move(`call ${api}`, world => world.callOf(api))),
  fc
    .constantFrom<'ready' | 'call' | 'navigated'>('ready', 'call', 'navigated')
    .map(what => move(`the neighbour: ${what}`, world => world.neighbour(what))),
]

const MISHAPS: readonly fc.Arbitrary<Move>[] = [
  one('refresh', world => world.refresh()),
  one('restored', world => world.restored()),
  fc.nat(9).map(n => move(`abort ${n}`, world => world.abort(n))),
  fc
    .record({ who: answerer, ms: fc.constantFrom(0, 5, 100, 1200) })
    .map(({ who, ms }) => move(`slow ${who} ${ms}`, world => world.network.slow(who, ms))),
  answerer.map(who => move(`hang ${who}`, world => world.network.hang(who))),
  fc
    .constantFrom<unknown>({}, null, undefined)
    .map(answer => move(`answer ${JSON.stringify(answer)} next`, world => world.answerEmpty(answer))),
  one('lose the next answer', world => world.network.loseNext()),
  fc.constantFrom(...LACKABLE).map(api => move(`lack ${api}`, world => world.lack(api))),
  one('foreign config', world => world.foreignConfig()),
  fc
    .record({ times: fc.constantFrom(12, 40), told: fc.boolean() })
    .map(({ times, told }) =>
      move(`churn ${times}${told ? '' : ', untold'}`, world => world.churn(times, told)),
    ),
  one('heal', world => world.heal()),
  one('renew ticket', world => world.server.renewTicket()),
  one('revoke', world => world.revoke()),
  fc.integer({ min: 1, max: 3 }).map(n => move(`deny ${n}`, world => world.denyNextCalls(n))),
  fc.integer({ min: 1, max: 2 }).map(n => move(`break ${n}`, world => world.server.breakDown(n))),
  one('dispose', world => world.dispose()),
]

/** A page mostly moves, asks and waits: that stands here more than once. */
export function moves(max: number): fc.Arbitrary<Iterable<Move>> {
  const often = [go, wait, ...ASKS]
  return fc.commands([...often, ...often, go, wait, ...MISHAPS], { maxCommands: max })
}
