import { fileURLToPath } from 'node:url'
import type { ViteUserConfig } from 'vitest/config'
import { FULL_RUN } from './support/full-run.mjs'

/** A last resort, for what hangs: on a busy machine a test takes as long as it takes. */
const HANGS = 300_000

/** They need packages that only a full run has. */
const FULL_RUN_ONLY = [
  'test/server/agreement.test.ts',
  'test/server/other-clients.test.ts',
  'test/server/worker.test.ts',
]

/** Files share a process, and the modules that they load: each would begin with a second of loading. */
const SHARED = { isolate: false }

const config: ViteUserConfig = {
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    // A browser waits more than it works: two keep two cores busy.
    maxWorkers: 2,
    projects: [
      project('unit', { environment: 'jsdom', ...SHARED }),
      project('model', { environment: 'jsdom' }),
      project('server', SHARED),
      project('types', { ...SHARED, fileParallelism: false }),
      // Its files share a compiler, and what that has read.
      project('package', { ...SHARED, fileParallelism: false }),
      project('redis'),
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
