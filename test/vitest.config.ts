import { fileURLToPath } from 'node:url'
import type { ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = {
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    // A browser waits more than it works: two keep two cores busy.
    maxWorkers: 2,
    projects: [
      project('unit', { environment: 'jsdom' }),
      project('model', { environment: 'jsdom' }),
      project('server'),
      project('types'),
      // These start compilers and a package manager.
      project('package', { testTimeout: 120_000, hookTimeout: 120_000 }),
      // These start Redis and many processes.
      project('redis', { testTimeout: 60_000, hookTimeout: 60_000 }),
      // These start a browser, for each file one.
      project('browser', { testTimeout: 30_000, hookTimeout: 60_000 }),
      project('webkit', { testTimeout: 60_000, hookTimeout: 60_000 }),
    ],
  },
}

export default config

function project(name: string, options: object = {}) {
  return { test: { name, environment: 'node', include: [`test/${name}/**/*.test.ts`], ...options } }
}
