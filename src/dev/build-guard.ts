import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DIST } from './dist-files.js'

/** The parts of a bundler's output that are read, of Rollup and of Rolldown. */
export type Bundle = Readonly<Record<string, Chunk | { type: 'asset' }>>

interface Chunk {
  type: 'chunk'
  isEntry: boolean
  /** Names of the chunks that load with this one. */
  imports: readonly string[]
  modules: Readonly<Record<string, { renderedLength: number }>>
}

/** The parts of a plugin's context that are used. */
export interface BundleContext {
  getModuleInfo(id: string): { importers: readonly string[]; dynamicImporters: readonly string[] } | null
  error(message: string): never
}

/** A part of this package that production builds may not contain, or not in what every visitor loads. */
interface GuardedPart {
  /** Its place in `dist`. */
  place: RegExp
  entry: string
  /** Whether it may be loaded on demand. */
  onDemand?: true
  guard: string
}

const inDevelopment = (...lines: string[]) =>
  ['if (import.meta.env.DEV) {', ...lines.map(line => `  ${line}`), '}'].join('\n')

/** The first that matches counts. */
const GUARDED_PARTS: readonly GuardedPart[] = [
  ...[
    [/^simulator\/platform\//, 'wx-ready/simulator/platform'] as const,
    [/^playwright\//, 'wx-ready/playwright'] as const,
    [/^dev\/vite\.js$/, 'wx-ready/vite'] as const,
    [/^dev\//, 'wx-ready/dev'] as const,
  ].map(([place, entry]) => ({ place, entry, guard: inDevelopment(`await import('${entry}')`) })),
  {
    place: /^simulator/,
    entry: 'wx-ready/simulator',
    guard: inDevelopment(
      "const { installSimulator } = await import('wx-ready/simulator')",
      'installSimulator()',
    ),
  },
  {
    place: /^inspector\//,
    entry: 'wx-ready/inspector',
    onDemand: true,
    guard: "const { openInspector } = await import('wx-ready/inspector')\nopenInspector(wx)",
  },
]

/**
 * Fails a build whose output contains code that is for development only, or that every visitor would load although few need it.
 *
 * @param root of the project, for file names in the message
 */
export function rejectInBuild(context: BundleContext, bundle: Bundle, root: string): void {
  const atOnce = chunksLoadedAtOnce(bundle)
  const found = Object.entries(bundle).flatMap(([name, chunk]) =>
    modulesOf(chunk).filter(id => {
      const part = partOf(id)
      return part !== undefined && !(part.onDemand && !atOnce.has(name))
    }),
  )
  const [first] = found
  if (first === undefined) return
  const { importer, imported = first } = findImporter(context, found)
  const { entry, onDemand, guard } = partOf(imported) as GuardedPart
  const by = importer ? `${relative(root, importer)} imports ${entry}` : `The bundle contains ${entry}`
  const why = onDemand
    ? 'which every visitor would download. Load it only when it is opened'
    : 'which is for development only, and the production build would contain it. Import it where the build can leave it out'
  context.error(`${by}, ${why}:\n\n${guard}\n`)
}

/** What a guard has made unreachable is left out, or has no text. */
function modulesOf(chunk: Bundle[string]): string[] {
  if (chunk.type !== 'chunk') return []
  return Object.keys(chunk.modules).filter(id => (chunk.modules[id]?.renderedLength ?? 0) > 0)
}

/** The names of the chunks that a page loads before any code runs. */
function chunksLoadedAtOnce(bundle: Bundle): Set<string> {
  const names = new Set<string>()
  const add = (name: string) => {
    const chunk = bundle[name]
    if (names.has(name) || chunk?.type !== 'chunk') return
    names.add(name)
    chunk.imports.forEach(add)
  }
  for (const [name, chunk] of Object.entries(bundle)) if (chunk.type === 'chunk' && chunk.isEntry) add(name)
  return names
}

/** Finds the file of the app that imports one of the modules, possibly through others of the same part. */
function findImporter(
  context: BundleContext,
  ids: readonly string[],
): { importer?: string; imported?: string } {
  const seen = new Set(ids)
  // Grows while it is iterated.
  for (const imported of seen) {
    const { importers = [], dynamicImporters = [] } = context.getModuleInfo(imported) ?? {}
    for (const importer of [...importers, ...dynamicImporters]) {
      if (!partOf(importer)) return { importer, imported }
      seen.add(importer)
    }
  }
  return {}
}

const OWN = fileURLToPath(DIST).replaceAll('\\', '/')

function partOf(id: string): GuardedPart | undefined {
  const path = id.replaceAll('\\', '/').replace(/[?#].*$/, '')
  // Another copy of the package has another folder.
  const place = path.startsWith(OWN) ? path.slice(OWN.length) : /\/wx-ready\/dist\/(.*)$/.exec(path)?.[1]
  return place === undefined ? undefined : GUARDED_PARTS.find(part => part.place.test(place))
}
