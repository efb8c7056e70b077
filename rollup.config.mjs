import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { minify } from 'terser'
import ts from 'typescript'

const SOURCE = join(import.meta.dirname, 'src')
const PANEL = join(SOURCE, 'simulator/panel/index.tsx')
/** Relative to dist. */
const BUILT_PANEL = './simulator/panel/index.js'
const TYPES = join(import.meta.dirname, 'types')

const { compilerOptions } = ts.parseConfigFileTextToJson(
  'tsconfig.json',
  readFileSync(join(import.meta.dirname, 'tsconfig.json'), 'utf8'),
).config
const options = ts.convertCompilerOptionsFromJson(
  { ...compilerOptions, noEmit: false, sourceMap: true, isolatedDeclarations: false },
  import.meta.dirname,
).options

/** Most files are part of several bundles. */
const transpiled = new Map()

/** Transpiles file by file. It reads types but does not check them: that is `tsc`, which the tests run. */
const typescript = {
  name: 'typescript',
  resolveId(source, importer) {
    if (!importer?.startsWith(SOURCE) || !source.startsWith('.')) return null
    const path = join(dirname(importer), source.replace(/\.js$/, ''))
    return [`${path}.ts`, `${path}.tsx`].find(existsSync) ?? null
  },
  transform(code, fileName) {
    if (!fileName.startsWith(SOURCE)) return null
    if (!transpiled.has(fileName)) {
      const { outputText, sourceMapText } = transpile(ts.transpileModule, code, fileName)
      const map = JSON.parse(sourceMapText)
      transpiled.set(fileName, { code: outputText.replace(/\/\/# sourceMappingURL=.*\n?$/, ''), map })
    }
    return transpiled.get(fileName)
  },
}

/**
 * Writes a declaration for each source file, as `isolatedDeclarations` allows. For CommonJS, the folder says so in a
 * package.json of its own, and has its own copy of `types/`: TypeScript then reads both as CommonJS.
 */
const declarations = {
  name: 'declarations',
  generateBundle({ format }) {
    const isCommonJs = format === 'cjs'
    const emit = (fileName, source) => this.emitFile({ type: 'asset', fileName, source })
    for (const file of readdirSync(SOURCE, { recursive: true })) {
      // The panel is loaded by the simulator only: nobody imports its types.
      if (!file.endsWith('.ts') || file.startsWith(join('simulator', 'panel'))) continue
      if (isCommonJs && isCommand(file)) continue
      const declaration = declarationOf(join(SOURCE, file))
      emit(
        file.replace(/\.ts$/, '.d.ts'),
        isCommonJs ? declaration.replace(/(['"])\.\.\/((?:\.\.\/)*types\/)/g, '$1$2') : declaration,
      )
    }
    if (!isCommonJs) return
    emit('package.json', '{ "type": "commonjs" }\n')
    for (const file of readdirSync(TYPES)) emit(`types/${file}`, readFileSync(join(TYPES, file)))
  },
}

const declarationTexts = new Map()

function declarationOf(path) {
  if (!declarationTexts.has(path))
    declarationTexts.set(
      path,
      transpile(ts.transpileDeclaration, readFileSync(path, 'utf8'), path).outputText,
    )
  return declarationTexts.get(path)
}

/** The command is started by Node, and nobody requires it. */
const withoutCommand = {
  name: 'without-command',
  generateBundle(_, bundle) {
    for (const file of Object.keys(bundle)) if (isCommand(file)) delete bundle[file]
  },
}

const isCommand = file => file.startsWith('command')

function transpile(how, code, fileName) {
  const output = how(code, { fileName, compilerOptions: options, reportDiagnostics: true })
  for (const { messageText } of output.diagnostics ?? [])
    throw new Error(`${fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
  return output
}

/** Finds the packages that are bundled into the panel and the inspector, and brings them to the syntax of our own code. */
const bundled = {
  name: 'bundled',
  resolveId: source => (/^(preact|qr)\b/.test(source) ? fileURLToPath(import.meta.resolve(source)) : null),
  transform(code, fileName) {
    if (!fileName.includes('node_modules')) return null
    const { outputText } = transpile(ts.transpileModule, code, fileName)
    return { code: outputText.replace(/\/\/# sourceMappingURL=.*\n?$/, ''), map: null }
  },
}

/** In this process: a worker for each file would load terser anew, which takes longer than the file. */
const minified = options => ({
  name: 'minified',
  async renderChunk(source, _chunk, { sourcemap }) {
    const { code, map = null } = await minify(source, {
      ...options,
      sourceMap: sourcemap && { asObject: true },
    })
    return { code, map }
  },
})

/** One file for a script tag: ES2018, minified, its exports under one global name. */
const scriptTag = (input, file, name) => ({
  input,
  external: [PANEL],
  output: {
    file,
    name,
    format: 'iife',
    exports: 'named',
    sourcemap: true,
    // A classic script imports modules from where it lies, as modules do.
    paths: { [PANEL]: BUILT_PANEL },
  },
  plugins: [typescript, minified({ ecma: 2018, compress: { passes: 3 } })],
})

/** File for file, so that a stack trace and a bundler's report name the file that is in the repository. */
const modules = (format, dir, { panel, plugins }) => ({
  dir,
  format,
  exports: 'named',
  interop: 'auto',
  preserveModules: true,
  preserveModulesRoot: 'src',
  paths: { [PANEL]: panel },
  // For the app router of Next, whose components are the server's unless they say so.
  banner: ({ name }) => (name === 'frameworks/react' ? "'use client'" : ''),
  plugins,
})

export default [
  {
    input: [
      'src/browser/index.ts',
      'src/server/index.ts',
      'src/simulator/page/index.ts',
      'src/simulator/platform/index.ts',
      'src/dev/vite.ts',
      'src/dev/middleware.ts',
      'src/playwright/index.ts',
      'src/explain/index.ts',
      'src/command/index.ts',
      'src/compat/index.ts',
      'src/command/probe/probe-page.ts',
      'src/frameworks/react.ts',
      'src/frameworks/vue.ts',
    ],
    external: [/^node:/, 'react', 'vue', PANEL, '@playwright/test'],
    output: [
      modules('es', 'dist', { panel: BUILT_PANEL, plugins: [] }),
      modules('cjs', 'dist/cjs', { panel: `.${BUILT_PANEL}`, plugins: [withoutCommand] }),
    ],
    plugins: [typescript, declarations],
  },
  {
    // The simulator imports it where it lies, from its modules and from its script-tag file.
    input: PANEL,
    output: {
      dir: 'dist/simulator/panel',
      format: 'es',
      // What the entry and the files that it loads later share is named after the entry, too.
      chunkFileNames: ({ name }) => (name === 'index' ? 'panel.js' : '[name].js'),
    },
    plugins: [bundled, typescript, minified({ module: true, compress: { passes: 2 } })],
  },
  {
    // In one file, with Preact: a page loads it with import(), also from a CDN.
    input: 'src/inspector/index.ts',
    output: [
      { dir: 'dist/inspector', format: 'es', sourcemap: true },
      { dir: 'dist/cjs/inspector', format: 'cjs', exports: 'named', sourcemap: true },
    ],
    plugins: [bundled, typescript, minified({ module: true, ecma: 2018, compress: { passes: 2 } })],
  },
  scriptTag('src/browser/script-tag.ts', 'dist/wx-ready.global.js', 'WxReady'),
  scriptTag('src/simulator/page/script-tag.ts', 'dist/simulator.global.js', 'WxReadySimulator'),
]
