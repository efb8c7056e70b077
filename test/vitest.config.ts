import { fileURLToPath } from 'node:url'
import type { ViteUserConfig } from 'vitest/config'
import { FULL_RUN } from './support/full-run.mjs'

/** In ms. Only for tests that hang: on a busy machine a test may take long. */
const HANGS = 300_000

/** They need packages that only a full run installs, or take long beside what others cover. */
const FULL_RUN_ONLY = [
  'test/browser/amd-loaders.test.ts',
  'test/browser/apps.test.ts',
  'test/browser/arguments.test.ts',
  'test/browser/compat-tutorials.test.ts',
  'test/browser/compat.test.ts',
  'test/browser/contract/jsdom.test.ts',
  'test/browser/contract/libraries.test.ts',
  'test/browser/demo.test.ts',
  'test/browser/dev-servers.test.ts',
  'test/browser/inspector.test.ts',
  'test/browser/limits.test.ts',
  'test/browser/mini-program.test.ts',
  'test/browser/open-tag-components.test.ts',
  'test/browser/open-tags.test.ts',
  'test/browser/panel-inspector.test.ts',
  'test/browser/panel/consent.test.ts',
  'test/browser/panel/looks.test.ts',
  'test/browser/panel/menu.test.ts',
  'test/browser/panel/pictures.test.ts',
  'test/browser/panel/settings.test.ts',
  'test/browser/panel/sheets.test.ts',
  'test/browser/pictures.test.ts',
  'test/browser/playwright.test.ts',
  'test/browser/probe.test.ts',
  'test/browser/simulator-client.test.ts',
  'test/browser/simulator.test.ts',
  'test/browser/vite.test.ts',
  'test/browser/vue.test.ts',
  'test/package/app-builds.test.ts',
  'test/package/documents-samples.test.ts',
  'test/package/inspector.test.ts',
  'test/package/matrix.test.ts',
  'test/package/type-versions.test.ts',
  'test/redis/odd-values.test.ts',
  'test/redis/outage.test.ts',
  'test/redis/serve.test.ts',
  'test/server/agreement.test.ts',
  'test/server/endpoints.test.ts',
  'test/server/other-clients.test.ts',
  'test/server/week.test.ts',
  'test/server/worker.test.ts',
  'test/webkit/apps.test.ts',
]

/** Files share a process and its modules. Otherwise each spends a second on loading them. */
const SHARED = { isolate: false }

const config: ViteUserConfig = {
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    // A browser mostly waits: two workers keep two cores busy.
    maxWorkers: 2,
    projects: [
      // In a thread, what the files of an environment share lasts to the next environment.
      project('unit', { environment: 'jsdom', pool: 'threads', ...SHARED }),
      project('model', { environment: 'jsdom' }),
      project('server', SHARED),
      // Its files share a compiler and its cache.
      project('package', {
        include: ['test/types/**/*.test.ts', 'test/package/**/*.test.ts'],
        fileParallelism: false,
        ...SHARED,
      }),
      project('redis', SHARED),
      project('browser', SHARED),
      project('webkit'),
    ],
  },
}

export default config

function project(name: string, options: object = {}) {
  return {
    test: {
      name,
      environment: 'node',
      include: [`test/${name}/**/*.test.ts`],
      exclude: FULL_RUN ? [] : FULL_RUN_ONLY,
      setupFiles: ['test/support/patience.ts'],
      testTimeout: HANGS,
      hookTimeout: HANGS,
      expect: { poll: { timeout: HANGS / 3 } },
      ...options,
    },
  }
}
