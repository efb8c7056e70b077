import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../support/built.js'
import { shell } from '../support/shell.js'

/** Where the packages of others are installed: git knows nothing of it, nor does the project's own package.json. */
export const PACKAGES_FOLDER: string = join(ROOT, '.cache/bench')

/** Installs packages, each as `name@version`, unless they are there. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  const there = await Promise.all(packages.map(isInstalled))
  if (!there.includes(false)) return
  // Their own scripts are not run: only what a page would load is wanted.
  const options = `--ignore-scripts --no-audit --no-fund --loglevel=error --prefix ${JSON.stringify(PACKAGES_FOLDER)}`
  await shell(`npm install ${options} ${packages.join(' ')}`)
}

async function isInstalled(wanted: string): Promise<boolean> {
  const at = wanted.lastIndexOf('@')
  const file = join(PACKAGES_FOLDER, 'node_modules', wanted.slice(0, at), 'package.json')
  try {
    return JSON.parse(await readFile(file, 'utf8')).version === wanted.slice(at + 1)
  } catch {
    return false
  }
}
