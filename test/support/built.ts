import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url))

/** The built modules that a page loads, as paths from the root. */
export const PAGE_MODULES: readonly string[] = scripts(/^dist\/(browser|compat|shared)\//)
export const PAGE_SCRIPT_TAG = 'dist/wx-ready.global.js'
export const SIMULATOR_SCRIPT_TAG = 'dist/simulator.global.js'

/** Reads a file by its path from the root. */
export function readBuilt(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}

function scripts(pattern: RegExp): string[] {
  return readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' })
    .map(file => `dist/${file.replaceAll('\\', '/')}`)
    .filter(file => file.endsWith('.js') && pattern.test(file))
    .sort()
}
