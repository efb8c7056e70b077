/** Builds the small apps into .cache/apps: what the browser loads, and what the server draws with. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const OUT = join(ROOT, '.cache/apps')

/** An app of yours installs the package; these take what was built beside them. */
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
      input: ['vue', 'react', 'server-made'].map(app => join(ROOT, `demo/apps/${app}/index.html`)),
    },
  },
})

await build({
  ...SHARED,
  build: {
    outDir: join(OUT, 'server'),
    emptyOutDir: true,
    ssr: join(ROOT, 'demo/apps/server-made/server.jsx'),
  },
})
