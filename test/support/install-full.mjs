import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from './command.mjs'
import { FULL_FOLDER } from './full-run.mjs'

const LOCK = join(FULL_FOLDER, 'package-lock.json')
/** A copy of the lock file that is installed. */
const INSTALLED = join(FULL_FOLDER, 'node_modules/.installed-lock.json')

/** Installs the packages of a full run, unless they are up to date. @returns the result of `runCommand` */
export async function installFull() {
  const [wanted, found] = await Promise.all(
    [LOCK, INSTALLED].map(file => readFile(file, 'utf8').catch(() => undefined)),
  )
  if (wanted === found) return { ok: true, output: '' }
  const result = await runCommand('npm ci --no-audit --no-fund --loglevel=error', { cwd: FULL_FOLDER })
  if (result.ok) await copyFile(LOCK, INSTALLED)
  return result
}
