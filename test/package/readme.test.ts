import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../support/built.js'
import { compile } from '../support/compile.js'

/** Declarations that the samples assume: the page's elements and router, and results of earlier samples. */
const AROUND = `
  import type { Wx } from 'wx-ready'
  declare global {
    const button: HTMLButtonElement
    const router: { afterEach(hook: () => void): void }
    const WxReady: typeof import('wx-ready')
    const VConsole: {
      new (): { addPlugin(plugin: object): void }
      VConsolePlugin: new (id: string, name: string) => import('wx-ready/inspector').VConsolePluginLike
    }
    const isWxError: typeof import('wx-ready').isWxError
    const wx: Wx
    const createSession: (of: object) => Promise<string>
    const keyService: { sign(text: string): Promise<string> }
  }
`

/** Bundlers take imported files as URLs. */
const ASSETS = `declare module '*.png' { const url: string; export default url }`

it.each(['README.md', 'README.zh-CN.md'])('every sample of %s compiles against the build', async file => {
  const samples = readSamples(await readFile(join(ROOT, file), 'utf8'))
  expect(samples.length).toBeGreaterThan(4)
  // Inside the project, so that `wx-ready` resolves to the package itself.
  const folder = await mkdtemp(join(ROOT, 'node_modules/.readme-'))
  try {
    await writeFile(join(folder, 'around.d.ts'), AROUND)
    await writeFile(join(folder, 'assets.d.ts'), ASSETS)
    const files = await Promise.all(
      samples.map(async ({ kind, code }, index) => {
        const file = join(folder, `sample-${index}.${kind === 'tsx' ? 'tsx' : 'ts'}`)
        await writeFile(file, `${code}\nexport {}\n`)
        return file
      }),
    )
    compile(
      'typescript',
      STRICT,
      [...files, join(folder, 'around.d.ts'), join(folder, 'assets.d.ts')],
      folder,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

const STRICT = {
  strict: true,
  skipLibCheck: true,
  target: 'ES2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  jsx: 'react-jsx',
  types: ['node'],
  typeRoots: [join(ROOT, 'node_modules/@types')],
  // It is installed for a full run only.
  paths: {
    '@playwright/test': [
      'test/full/node_modules/@playwright/test/index.d.ts',
      'test/support/playwright-test.d.ts',
    ].map(file => join(ROOT, file)),
  },
}

interface Sample {
  kind: string
  code: string
}

/** JavaScript and TSX blocks, and the scripts in HTML blocks. CDN URLs are replaced by the package name. */
function readSamples(text: string): Sample[] {
  const blocks = [...text.matchAll(/^```(js|tsx|html)\n([\s\S]*?)^```/gm)]
  return blocks
    .flatMap(([, kind = '', code = '']) =>
      (kind === 'html' ? scriptsOf(code) : [code]).map(code => ({ kind, code })),
    )
    .map(({ kind, code }) => ({ kind, code: code.replace(/https:\/\/esm\.sh\//g, '') }))
}

function scriptsOf(html: string): string[] {
  return [...html.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code)
}
