import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type ts from 'typescript'
import { packageFolder } from './full-run.mjs'

interface Compiler {
  ts: typeof ts
  /** The files of its own library, parsed once for all that it compiles. */
  library: Map<string, ts.SourceFile | undefined>
}

const compilers = new Map<string, Compiler>()

/**
 * Compiles files as `tsc --noEmit` does, in this process: a second program takes a third of what a process of its own takes.
 *
 * @param compiler the name of its package here
 * @param options as in a tsconfig.json
 * @param folder where those options are read, and `types` are found
 * @throws with what the compiler says, where it does not compile
 */
export function compile(compiler: string, options: object, files: readonly string[], folder: string): void {
  const problems = [...problemsOf(compiler, options, files, folder).values()]
  if (problems.length > 0) throw new Error(`${compiler}\n${problems.join('')}`)
}

/** The same, without throwing. @returns what the compiler says of each file; under `''` what it says of the options */
export function problemsOf(
  compiler: string,
  options: object,
  files: readonly string[],
  folder: string,
): Map<string, string> {
  const { ts, library } = loadCompiler(compiler)
  // The compiler's own library is not checked: that takes longer than all the rest.
  const read = ts.convertCompilerOptionsFromJson(
    { noEmit: true, skipDefaultLibCheck: true, ...options },
    folder,
  )
  const host = ts.createCompilerHost(read.options)
  const libraryFolder = dirname(host.getDefaultLibFileName(read.options))
  const { getSourceFile } = host
  host.getCurrentDirectory = () => folder
  host.getSourceFile = (file, how, ...more) => {
    if (dirname(file) !== libraryFolder) return getSourceFile(file, how, ...more)
    const key = `${file} ${typeof how === 'object' ? how.languageVersion : how}`
    if (!library.has(key)) library.set(key, getSourceFile(file, how, ...more))
    return library.get(key)
  }
  const program = ts.createProgram({ rootNames: files, options: read.options, host })
  const byFile = new Map<string, string>()
  for (const problem of [...read.errors, ...ts.getPreEmitDiagnostics(program)]) {
    const file = problem.file?.fileName ?? ''
    byFile.set(file, (byFile.get(file) ?? '') + ts.formatDiagnostics([problem], host))
  }
  return byFile
}

function loadCompiler(name: string): Compiler {
  const known = compilers.get(name)
  if (known) return known
  const loaded = { ts: createRequire(import.meta.url)(packageFolder(name)), library: new Map() }
  compilers.set(name, loaded)
  return loaded
}
