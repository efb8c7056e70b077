import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'
import { ROOT, readBuilt } from '../support/built.js'
import { inThisRun, packageFolder } from '../support/full-run.mjs'
import { itInFullRun } from '../support/in-full-run.js'
import { codeBlocks } from '../support/markdown.js'

let folder: string | undefined
afterEach(() => {
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** Runs a test file in a project of its own, with the built package and these packages. @returns what it prints */
async function run(
  file: string,
  text: string,
  command: string[],
  packages: readonly string[],
): Promise<string> {
  folder = mkdtempSync(join(tmpdir(), 'wx-ready-runner-'))
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  // A copy of its own: Jest does not load modules outside the project.
  for (const part of ['package.json', 'dist'])
    cpSync(join(ROOT, part), join(modules, 'wx-ready', part), { recursive: true })
  for (const name of packages) symlinkSync(packageFolder(name), join(modules, name), 'junction')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }')
  writeFileSync(join(folder, file), text)
  const { NODE_OPTIONS: _options, ...env } = process.env
  const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { cwd: folder, env })
  return stdout + stderr
}

const IMPORTS = `
  import { createWx } from 'wx-ready'
  import { installSimulator } from 'wx-ready/simulator'
  import { createPlatform } from 'wx-ready/simulator/platform'
`

/** As a user writes it: no server, no script. Resolves with what was shared and chosen. */
const BODY = `
  document.title = 'Autumn'
  const platform = createPlatform()
  const simulator = installSimulator({ client: 'ios', platform })
  const wx = createWx({ signature: async ({ url }) => platform.signature(url), script: () => Promise.reject(), onError() {} })
  await wx.share({ title: 'Autumn on the river', desc: 'Twelve walks', imgUrl: '/cover.png' })
  const card = await simulator.press('menuItem:share:appMessage')
  simulator.answer('scanQRCode', { resultStr: 'EAN_13,6901' })
  const { resultStr } = await wx.scanQRCode({ needResult: 1 })
  const { localIds } = await wx.chooseImage()
  simulator.uninstall()
  wx.dispose()
  const found = [card.title, card.problems.length, resultStr, localIds.length, simulator.verifications[0].ok]
`

/** Nothing of the browser but what the DOM of the test has, and nothing that older environments lack. */
const withDom = (dom: string) => `
  import { test } from 'node:test'
  import assert from 'node:assert/strict'
  ${dom}
  Object.assign(globalThis, { window, document: window.document, location: window.location, history: window.history })
  for (const name of ['addEventListener', 'removeEventListener']) globalThis[name] = window[name].bind(window)
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: window.navigator })
  for (const name of ['fetch', 'crypto', 'Event', 'CustomEvent', 'MutationObserver', 'HTMLImageElement'])
    Object.defineProperty(globalThis, name, { configurable: true, value: undefined })
  const { createWx } = await import('wx-ready')
  const { installSimulator } = await import('wx-ready/simulator')
  const { createPlatform } = await import('wx-ready/simulator/platform')
  test('a page shares', async () => {
    ${BODY}
    assert.deepEqual(found, ['Autumn on the river', 0, 'EAN_13,6901', 2, true])
    assert.equal(globalThis.WeixinJSBridge ?? window.WeixinJSBridge, undefined)
  })
`

itInFullRun('in Node’s test runner, with a bare jsdom, a page shares and scans', async () => {
  const dom = `
    import { JSDOM } from 'jsdom'
    const { window } = new JSDOM('<title>Page</title>', { url: 'https://shop.example/p?a=1' })
  `
  expect(await run('page.test.js', withDom(dom), ['--test', 'page.test.js'], ['jsdom'])).toMatch(/pass 1/)
})

const GUIDE = ['en', 'zh'].map(language => readBuilt(`demo/guide/${language}/testing.md`)).join('\n')
const SAMPLES = codeBlocks(GUIDE)
  .map(({ code }) => code)
  .filter(code => code.includes("from 'node:test'"))

it('the guide has the same samples for Node’s test runner in both languages: of a page and of a server', () => {
  expect(SAMPLES.slice(0, 2)).toEqual(SAMPLES.slice(2))
})

it.each(inThisRun(SAMPLES.slice(0, 2), sample => sample === SAMPLES[0]))(
  'in Node’s test runner, the guide’s sample passes: %#',
  async sample => {
    expect(await run('guide.test.js', sample, ['--test', 'guide.test.js'], ['jsdom'])).toMatch(/pass 1/)
  },
)

itInFullRun('in Node’s test runner, with happy-dom, a page shares and scans', async () => {
  const dom = `
    import { Window } from 'happy-dom'
    const window = new Window({ url: 'https://shop.example/p?a=1' })
  `
  expect(await run('page.test.js', withDom(dom), ['--test', 'page.test.js'], ['happy-dom'])).toMatch(/pass 1/)
})

itInFullRun('in Jest 29 with ES modules, a page shares and scans', async () => {
  const text = `
    ${IMPORTS}
    test('a page shares', async () => {
      ${BODY}
      expect(found).toEqual(['Autumn on the river', 0, 'EAN_13,6901', 2, true])
    })
  `
  const jest = join(packageFolder('jest'), 'bin/jest.js')
  const environment = join(packageFolder('jest-environment-jsdom'), 'build/index.js')
  const config = JSON.stringify({ testEnvironment: environment, transform: {} })
  const command = ['--experimental-vm-modules', jest, '--config', config]
  expect(await run('page.test.js', text, command, [])).toMatch(/1 passed/)
})
