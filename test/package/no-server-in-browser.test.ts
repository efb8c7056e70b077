import { execFile } from 'node:child_process'
import { dirname, posix } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'acorn'
import { expect, it } from 'vitest'
import { PAGE_MODULES, PAGE_SCRIPT_TAG, ROOT, readBuilt } from '../support/built.js'

/** Strings that occur only in code of the server, the tests or the tools. */
const FORBIDDEN = [
  'node:',
  'require(',
  'process.env',
  'Buffer',
  'createHmac',
  'createHash',
  'api.weixin.qq.com',
  'stable_token',
  'getticket',
  'client_credential',
  'appsecret',
  'installSimulator',
  'SimulatedClient',
  // From `wx-ready/explain`, which apps do not bundle.
  'jsapisign',
  'bare-link',
  // From `wx-ready/inspector`, which apps load on demand.
  'wx-ready-inspector',
  'preact',
]

it.each([...PAGE_MODULES, PAGE_SCRIPT_TAG])(
  '%s contains no code of the server, the simulator or explain',
  file => {
    const text = readBuilt(file)
    expect(FORBIDDEN.filter(word => text.includes(word))).toEqual([])
  },
)

it("a page's modules import only each other", () => {
  const loaded = importedFrom('dist/browser/index.js')
  expect(loaded).toContain('dist/browser/wx.js')
  expect(loaded.filter(file => !PAGE_MODULES.includes(file))).toEqual([])
})

it.each(['browser', 'compat'])('importing dist/%s on a server has no effect', async folder => {
  const program = `
    const before = Reflect.ownKeys(globalThis).length
    await import('./dist/${folder}/index.js')
    const timers = process.getActiveResourcesInfo().filter(kind => kind === 'Timeout')
    console.log(Reflect.ownKeys(globalThis).length - before, timers.length)
  `
  expect(await node(program)).toBe('0 0')
})

it('calls reject with NOT_IN_BROWSER on a server', async () => {
  const program = `
    import { createWx } from './dist/browser/index.js'
    const wx = createWx({ signature: '/wx/signature' })
    const asked = [wx.ready(), wx.chooseImage(), wx.share({ title: 'T', imgUrl: '/i.png' })]
    console.log(...(await Promise.all(asked.map(one => one.then(() => 'done', ({ code }) => code)))), wx.vendor)
  `
  expect(await node(program)).toBe('NOT_IN_BROWSER NOT_IN_BROWSER NOT_IN_BROWSER undefined')
})

it('require() gives an object like weixin-js-sdk', async () => {
  const program = `
    import { createRequire } from 'node:module'
    const wx = createRequire(import.meta.url)('./dist/cjs/compat/index.js')
    console.log(typeof wx.config, typeof wx.chooseImage, typeof wx.miniProgram.navigateTo, typeof wx.default.config)
  `
  expect(await node(program)).toBe('function function function function')
})

it('the callback API says on a server that it is one', async () => {
  const program = `
    import * as named from './dist/compat/index.js'
    const wx = named.default
    const failed = await new Promise(resolve => wx.chooseImage({ fail: resolve }))
    const refused = new Promise(resolve => wx.error(resolve))
    wx.config({ appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's', jsApiList: [] })
    const missing = Object.keys(wx).filter(name => typeof named[name] !== typeof wx[name])
    console.log(missing.length, failed.errMsg.split(':').slice(0, 2).join(), (await refused).errMsg.split(':')[1])
  `
  expect(await node(program)).toBe('0 chooseImage,fail NOT_IN_BROWSER fail NOT_IN_BROWSER')
})

async function node(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: ROOT,
  })
  return stdout.trim()
}

/** The file and all its direct and indirect imports. */
function importedFrom(file: string, seen: Set<string> = new Set()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  if (!PAGE_MODULES.includes(file)) return [...seen]
  const { body } = parse(readBuilt(file), { ecmaVersion: 2018, sourceType: 'module' })
  for (const statement of body) {
    const source = 'source' in statement ? statement.source?.value : undefined
    if (typeof source === 'string') importedFrom(resolve(file, source), seen)
  }
  return [...seen]
}

/** A bare specifier is returned unchanged. */
function resolve(from: string, source: string): string {
  return source.startsWith('.') ? posix.join(dirname(from), source) : source
}
