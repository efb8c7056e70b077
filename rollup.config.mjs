import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'

const compile = declarations =>
  typescript({
    noEmit: false,
    // Else `include` is read from below `rootDir`.
    filterRoot: import.meta.dirname,
    include: ['src/**/*'],
    exclude: ['test', 'demo'],
    isolatedDeclarations: false,
    ...(declarations ? { outDir: 'dist', rootDir: 'src', declarationDir: 'dist' } : { declaration: false }),
  })

/** One file for a script tag: ES2018, minified, its exports under one global name. */
const scriptTag = (input, file, name) => ({
  input,
  output: { file, name, format: 'iife', exports: 'named', sourcemap: true },
  plugins: [compile(false), terser({ ecma: 2018, compress: { passes: 3 } })],
})

export default [
  {
    // ES modules file for file, so that a stack trace and a bundler's report name the file that is in the repository.
    input: [
      'src/browser/index.ts',
      'src/server/index.ts',
      'src/simulator/index.ts',
      'src/simulator/platform.ts',
      'src/explain/index.ts',
      'src/react.ts',
      'src/vue.ts',
    ],
    external: [/^node:/, 'react', 'vue'],
    output: {
      dir: 'dist',
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: 'src',
      // For the app router of Next, whose components are the server's unless they say so.
      banner: ({ name }) => (name === 'react' ? "'use client'" : ''),
    },
    plugins: [compile(true)],
  },
  scriptTag('src/browser/script-tag.ts', 'dist/wx-ready.global.js', 'WxReady'),
  scriptTag('src/simulator/index.ts', 'dist/simulator.global.js', 'WxReadySimulator'),
]
