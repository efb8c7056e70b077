import { exec } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from './built.js'
import { FULL_FOLDER } from './full-run.mjs'

/** Runs a command line with the project's tools on its PATH. @returns its output. @throws its output if it fails */
export async function shell(command: string, cwd: string = ROOT): Promise<string> {
  const tools = [ROOT, FULL_FOLDER].map(folder => join(folder, 'node_modules/.bin'))
  const PATH = [...tools, process.env.PATH].join(delimiter)
  try {
    const { stdout } = await promisify(exec)(command, { cwd, env: { ...process.env, PATH, NO_COLOR: '1' } })
    return stdout
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${command}\n${stdout}${stderr}`)
  }
}
