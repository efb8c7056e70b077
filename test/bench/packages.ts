import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../support/built.js'
import { shell } from '../support/shell.js'

/** Where the packages of others are installed: git knows nothing of it, nor does the project's own package.json. */
export const PACKAGES_FOLDER: string = join(ROOT, '.cache/bench')

/**
 * Installs packages, each as `name@version`, unless they are there.
 *
 * @param overrides versions of what they depend on, by name
 */
export async function installPackages(
  packages: readonly string[],
  overrides: Readonly<Record<string, string>> = {},
): Promise<void> {
  const overridden = Object.entries(overrides).map(([name, version]) => `${name}@${version}`)
  const there = await Promise.all([...packages, ...overridden].map(isInstalled))
  if (!there.includes(false)) return
  await override(overrides)
  // Their own scripts are not run: only their own code is wanted.
  const options = `--ignore-scripts --no-audit --no-fund --loglevel=error --prefix ${JSON.stringify(PACKAGES_FOLDER)}`
  await shell(`npm install ${options} ${packages.join(' ')}`)
}

/** npm takes them from the package.json of the folder alone. */
async function override(overrides: Readonly<Record<string, string>>): Promise<void> {
  if (Object.keys(overrides).length === 0) return
  const file = join(PACKAGES_FOLDER, 'package.json')
  const found = await readFile(file, 'utf8').catch(() => '{}')
  const manifest = JSON.parse(found)
  const changed = { ...manifest, overrides: { ...manifest.overrides, ...overrides } }
  await mkdir(PACKAGES_FOLDER, { recursive: true })
  await writeFile(file, `${JSON.stringify(changed, null, 2)}\n`)
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
