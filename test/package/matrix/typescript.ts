import { join } from 'node:path'
import { problemsOf } from '../../support/compile.js'
import type { Project } from './project.js'
import { type Outcome, type Row, WORKS } from './row.js'
import { ENTRIES, PEERS } from './subjects.js'
import { versionOf } from './versions.js'

const COMPILERS = ['typescript-5.0', 'typescript-5.4', 'typescript-5.9', 'typescript']
const SUBJECTS = [...ENTRIES, ...PEERS]

/** How an app resolves modules, and in which kind of file it does so. */
const RESOLUTIONS = [
  { name: '`bundler`', extension: 'ts', module: 'esnext', moduleResolution: 'bundler' },
  { name: '`nodenext`', extension: 'mts', module: 'nodenext', moduleResolution: 'nodenext' },
  { name: '`node16` (ESM)', extension: 'mts', module: 'node16', moduleResolution: 'node16' },
  { name: '`node16` (CommonJS)', extension: 'cts', module: 'node16', moduleResolution: 'node16' },
  { name: '`node10`', extension: 'ts', module: 'esnext', moduleResolution: 'node10' },
]

type Resolution = (typeof RESOLUTIONS)[number]

const typescriptRow = (resolution: Resolution): Row => ({
  name: `TypeScript ${short(COMPILERS[0])}–${short(COMPILERS.at(-1))} ${resolution.name}`,
  entries: ENTRIES,
  peers: PEERS,
  links: {
    '@types/node': '@types/node',
    'undici-types': 'undici-types',
    '@types/react': '@types/react',
    csstype: 'csstype',
  },
  async run(project) {
    const outcome: Outcome = Object.fromEntries(SUBJECTS.map(({ name }) => [name, WORKS]))
    for (const compiler of COMPILERS)
      for (const [name, problem] of await compileWith(compiler, resolution, project))
        if (outcome[name] === WORKS) outcome[name] = `TypeScript ${versionOf(compiler)}: ${problem}`
    return outcome
  },
})

async function compileWith(
  compiler: string,
  { extension, module, moduleResolution }: Resolution,
  project: Project,
) {
  const files = Object.fromEntries(
    SUBJECTS.map(({ types }, index) => [`subject${index}.${extension}`, types]),
  )
  await project.write(files)
  const options = {
    module,
    moduleResolution,
    strict: true,
    esModuleInterop: true,
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    // The types of React, Vue, Vite and Playwright are not tested here.
    skipLibCheck: true,
    types: ['node'],
    ...(moduleResolution === 'node10' && compiler === 'typescript' ? { ignoreDeprecations: '6.0' } : {}),
  }
  const paths = Object.keys(files).map(file => join(project.folder, file))
  const problems = problemsOf(compiler, options, paths, project.folder)
  return SUBJECTS.flatMap(({ name }, index) => {
    // A problem with the options is everybody's.
    const problem = problems.get(paths[index] as string) ?? problems.get('')
    return problem === undefined ? [] : [[name, problem] as const]
  })
}

const short = (compiler = '') => versionOf(compiler).replace(/\.\d+$/, '')

export const TYPESCRIPT: readonly Row[] = RESOLUTIONS.map(typescriptRow)
