import { type Options, parse } from 'acorn'
import { expect, it } from 'vitest'
import { PAGE_MODULES, PAGE_SCRIPT_TAG, readBuilt, SIMULATOR_SCRIPT_TAG } from '../support/built.js'

/** Features that Chrome 67 or iOS 12 lacks and that TypeScript's `lib` option does not exclude. */
const LATER =
  /\b(globalThis|queueMicrotask|structuredClone|reportError|replaceChildren|throwIfAborted|randomUUID|ResizeObserver|AbortSignal\.(any|timeout|abort))\b/g

it('the build has modules to check', () => {
  expect(PAGE_MODULES).toContain('dist/browser/index.js')
  expect(PAGE_MODULES.length).toBeGreaterThan(10)
})

it.each([...PAGE_MODULES, PAGE_SCRIPT_TAG, SIMULATOR_SCRIPT_TAG])('%s is written in ES2018', file => {
  // Chrome 67 and iOS 12 have `import()`, which ES2018 lacks.
  const text = readBuilt(file).replace('import("./simulator/panel/index.js")', 'Promise.reject()')
  expect(() => parse(text, optionsFor(file))).not.toThrow()
})

it.each([...PAGE_MODULES, PAGE_SCRIPT_TAG])('%s uses nothing newer than Chrome 67 and iOS 12', file => {
  expect(withoutComments(file).match(LATER)).toBeNull()
})

function withoutComments(file: string): string {
  const comments: { start: number; end: number }[] = []
  const onComment: Options['onComment'] = (_block, _text, start, end) => comments.push({ start, end })
  const text = readBuilt(file)
  parse(text, { ...optionsFor(file), onComment })
  return comments.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
}

function optionsFor(file: string): Options {
  return { ecmaVersion: 2018, sourceType: PAGE_MODULES.includes(file) ? 'module' : 'script' }
}
