import { distFolder } from './dist-folder.js'
import { checkOptionNames } from './option-names.js'
import type { SimulatorOptions } from './simulator-types.js'

/**
 * The text of a script that installs the simulator in a page, for tools that put scripts into pages before the page's own:
 * Playwright, Puppeteer, a proxy. Runs in Node.
 *
 * @param options of `installSimulator`. They become JSON, so they cannot contain functions
 * @throws {TypeError} if an option does not exist, or cannot become JSON
 * @example
 * await context.addInitScript({ content: simulatorScript({ client: 'ios', platform: 'http://127.0.0.1:8080' }) })
 */
export function simulatorScript(options: SimulatorOptions = {}): string {
  checkOptionNames(options)
  checkJson(options, 'options')
  return `${builtSimulator()};WxReadySimulator.installSimulator(${toScriptLiteral(options)});`
}

/** The simulator for a script tag, which the build puts beside the modules. */
function builtSimulator(): string {
  const { readFileSync } = nodeModule('node:fs')
  // In a variable, so that bundlers do not take the file for an asset of the app.
  const here = import.meta.url
  return readFileSync(new URL('simulator.global.js', distFolder(here)), 'utf8')
}

/** Without an import of Node's modules, which bundlers for browsers would report. */
function nodeModule(name: 'node:fs'): typeof import('node:fs') {
  const found = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.(name)
  if (!found) throw new Error('simulatorScript() runs in Node: in a page, call installSimulator() itself.')
  return found
}

/** @throws {TypeError} for a value that JSON would omit or change */
function checkJson(value: unknown, name: string): void {
  if (value === undefined || value === null || ['string', 'number', 'boolean'].includes(typeof value)) return
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  if (typeof value !== 'object' || !isPlain)
    throw new TypeError(
      `simulatorScript(): ${name} is ${typeof value === 'function' ? 'a function' : 'no plain object'}, which cannot be put into a page as text. ${
        name.startsWith('options.platform')
          ? 'Pass the origin of a server with createPlatform(), or { tickets, domains }.'
          : 'Pass plain values, and call answer() on window.WxReadySimulator.current in the page.'
      }`,
    )
  for (const [key, each] of Object.entries(value)) checkJson(each, `${name}.${key}`)
}

/** JSON that can also stand in a `<script>` element, and in scripts older than ES2019. */
function toScriptLiteral(options: object): string {
  const escapes: Record<string, string> = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' }
  return JSON.stringify(options).replace(/[<\u2028\u2029]/g, character => escapes[character] as string)
}
