import { join } from 'node:path'
import { build } from 'vite'
import { ROOT } from './built.js'
import { packageFolder } from './full-run.mjs'

/**
 * Bundles one of test/support/kits/ for a script tag, with what was built under the package's names.
 *
 * @param replaced packages that stand for others, as another release of a framework does
 */
export async function bundleKit(
  name: 'react' | 'vue',
  global: string,
  replaced: Record<string, string> = {},
): Promise<string> {
  const own = ['react', 'vue', ''].map(entry => ({
    find: ['wx-ready', entry].filter(Boolean).join('/'),
    replacement: join(ROOT, 'dist', entry ? `frameworks/${entry}.js` : 'browser/index.js'),
  }))
  const others = Object.entries(replaced).map(([find, name]) => ({ find, replacement: packageFolder(name) }))
  const results = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    // Frameworks check more, and say more, while an app is being made.
    mode: 'development',
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
    resolve: { alias: [...own, ...others] },
    build: {
      write: false,
      minify: false,
      lib: { entry: join(ROOT, `test/support/kits/${name}.ts`), formats: ['iife'], name: global },
    },
  })
  const [{ output } = { output: [] }] = Array.isArray(results) ? results : [results as never]
  const [chunk] = output
  if (chunk?.type !== 'chunk') throw new Error(`The kit for ${name} came to nothing.`)
  return chunk.code
}
