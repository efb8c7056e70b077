import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DIST } from './dist-files.js'

/** The parts of a bundler's output that are read, of Rollup and of Rolldown. */
export type Bundle = Readonly<
  Record<string, { type: string; modules?: Readonly<Record<string, { renderedLength: number }>> }>
>

/** The parts of a plugin's context that are used. */
export interface BundleContext {
  getModuleInfo(id: string): { importers: readonly string[]; dynamicImporters: readonly string[] } | null
  error(message: string): never
}

/** Parts of this package that are for development only, by their place in `dist`. The first that matches names the entry. */
const DEVELOPMENT_ONLY: readonly (readonly [RegExp, string])[] = [
  [/^simulator\/platform\//, 'wx-ready/simulator/platform'],
  [/^simulator/, 'wx-ready/simulator'],
  [/^playwright\//, 'wx-ready/playwright'],
  [/^dev\/vite\.js$/, 'wx-ready/vite'],
  [/^dev\//, 'wx-ready/dev'],
]

/** Fails a build whose output contains code that is for development only. @param root of the project, for file names in the message */
export function rejectInBuild(context: BundleContext, bundle: Bundle, root: string): void {
  const found = Object.values(bundle)
    .flatMap(({ modules = {} }) => Object.entries(modules))
    // What a guard has made unreachable is left out, or has no text.
    .filter(([id, { renderedLength }]) => renderedLength > 0 && entryOf(id))
    .map(([id]) => id)
  const [first] = found
  if (first === undefined) return
  const { importer, imported } = findImporter(context, found)
  const entry = entryOf(imported ?? first)
  const by = importer ? `${relative(root, importer)} imports ${entry}` : `The bundle contains ${entry}`
  context.error(
    `${by}, which is for development only, and the production build would contain it. Import it where the build can leave it out:\n\n${guardFor(entry)}\n`,
  )
}

function guardFor(entry: string | undefined): string {
  const call =
    entry === 'wx-ready/simulator'
      ? `\n  const { installSimulator } = await import('${entry}')\n  installSimulator()`
      : `\n  await import('${entry}')`
  return `if (import.meta.env.DEV) {${call}\n}`
}

/** Finds the file of the app that imports one of the modules. */
function findImporter(
  context: BundleContext,
  ids: readonly string[],
): { importer?: string; imported?: string } {
  for (const imported of ids) {
    const { importers = [], dynamicImporters = [] } = context.getModuleInfo(imported) ?? {}
    const importer = [...importers, ...dynamicImporters].find(id => !entryOf(id))
    if (importer) return { importer, imported }
  }
  return {}
}

const OWN = fileURLToPath(DIST).replaceAll('\\', '/')

/** @returns the entry that a module belongs to, if it is for development only */
function entryOf(id: string): string | undefined {
  const path = id.replaceAll('\\', '/').replace(/[?#].*$/, '')
  // Another copy of the package has another folder.
  const inDist = path.startsWith(OWN) ? path.slice(OWN.length) : /\/wx-ready\/dist\/(.*)$/.exec(path)?.[1]
  return inDist === undefined ? undefined : DEVELOPMENT_ONLY.find(([pattern]) => pattern.test(inDist))?.[1]
}
