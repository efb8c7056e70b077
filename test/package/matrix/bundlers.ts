import { readFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { JSDOM } from 'jsdom'
import { rollup } from 'rollup'
import { loadVite, type ViteRelease } from '../../support/app-project.js'
import { requireFull } from '../../support/full-run.mjs'
import { shell } from '../../support/shell.js'
import type { Project } from './project.js'
import { each, fromType, importAs, type Outcome, type Row, typeIn, WORKS } from './row.js'
import { FOR_PAGES, named, PEERS, pathOf, type Subject } from './subjects.js'
import { nameOf } from './versions.js'

interface Job {
  readonly project: Project
  /** In the project. */
  readonly entry: string
  /** Where the bundle belongs. */
  readonly file: string
  readonly platform: 'browser' | 'node'
}
type Bundle = (job: Job) => Promise<void>

/** These are also bundled for a server. */
const FOR_SERVERS = named('wx-ready/server', 'wx-ready/simulator/platform')

interface More {
  /** Whether it also bundles servers. */
  readonly servers?: boolean
  /** Builds an app with `wx-ready/vite`. */
  readonly plugin?: (project: Project) => Promise<string>
}

function bundlerRow(name: string, bundle: Bundle, { servers = true, plugin }: More = {}): Row {
  return {
    name,
    entries: [
      ...FOR_PAGES,
      ...(servers ? named('wx-ready/server') : []),
      ...(plugin ? named('wx-ready/vite') : []),
    ],
    peers: PEERS,
    async run(project) {
      // The nearest one tells some of them where packages are, and the next one is ours.
      await project.write({ 'tsconfig.json': '{}' })
      const outcome = await runInPage(project, 'entries', FOR_PAGES, bundle)
      if (servers) Object.assign(outcome, await runInNode(project, bundle))
      if (plugin) Object.assign(outcome, await each(named('wx-ready/vite'), () => plugin(project)))
      const peers = await each(PEERS, async peer => {
        const name = `peer-${PEERS.indexOf(peer)}`
        return (await runInPage(project, name, [peer], bundle))[peer.name] as string
      })
      return { ...outcome, ...peers }
    },
  }
}

/** Makes one bundle of all, and runs it in a page. */
async function runInPage(project: Project, name: string, subjects: readonly Subject[], bundle: Bundle) {
  const file = join(project.folder, `dist/${name}.js`)
  const ours = subjects.some(({ name }) => name === 'wx-ready')
  const run = ours ? "module0.createWx({ signature: '/wx/signature' }).client.os" : ''
  await project.write({ [`${name}.js`]: `${program(subjects)}\n${run}\nwindow.found = found` })
  await bundle({ project, entry: `${name}.js`, file, platform: 'browser' })
  const { window } = new JSDOM('', { runScripts: 'outside-only', url: 'https://a.example/' })
  window.eval(await readFile(file, 'utf8'))
  return outcomeOf(subjects, window.found)
}

async function runInNode(project: Project, bundle: Bundle) {
  const file = join(project.folder, 'dist/server.cjs')
  await project.write({ 'server.js': `${program(FOR_SERVERS)}\nconsole.log(JSON.stringify(found))` })
  await bundle({ project, entry: 'server.js', file, platform: 'node' })
  return outcomeOf(FOR_SERVERS, JSON.parse(await shell(`node ${JSON.stringify(file)}`)))
}

function program(subjects: readonly Subject[]): string {
  return [
    ...subjects.map((subject, index) => importAs(`module${index}`, pathOf(subject))),
    'var found = {}',
    ...subjects.map((subject, index) => `found['${subject.name}'] = ${typeIn(`module${index}`, subject)}`),
  ].join('\n')
}

const outcomeOf = (subjects: readonly Subject[], found: Record<string, string>): Outcome =>
  Object.fromEntries(subjects.map(({ name }) => [name, fromType(found[name])]))

type Webpack = (
  options: object,
  done: (error: Error | null, stats: { toJson(): { errors: (string | { message: string })[] } }) => void,
) => void

const withWebpack =
  (release: 'webpack' | 'webpack-4'): Bundle =>
  ({ project, entry, file, platform }) =>
    new Promise<void>((resolve, reject) => {
      const options = {
        mode: 'production',
        context: project.folder,
        entry: `./${entry}`,
        target: platform === 'node' ? 'node' : 'web',
        output: { path: dirname(file), filename: basename(file), publicPath: '/' },
        // The packages are as they are published: no loader touches them.
        performance: false,
      }
      ;(requireFull(release) as Webpack)(options, (error, stats) => {
        const [first] = error ? [error] : stats.toJson().errors
        if (first) reject(typeof first === 'string' ? new Error(first) : first)
        else resolve()
      })
    })

const withRollup: Bundle = async ({ project, entry, file, platform }) => {
  const { nodeResolve } = requireFull('@rollup/plugin-node-resolve')
  const commonJs = requireFull('@rollup/plugin-commonjs')
  const replace = requireFull('@rollup/plugin-replace')
  const bundle = await rollup({
    input: join(project.folder, entry),
    external: id => builtinModules.includes(id.replace(/^node:/, '')),
    onwarn: ({ code, message }) => {
      if (code === 'UNRESOLVED_IMPORT') throw new Error(message)
    },
    plugins: [
      nodeResolve({ browser: platform === 'browser' }),
      commonJs(),
      replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': '"production"' } }),
    ],
  })
  await bundle.write({
    file,
    format: platform === 'node' ? 'cjs' : 'iife',
    inlineDynamicImports: true,
  })
  await bundle.close()
}

const withEsbuild: Bundle = async ({ project, entry, file, platform }) => {
  await requireFull('esbuild').build({
    absWorkingDir: project.folder,
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform,
    logLevel: 'silent',
  })
}

const withVite =
  (release: ViteRelease): Bundle =>
  async ({ project, entry, file, platform }) => {
    const { build } = await loadVite(release)
    const input = join(project.folder, entry)
    const forNode = platform === 'node'
    const name = basename(file)
    await build({
      ...quiet(project),
      // A server that is deployed without node_modules.
      ...(forNode ? { ssr: { noExternal: true as const } } : {}),
      define: forNode ? {} : { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir: dirname(file),
        emptyOutDir: false,
        minify: false,
        ...(forNode ? { ssr: input } : { lib: { entry: input, name: 'App', formats: ['iife' as const] } }),
        rollupOptions: { output: { format: forNode ? 'cjs' : 'iife', entryFileNames: name } },
      },
    })
  }

/** A build whose configuration has the plugin of the packed package. */
const builds = (release: ViteRelease) => async (project: Project) => {
  const { build } = await loadVite(release)
  const plugin = join(project.folder, 'node_modules/wx-ready/dist/dev/vite.js')
  const { wxReady } = (await import(pathToFileURL(plugin).href)) as typeof import('../../../src/dev/vite.js')
  await project.write({
    'index.html': '<script type="module" src="/app.js"></script>',
    'app.js': "import { createWx } from 'wx-ready'\ncreateWx({ signature: '/wx/signature' })",
  })
  await build({ ...quiet(project), plugins: [wxReady()] })
  return WORKS
}

const quiet = ({ folder }: Project) =>
  ({ root: folder, configFile: false, envDir: false, logLevel: 'silent' }) as const

const VITE: readonly ViteRelease[] = ['vite-4', 'vite-5', 'vite-6', 'vite-7', 'vite']

export const BUNDLERS: readonly Row[] = [
  // It does not know `node:crypto`, and neither does Vite 4: who bundles a server does so with a later release.
  bundlerRow(nameOf('webpack-4'), withWebpack('webpack-4'), { servers: false }),
  bundlerRow(nameOf('webpack'), withWebpack('webpack')),
  bundlerRow(nameOf('rollup'), withRollup),
  bundlerRow(nameOf('esbuild'), withEsbuild),
  ...VITE.map(release =>
    bundlerRow(nameOf(release), withVite(release), {
      plugin: builds(release),
      servers: release !== 'vite-4',
    }),
  ),
]
