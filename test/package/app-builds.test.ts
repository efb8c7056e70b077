import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rollup } from 'rollup'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { wxReady as Plugin } from '../../src/dev/vite.js'
import { createProject, loadVite, PAGE, type Project, type ViteRelease } from '../support/app-project.js'
import { ROOT } from '../support/built.js'
import { inThisRun, requireFull } from '../support/full-run.mjs'

/** Strings that occur in the simulator, its platform, its panel, the inspector or the dev server. */
const FORBIDDEN = [
  'installSimulator',
  'WxReadySimulator',
  'wx5e7a1b0c9d8f6e42',
  'XWEB/',
  'attachShadow',
  'vConsole',
  '@wx-ready',
]

let wxReady: typeof Plugin
beforeAll(async () => {
  ;({ wxReady } = await import(pathToFileURL(join(ROOT, 'dist/dev/vite.js')).href))
})
let project: Project
beforeEach(() => void vi.stubEnv('NODE_ENV', 'production'))
afterEach(() => {
  vi.unstubAllEnvs()
  project.remove()
})

/** Everything in the folder `dist` of the project. */
function built(): string {
  const files = readdirSync(join(project.folder, 'dist'), { recursive: true, withFileTypes: true })
  return files
    .filter(file => file.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n')
}

/** The build has the library, and nothing that is for development only. */
function expectAppOnly(text: string): void {
  expect(text).toContain('WeixinJSBridge')
  expect(FORBIDDEN.filter(word => text.includes(word))).toEqual([])
}

const INSTALL = `const { installSimulator } = await import('wx-ready/simulator')\ninstallSimulator()`
const RELEASES = inThisRun<ViteRelease>(
  ['vite', 'vite-4', 'vite-5', 'vite-6', 'vite-7'],
  release => release === 'vite',
)

describe.each(RELEASES)('%s', release => {
  const build = async (files: Record<string, string>) => {
    project = createProject({ ...PAGE, ...files })
    const { build } = await loadVite(release)
    await build(project.config({ plugins: [wxReady()], build: { target: 'es2022' } }))
    return built()
  }

  it.each([
    ['an app', {}],
    [
      'an app with a guarded dynamic import',
      { 'main.js': `${PAGE['main.js']}\nif (import.meta.env.DEV) {\n${INSTALL}\n}` },
    ],
    [
      'an app with an import that only guarded code uses',
      {
        'main.js': `import { installSimulator } from 'wx-ready/simulator'\nif (import.meta.env.DEV) installSimulator()\n${PAGE['main.js']}`,
      },
    ],
  ])('builds %s without the simulator', async (_, files) => {
    expectAppOnly(await build(files))
  })

  it.each([
    [
      'main.js',
      'wx-ready/simulator',
      { 'main.js': `import { installSimulator } from 'wx-ready/simulator'\ninstallSimulator()` },
    ],
    ['src/phone.js', 'wx-ready/simulator', { 'main.js': `import './src/phone.js'`, 'src/phone.js': INSTALL }],
    ['main.js', 'wx-ready/simulator', { 'main.js': `import 'wx-ready/simulator.global.js'` }],
  ])('fails where %s imports %s', async (file, entry, files) => {
    const failure = await build(files).then(() => '', String)
    expect(failure).toContain(`${file} imports ${entry}, which is for development only`)
    expect(failure).toContain('if (import.meta.env.DEV) {')
  })

  it('the inspector may be loaded on demand, and not by every visitor', async () => {
    const opened = `openInspector(createWx({ signature: '/wx/signature' }))`
    const text = await build({
      'main.js': `import { createWx } from 'wx-ready'\nif (location.search) import('wx-ready/inspector').then(({ openInspector }) => ${opened})`,
    })
    expect(text).toContain('attachShadow')
    project.remove()
    const failure = await build({
      'main.js': `import { createWx } from 'wx-ready'\nimport { openInspector } from 'wx-ready/inspector'\n${opened}`,
    }).then(() => '', String)
    expect(failure).toContain('main.js imports wx-ready/inspector, which every visitor would download')
  })

  it('a build that is not for production may contain it', async () => {
    vi.stubEnv('NODE_ENV', 'development')
    expect(await build({ 'main.js': INSTALL })).toContain('installSimulator')
  })
})

it('Rollup builds an app without the simulator', async () => {
  project = createProject(PAGE)
  const ours = join(ROOT, 'dist/browser/index.js')
  const bundle = await rollup({
    input: join(project.folder, 'main.js'),
    plugins: [{ name: 'resolve', resolveId: id => (id === 'wx-ready' ? ours : null) }],
  })
  await bundle.write({ dir: join(project.folder, 'dist') })
  expectAppOnly(built())
})

type Webpack = (
  options: object,
  done: (error: Error | null, stats: { hasErrors(): boolean; toString(): string }) => void,
) => void

it.each(inThisRun(['webpack'], () => false))('%s builds an app without the simulator', async name => {
  project = createProject({
    ...PAGE,
    'src/index.js': `import '../main.js'\nif (process.env.NODE_ENV !== 'production') {\n${INSTALL}\n}`,
  })
  const webpack = requireFull(name) as Webpack
  await new Promise<void>((resolve, reject) =>
    webpack(
      { mode: 'production', context: project.folder, output: { path: join(project.folder, 'dist') } },
      (error, stats) => {
        if (error || stats.hasErrors()) reject(error ?? new Error(stats.toString()))
        else resolve()
      },
    ),
  )
  expectAppOnly(built())
})
