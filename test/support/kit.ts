import { join } from 'node:path'
import { build } from 'vite'
import { ROOT } from './built.js'
import { packageFolder } from './full-run.mjs'

/** The built file of each entry, the longest names first. */
const OWN: Readonly<Record<string, string>> = {
  'wx-ready/compat': 'compat/index.js',
  'wx-ready/react': 'frameworks/react.js',
  'wx-ready/vue': 'frameworks/vue.js',
  'wx-ready': 'browser/index.js',
}

/**
 * Bundles one of test/support/kits/ for a script tag, with what was built under the package's names.
 *
 * @param replaced packages that stand for others, as another release of a framework does
 */
export async function bundleKit(
  name: string,
  global: string,
  replaced: Record<string, string> = {},
): Promise<string> {
  const own = Object.entries(OWN).map(([find, file]) => ({ find, replacement: join(ROOT, 'dist', file) }))
  const others = Object.entries(replaced).map(([find, name]) => ({
    find,
    replacement: name in OWN ? join(ROOT, 'dist', OWN[name] as string) : packageFolder(name),
  }))
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
      // Each test loads it anew.
      minify: true,
      lib: { entry: join(ROOT, `test/support/kits/${name}.ts`), formats: ['iife'], name: global },
    },
  })
  const [{ output } = { output: [] }] = Array.isArray(results) ? results : [results as never]
  const [chunk] = output
  if (chunk?.type !== 'chunk') throw new Error(`The kit for ${name} came to nothing.`)
  return chunk.code
}
