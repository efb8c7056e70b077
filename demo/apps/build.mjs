/** Builds the small apps into .cache/apps: the files for the browser, and those for rendering on the server. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const OUT = join(ROOT, '.cache/apps')

/** Your own app would install the package. These use the build in dist/. */
const PACKAGE = {
  'wx-ready/react': 'dist/frameworks/react.js',
  'wx-ready/vue': 'dist/frameworks/vue.js',
  'wx-ready': 'dist/browser/index.js',
}

const SHARED = {
  configFile: false,
  root: ROOT,
  logLevel: 'error',
  resolve: {
    alias: Object.entries(PACKAGE).map(([find, file]) => ({ find, replacement: join(ROOT, file) })),
  },
}

await build({
  ...SHARED,
  base: '/apps/',
  plugins: [vue()],
  build: {
    outDir: join(OUT, 'browser'),
    emptyOutDir: true,
    rolldownOptions: {
      input: ['vue', 'react', 'server-rendered'].map(app => join(ROOT, `demo/apps/${app}/index.html`)),
    },
  },
})

await build({
  ...SHARED,
  build: {
    outDir: join(OUT, 'server'),
    emptyOutDir: true,
    ssr: join(ROOT, 'demo/apps/server-rendered/server.jsx'),
  },
})
