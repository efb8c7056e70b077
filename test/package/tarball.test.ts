import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { JSDOM } from 'jsdom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT, readBuilt } from '../support/built.js'
import { sharedChromium } from '../support/chromium.js'
import { compile } from '../support/compile.js'
import { PAGES } from '../support/explanations.mjs'
import { inThisRun, packageFolder } from '../support/full-run.mjs'
import { itInFullRun } from '../support/in-full-run.js'
import { pack } from '../support/pack.js'
import { shell } from '../support/shell.js'

const { exports: entries } = JSON.parse(readBuilt('package.json')) as { exports: Record<string, unknown> }
// It has only types, which are global: type-versions.test.ts tests it.
const TYPES_ONLY = './global'
const MODULES = Object.keys(entries).filter(entry => entry !== TYPES_ONLY && !/\.js(on)?$/.test(entry))
/** Its optional peer is installed for a full run only. */
const IMPORTABLE = inThisRun(MODULES, entry => entry !== './playwright')
const ALL_LOADED = Object.fromEntries(IMPORTABLE.map(entry => [entry, true]))
const OTHERS = Object.keys(entries).filter(entry => entry !== TYPES_ONLY && !MODULES.includes(entry))

let project: string
let tarball: string

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'wx-ready-consumer-'))
  tarball = await pack(project)
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  await shell(`npm install --offline --ignore-scripts --no-audit --no-fund ${quote(tarball)}`, project)
  // Link the optional peers.
  await mkdir(join(project, 'node_modules/@playwright'))
  for (const peer of inThisRun(['react', 'vue', '@playwright/test'], name => !name.includes('/')))
    await symlink(packageFolder(peer), join(project, 'node_modules', peer), 'junction')
})

afterAll(() => rm(project, { recursive: true, force: true }))

it('publint finds no problem in the tarball', async () => {
  await shell(`publint run ${quote(tarball)} --strict`)
})

/** Loads all entries in one process. @returns for each, whether it exports something, or the error */
async function loadAll(file: string, load: string, flags = ''): Promise<Record<string, unknown>> {
  const code = `
    const loaded = {}
    const load = async () => {
      for (const entry of ${JSON.stringify(IMPORTABLE)}) {
        const name = entry.replace('.', 'wx-ready')
        try {
          loaded[entry] = Object.keys(${load}).length > 0
        } catch (error) {
          loaded[entry] = String(error)
        }
      }
    }
    load().then(() => console.log(JSON.stringify(loaded)))`
  await writeFile(join(project, file), code)
  return JSON.parse(await shell(`node ${flags} ${file}`, project))
}

it('every entry can be imported in Node', async () => {
  expect(await loadAll('import.js', 'await import(name)')).toEqual(ALL_LOADED)
})

it('every entry can be required in Node', async () => {
  // Newer releases of Node could also require the ES module.
  expect(await loadAll('require.cjs', 'require(name)', '--no-experimental-require-module')).toEqual(
    ALL_LOADED,
  )
})

it('the command runs', async () => {
  const { version } = JSON.parse(readBuilt('package.json')) as { version: string }
  const command = join(project, 'node_modules/.bin/wx-ready')
  expect(await shell(`${quote(command)} --version`, project)).toBe(`${version}\n`)
  expect(await shell('npx --no-install wx-ready doctor --list --lang en', project)).toContain('ip-list')
})

it('the command ends as it would if the reader of its output ends earlier, as `head` does', async () => {
  const command = spawn(process.execPath, ['node_modules/wx-ready/dist/command/index.js', '--help'], {
    cwd: project,
  })
  command.stdout.destroy()
  let printed = ''
  command.stderr.on('data', data => (printed += data))
  expect([...(await once(command, 'close')), printed]).toEqual([0, null, ''])
})

it("the start command of the server's image runs in a folder with nothing but the package", async () => {
  const dockerfile = readBuilt('demo/serve/Dockerfile')
  const [command, ...args] = JSON.parse(/^CMD (.+)$/m.exec(dockerfile)?.[1] ?? '') as string[]
  const env = { PATH: process.env.PATH, WX_APP_ID: 'wx1', WX_APP_SECRET: 's3cret', PORT: '0' }
  const server = spawn(command as string, args, {
    cwd: project,
    env: { ...env, WX_ALLOW: 'https://a.example', WX_PLATFORM: 'http://127.0.0.1:9' },
  })
  const [line] = await once(createInterface({ input: server.stdout }), 'line')
  const { origin } = JSON.parse(line) as { origin: string }
  expect(await (await fetch(`${origin}/health`)).json()).toEqual({ status: 'ok' })
  server.kill('SIGTERM')
  expect(await once(server, 'exit')).toEqual([0, null])
})

describe('wx-ready demo, in a folder with nothing but the package', () => {
  const COMMAND = 'node_modules/wx-ready/dist/command/index.js'
  let demo: ChildProcessWithoutNullStreams
  let url: string
  let opened: string

  beforeAll(async () => {
    // What opens a browser on Linux.
    opened = join(project, 'opened.txt')
    await mkdir(join(project, 'programs'))
    await writeFile(join(project, 'programs/xdg-open'), `#!/bin/sh\necho "$1" > '${opened}'\n`, {
      mode: 0o755,
    })
    const env = { ...process.env, PATH: `${join(project, 'programs')}:${process.env.PATH}` }
    demo = spawn(process.execPath, [COMMAND, 'demo', '--port', '0', '--json', '--open'], {
      cwd: project,
      env,
    })
    const [line] = await once(createInterface({ input: demo.stdout }), 'line')
    url = (JSON.parse(line) as { url: string }).url
  })

  afterAll(() => demo.kill('SIGKILL'))

  it('listens on loopback, and opens the browser', async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    if (process.platform === 'linux')
      await expect.poll(() => existsSync(opened) && readFileSync(opened, 'utf8')).toBe(`${url}\n`)
  })

  it('serves the page with everything that it imports, and signs it', async () => {
    const html = await (await fetch(url)).text()
    const names = [...html.matchAll(/(?:src|href)="([^"]+)"|: "(\/dist[^"]+)"/g)].map(([, a, b]) => a ?? b)
    const missing: string[] = []
    const loaded = new Set<string>()
    const load = async (path: string) => {
      if (loaded.has(path)) return
      loaded.add(path)
      const response = await fetch(path)
      if (!response.ok) missing.push(path)
      if (!path.endsWith('.js')) return
      const imports = (await response.text()).matchAll(/(?:from|import)\s*\(?['"](\.[^'"\s]+\.js)['"]/g)
      for (const [, name = ''] of imports) await load(new URL(name, path).href)
    }
    for (const name of names) await load(new URL(name ?? '', url).href)
    expect(missing).toEqual([])
    expect(loaded.size).toBeGreaterThan(50)
    expect([...loaded]).toContain(`${url}demo/tour/tour.js`)
    const signature = await fetch(`${url}wx/signature?url=${encodeURIComponent(url)}`)
    expect(await signature.json()).toMatchObject({ url, signature: expect.stringMatching(/^[0-9a-f]{40}$/) })
  })

  it("has no copy of WeChat's script, and only the apps that need no build", async () => {
    const setting = await (await fetch(`${url}demo/setting`)).json()
    expect(setting).toEqual({ appId: expect.any(String), simulated: true, apps: ['pages'] })
    expect((await fetch(`${url}pages/walk/weir`)).status).toBe(200)
    expect((await fetch(`${url}vendor/jweixin-1.6.0.js`)).status).toBe(404)
    const files = readdirSync(join(project, 'node_modules/wx-ready/demo'), { recursive: true }).map(String)
    expect(files.filter(file => /jweixin|\.(map|jsx|vue)$|Dockerfile/.test(file))).toEqual([])
  })

  it('reports a port that is taken, with exit code 3', async () => {
    const { port } = new URL(url)
    const second = spawn(process.execPath, [COMMAND, 'demo', '--port', port, '--lang', 'en'], {
      cwd: project,
    })
    let printed = ''
    second.stderr.on('data', data => (printed += data))
    expect(await once(second, 'close')).toEqual([3, null])
    expect(printed).toBe(
      `wx-ready: Port ${port} is already in use.\nChoose another one with --port, or --port 0 for any.\n`,
    )
  })

  itInFullRun("shows the tour in a browser, also without WeChat's script", async () => {
    const page = await (await sharedChromium()).newPage({ locale: 'en-US' })
    await page.route('https://**', route => route.abort())
    await page.goto(url)
    const phone = page.frameLocator('iframe')
    await phone.locator('#state', { hasText: 'ready' }).waitFor()
    await phone.getByRole('button', { name: 'WeChat menu' }).click()
    await phone.getByRole('button', { name: 'Send to a friend' }).waitFor()
    await page.close()
  })

  // The last one: the server ends.
  it('ends on Ctrl-C, with exit code 0', async () => {
    demo.kill('SIGINT')
    expect(await once(demo, 'exit')).toEqual([0, null])
  })
})

it.each(['unpkg', 'jsdelivr', 'exports'] as const)('%s names a file that works alone', async field => {
  const installed = join(project, 'node_modules/wx-ready')
  const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
  const file = field === 'exports' ? manifest.exports['./wx-ready.global.js'] : manifest[field]
  const copy = join(project, `${field}-copy.js`)
  await cp(join(installed, file), copy)
  const { window } = new JSDOM('', { runScripts: 'outside-only', url: 'https://a.example/' })
  window.eval(await readFile(copy, 'utf8'))
  const asked = window.eval("WxReady.createWx({ signature: '/wx/signature' }).ready()") as Promise<unknown>
  await expect(asked).rejects.toMatchObject({ code: 'NOT_IN_WECHAT' })
})

it.each(OTHERS)('%s is in the package', entry => {
  expect(existsSync(join(project, 'node_modules/wx-ready', entries[entry] as string))).toBe(true)
})

it.each(Object.values(PAGES))('%s, which explain() links to, is in the package', page => {
  expect(existsSync(join(project, 'node_modules/wx-ready', page))).toBe(true)
})

describe.each(inThisRun(['bundler', 'nodenext'], name => name === 'bundler'))(
  'with moduleResolution %s',
  moduleResolution => {
    it.each(
      inThisRun<[string, string, string, string[]]>(
        [
          ['a page compiles without the types of Node', 'page', PAGE, []],
          ['a server and a test compile', 'server', SERVER, ['node']],
        ],
        ([, name]) => name === 'page',
      ),
    )('%s', async (_, name, program, types) => {
      const folder = join(project, `${name}-${moduleResolution}`)
      await mkdir(folder)
      const file = join(folder, 'index.ts')
      await writeFile(file, program)
      const options = {
        strict: true,
        skipLibCheck: false,
        target: 'ES2022',
        module: moduleResolution === 'nodenext' ? 'nodenext' : 'esnext',
        moduleResolution,
        types,
        typeRoots: [join(ROOT, 'node_modules/@types')],
      }
      compile('typescript', options, [file], folder)
    })
  },
)

const PAGE = `
  import { createWx, isWxError, type Ready, type Wx, WxError } from 'wx-ready'
  import { explain, type ExplainTopic } from 'wx-ready/explain'
  import type { Inspector } from 'wx-ready/inspector'

  const wx: Wx = createWx({ signature: '/wx/signature', openTagList: ['wx-open-launch-app'] })
  export async function choose(): Promise<string[]> {
    const ready: Ready = await wx.ready()
    await wx.share({ title: ready.appId, desc: '', link: ready.url, imgUrl: '' })
    // @ts-expect-error: the types are there, not any
    await wx.chooseImage({ count: 'one' })
    const { localIds } = await wx.chooseImage({ count: 1 })
    return localIds
  }
  export const inspect = async (): Promise<Inspector> => (await import('wx-ready/inspector')).openInspector(wx, { language: 'zh' })
  const topic: ExplainTopic = 'bare-link'
  export const explained: readonly string[] = explain(new WxError('ABORTED'), 'zh').checks.concat(explain(topic, 'en').link)
  // @ts-expect-error: neither a code nor a topic
  explain('NO_SUCH_CODE', 'en')
  export const cancelled = (error: unknown): boolean => isWxError(error, 'CANCELLED')
`

const SERVER = `
  import { createServer } from 'node:http'
  import { createAccount, jsApiSignature, signatureHandler, toNodeListener } from 'wx-ready/server'
  import { installSimulator } from 'wx-ready/simulator'
  import { createPlatform } from 'wx-ready/simulator/platform'

  const account = createAccount({ appId: 'wx1', secret: '1' })
  createServer(toNodeListener(signatureHandler(account, { allow: ['https://a.example'] })))
  export const signature: string = jsApiSignature({ ticket: 't', nonceStr: 'n', timestamp: 1, url: 'https://a.example/' })
  // @ts-expect-error: the types are there, not any
  createAccount({ appId: 1 })
  export const answer: Promise<Response> = createPlatform({ accounts: [{ appId: 'wx1', secret: '1' }] }).handler(
    new Request('https://a.example/'),
  )
  export const simulate: typeof installSimulator = installSimulator
`

function quote(path: string): string {
  return JSON.stringify(path)
}
