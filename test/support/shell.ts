import { exec } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from './built.js'

/** The project's own compiler: older ones, which are there for the type tests, bring a `tsc` too. */
export const TSC: string = compiler('typescript')

/** The command of a compiler, by the name of its package here. */
export function compiler(name: string): string {
  return `node ${JSON.stringify(join(ROOT, 'node_modules', name, 'bin/tsc'))}`
}

/** Runs a command line with the project's tools on its PATH. @returns its output. @throws with its output, where it fails */
export async function shell(command: string, cwd: string = ROOT): Promise<string> {
  const PATH = `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH}`
  try {
    const { stdout } = await promisify(exec)(command, { cwd, env: { ...process.env, PATH, NO_COLOR: '1' } })
    return stdout
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${command}\n${stdout}${stderr}`)
  }
}
