import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBuilt } from '../support/built.js'
import { FULL_FOLDER, packageFolder, requireFull } from '../support/full-run.mjs'
import { codeBlocks } from '../support/markdown.js'
import { pack } from '../support/pack.js'
import { shell } from '../support/shell.js'

/** A project with the package, for tools that do not read `exports`, or that load CommonJS only. */
let project: string
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'wx-ready-old-tools-'))
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true }))
  await shell(`npm install --offline --ignore-scripts --no-audit --no-fund ${await pack(project)}`, project)
  for (const peer of ['react', 'vue'])
    await symlink(packageFolder(peer), join(project, 'node_modules', peer), 'junction')
})
afterAll(() => rm(project, { recursive: true, force: true }))

/** Each entry for pages, with something that it exports. */
const PAGE_ENTRIES = {
  'wx-ready': 'createWx',
  'wx-ready/compat': 'createCompat',
  'wx-ready/explain': 'explain',
  'wx-ready/inspector': 'openInspector',
  'wx-ready/react': 'useShare',
  'wx-ready/simulator': 'installSimulator',
  'wx-ready/simulator/platform': 'createPlatform',
}

describe('webpack 4', () => {
  it('bundles every entry for pages', async () => {
    const lines = Object.entries(PAGE_ENTRIES).map(
      ([entry, name], index) =>
        `import { ${name} as export${index} } from '${entry}'\nfound.push(typeof export${index})`,
    )
    await writeFile(
      join(project, 'page.js'),
      `const found = window.found = []\n${lines.join('\n')}\nwindow.os = export0().client.os\n`,
    )
    const stats = await runWebpack({
      mode: 'production',
      context: project,
      entry: './page.js',
      output: { path: project, filename: 'bundle.js' },
      // The package is as it is published: no loader touches it.
      performance: false,
    })
    expect(stats.errors).toEqual([])
    const { window } = new JSDOM('', { runScripts: 'outside-only' })
    window.eval(await readFile(join(project, 'bundle.js'), 'utf8'))
    expect(window.found).toEqual(Object.keys(PAGE_ENTRIES).map(() => 'function'))
    expect(window.os).toBe('unknown')
  })
})

type Webpack = (
  options: object,
  callback: (error: Error | null, stats: { toJson(): { errors: string[] } }) => void,
) => unknown

function runWebpack(options: object): Promise<{ errors: string[] }> {
  const webpack = requireFull('webpack-4') as Webpack
  return new Promise((resolve, reject) => {
    webpack(options, (error, stats) => (error ? reject(error) : resolve(stats.toJson())))
  })
}

/** The guide's sample. */
const JEST_TEST = codeBlocks(readBuilt('demo/guide/en/testing.md')).find(({ code }) =>
  code.includes('jest.config.js'),
)

describe('Jest 29', () => {
  it('runs a test that requires the package, without any configuration', async () => {
    await writeFile(join(project, 'share.test.js'), JEST_TEST?.code ?? '')
    const jest = join(FULL_FOLDER, 'node_modules/jest/bin/jest.js')
    const environment = requireFull.resolve('jest-environment-jsdom')
    const output = await shell(`node ${jest} --env ${environment} --rootDir ${project} 2>&1`, project)
    expect(output).toContain('1 passed')
  })
})

describe('TypeScript', () => {
  it.each(['typescript-5.0', 'typescript-5.4', 'typescript-5.9', 'typescript'])(
    '%s: a CommonJS program compiles with moduleResolution node16',
    async compiler => {
      await writeFile(
        join(project, 'program.cts'),
        `import { createWx, type Wx } from 'wx-ready'
         import { createAccount } from 'wx-ready/server'
         import { installSimulator } from 'wx-ready/simulator'
         const wx: Wx = createWx({ signature: '/wx/signature' })
         export const all: [string, number, Promise<{ localIds: string[] }>] = [
           createAccount({ appId: 'a', secret: 'b' }).appId,
           installSimulator().latency,
           wx.chooseImage(),
         ]
         // @ts-expect-error: the types are there, not any
         wx.chooseImage({ count: '1' })
        `,
      )
      const tsc = join(packageFolder(compiler), 'bin/tsc')
      const types = join(packageFolder('@types/node'), '..')
      const options =
        '--strict --noEmit --module node16 --moduleResolution node16 --target es2022 --skipLibCheck'
      await shell(`node ${tsc} ${options} --types node --typeRoots ${types} program.cts`, project)
    },
  )
})
