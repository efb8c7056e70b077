import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** `CI=true` runs everything: every vendor release, compiler and framework, and every combination of them. */
export const FULL_RUN = process.env.CI === 'true'

/** The packages that only a full run needs have their own package.json and lock file. */
export const FULL_FOLDER = join(import.meta.dirname, '../full')

/**
 * Decides what a run covers of a list.
 *
 * @template Each
 * @param {readonly Each[]} all what a full run covers
 * @param {(each: Each) => boolean} byDefault which of them every run covers
 * @returns {readonly Each[]}
 */
export function inThisRun(all, byDefault) {
  return FULL_RUN ? all : all.filter(byDefault)
}

/** Loads a package that only a full run installs. */
export const requireFull = createRequire(join(FULL_FOLDER, 'package.json'))

/** The folder of a package, in the project or else among the packages of a full run. */
export function packageFolder(name) {
  const own = join(import.meta.dirname, '../../node_modules', name)
  return existsSync(own) ? own : join(FULL_FOLDER, 'node_modules', name)
}
