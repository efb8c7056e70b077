import { expect, it, vi } from 'vitest'
import type { Person } from '../../src/simulator/page/api-types.js'
import type { Controls } from '../../src/simulator/page/controls.js'
import { openPanel } from '../../src/simulator/page/panel-loader.js'
import type { Simulator } from '../../src/simulator/page/simulator-types.js'

const loaded = vi.hoisted(() => ({ open: undefined as unknown }))
vi.mock('../../src/simulator/panel/index.js', () => ({
  openPanel: (...given: unknown[]) => (loaded.open as (...given: unknown[]) => unknown)(...given),
}))

/** Who is asked by the panel: the orders, in turn. */
function setUp() {
  const asked: string[] = []
  const simulator = { person: {} } as Simulator
  const pay = (order: string) =>
    simulator.person.chooseWXPay?.({ package: order } as Parameters<NonNullable<Person['chooseWXPay']>>[0])
  const person: Person = {
    chooseWXPay({ package: order }) {
      asked.push(order)
      return order === 'bad' ? new Error('no money') : undefined
    },
  }
  return { asked, simulator, pay, person }
}

it('a call does not overtake those that wait for the panel', async () => {
  const { asked, simulator, pay, person } = setUp()
  loaded.open = () => {
    simulator.person = person
    queueMicrotask(() => pay('third'))
    return () => {}
  }
  openPanel(simulator, {} as Controls)
  const outcomes = [pay('first'), pay('bad')]
  expect(asked).toEqual([])
  expect(await Promise.all(outcomes)).toEqual([undefined, new Error('no money')])
  expect(asked).toEqual(['first', 'bad', 'third'])
})

it('who decided before the panel decides if it is closed before it is loaded', async () => {
  const { asked, simulator, pay, person } = setUp()
  simulator.person = person
  loaded.open = () => expect.unreachable()
  const close = openPanel(simulator, {} as Controls)
  const outcome = pay('first')
  close()
  await outcome
  expect(asked).toEqual(['first'])
})
