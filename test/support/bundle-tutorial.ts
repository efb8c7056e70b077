import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { ROOT } from './built.js'
import { requireFull } from './full-run.mjs'

const entryOf = (name: string) => join(ROOT, `test/support/tutorials/${name}.js`)

/** Bundles one of test/support/tutorials/ for a script tag. @param alias as in the configuration of an app */
export async function bundleWithVite(name: string, alias: Record<string, string>): Promise<string> {
  const results = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { alias },
    build: {
      write: false,
      minify: false,
      lib: { entry: entryOf(name), formats: ['iife'], name: 'Tutorial' },
    },
  })
  const [{ output } = { output: [] }] = Array.isArray(results) ? results : [results as never]
  const [chunk] = output
  if (chunk?.type !== 'chunk') throw new Error(`${name} came to nothing.`)
  return chunk.code
}

type Webpack = (options: object, done: (error: Error | null, stats?: Stats) => void) => void

interface Stats {
  hasErrors(): boolean
  toString(): string
}

/** The same with webpack, which only a full run installs. */
export async function bundleWithWebpack(name: string, alias: Record<string, string>): Promise<string> {
  const webpack = requireFull('webpack') as Webpack
  const path = await mkdtemp(join(tmpdir(), 'wx-ready-webpack-'))
  try {
    await new Promise<void>((resolve, reject) => {
      const options = {
        mode: 'development',
        devtool: false,
        context: ROOT,
        entry: entryOf(name),
        output: { path, filename: 'bundle.js' },
        resolve: { alias },
        // As in an app whose package.json does not say that its files are modules.
        module: { rules: [{ test: /tutorials/, type: 'javascript/auto' }] },
      }
      webpack(options, (error, stats) => {
        if (error || stats?.hasErrors()) reject(error ?? new Error(stats?.toString()))
        else resolve()
      })
    })
    return await readFile(join(path, 'bundle.js'), 'utf8')
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}
