import { createRequire } from 'node:module'

/** Loads what the bench has installed. */
export const requirePackage = createRequire(new URL('../../../../.cache/bench/index.js', import.meta.url))
