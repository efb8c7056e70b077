import { parse } from 'acorn'
import { expect, it } from 'vitest'
import type { simulatorScript as SimulatorScript } from '../../src/simulator/page/index.js'
import { readBuilt, SIMULATOR_SCRIPT_TAG } from '../support/built.js'

type Built = { simulatorScript: typeof SimulatorScript }
const { simulatorScript } = (await import('../../dist/simulator/page/index.js' as string)) as Built

/** The text after the simulator itself. */
function installing(options: object): string {
  const text = simulatorScript(options)
  const simulator = readBuilt(SIMULATOR_SCRIPT_TAG)
  expect(text.startsWith(simulator)).toBe(true)
  // ES2018 but for its import() of the panel.
  parse(text, { ecmaVersion: 2020 })
  return text.slice(simulator.length)
}

it('simulatorScript() installs the built simulator with the options', () => {
  expect(installing({ client: 'ios', platform: { tickets: ['t'] } })).toBe(
    ';WxReadySimulator.installSimulator({"client":"ios","platform":{"tickets":["t"]}});',
  )
  expect(installing({})).toContain('installSimulator({})')
})

it('simulatorScript() can stand in a script element', () => {
  const script = installing({ openTagsError: '</script><!--\u2028', userAgent: undefined })
  expect(script).toContain('"\\u003c/script>\\u003c!--\\u2028"')
  expect(simulatorScript()).not.toMatch(/<\/script|<!--/i)
})

it.each([
  [{ platform: async () => ({ tickets: [] }) }, /options\.platform is a function.*createPlatform\(\)/],
  [{ platform: { handler: () => {}, tickets: [] } }, /options\.platform\.handler is a function/],
  [{ platform: new URL('http://127.0.0.1') }, /no plain object/],
  [{ clinet: 'ios' }, /Did you mean client/],
  [{ answers: {} }, /no option/],
])('simulatorScript() says what to do about %o', (options, message) => {
  expect(() => simulatorScript(options as object)).toThrow(message)
  expect(() => simulatorScript(options as object)).toThrow(TypeError)
})

it('simulatorScript() says in a browser that it runs in Node', async () => {
  const { process } = globalThis
  try {
    Object.assign(globalThis, { process: undefined })
    expect(() => simulatorScript()).toThrow(/runs in Node: in a page, call installSimulator/)
  } finally {
    Object.assign(globalThis, { process })
  }
})
