import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FULL_FOLDER, packageFolder } from '../../support/full-run.mjs'

const NAMES: Readonly<Record<string, string>> = {
  '@arethetypeswrong/cli': 'Are the types wrong',
  esbuild: 'esbuild',
  jest: 'Jest',
  next: 'Next.js',
  nuxt: 'Nuxt',
  rollup: 'Rollup',
  typescript: 'TypeScript',
  vite: 'Vite',
  webpack: 'webpack',
}

/** The tool and its version, as `Vite 8.3.8`. @param alias the name of its package here */
export function nameOf(alias: string): string {
  const tool = alias.replace(/-[\d.]+$/, '')
  return `${NAMES[tool] ?? tool} ${versionOf(alias)}`
}

/** The version that the tests load. */
export function versionOf(alias: string): string {
  const folder =
    alias in read(FULL_FOLDER).dependencies ? join(FULL_FOLDER, 'node_modules', alias) : packageFolder(alias)
  return read(folder).version
}

function read(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
