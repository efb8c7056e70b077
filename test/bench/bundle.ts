import { join } from 'node:path'
import { build, type Plugin } from 'vite'
import { PACKAGES_FOLDER } from './packages.js'

/**
 * Bundles and minifies a file for a page, everything in one classic script.
 *
 * @param constants what stands in the file as a name and is known only now
 */
export async function bundle(file: string, constants: Readonly<Record<string, string>>): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    define: Object.fromEntries(
      Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
    plugins: [packagesOfTheBench()],
    build: {
      write: false,
      // Each contender keeps the syntax that it was published with.
      target: 'esnext',
      modulePreload: false,
      rollupOptions: { input: file, output: { format: 'iife' } },
    },
  })
  const output = (Array.isArray(result) ? result : [result]).flatMap(each =>
    'output' in each ? each.output : [],
  )
  const [chunk, ...others] = output
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error(`${file} did not become one script`)
  return chunk.code
}

/** Bare names are looked for where the bench has installed them. */
function packagesOfTheBench(): Plugin {
  return {
    name: 'packages-of-the-bench',
    enforce: 'pre',
    resolveId(source, importer) {
      const isPackage = importer?.includes('/test/bench/') && /^[@\w]/.test(source)
      return isPackage ? this.resolve(source, join(PACKAGES_FOLDER, 'index.js'), { skipSelf: true }) : null
    },
  }
}
