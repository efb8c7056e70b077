import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The project's own compiler. The older ones for the type tests install a `tsc` too. */
export const TSC = 'node node_modules/typescript/bin/tsc'

/** In ms. Only commands that hang are killed: on a busy machine anything may take long. */
const HANGS = 3_600_000

/**
 * Runs a command line in the project's root, with the project's tools on its PATH.
 *
 * @param {string} command
 * @param {{ cwd?: string, env?: Record<string, string>, limit?: number }} [options] `limit` in ms, after which it is killed: an hour
 * @returns {Promise<{ ok: boolean, output: string, took: number }>} never rejects
 */
export function runCommand(command, { cwd = ROOT, env, limit = HANGS } = {}) {
  const start = Date.now()
  const child = spawn(command, {
    cwd,
    env: {
      ...process.env,
      ...PLAIN,
      PATH: `${ROOT}node_modules/.bin${delimiter}${process.env.PATH}`,
      ...env,
    },
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // In its own process group, so that its children are killed with it.
    detached: !WINDOWS,
  })
  const kill = () => {
    try {
      WINDOWS ? child.kill() : process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has already ended.
    }
  }
  const interrupted = () => {
    kill()
    process.exit(130)
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)

  return new Promise(resolve => {
    let output = ''
    const add = chunk => {
      output += chunk
    }
    const end = ok => {
      clearTimeout(timer)
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
      resolve({ ok, output: output.trimEnd(), took: Date.now() - start })
    }
    const timer = setTimeout(() => {
      add(`\nkilled: not done after ${limit / 1000} s`)
      kill()
    }, limit)
    child.stdout.setEncoding('utf8').on('data', add)
    child.stderr.setEncoding('utf8').on('data', add)
    child.on('error', error => {
      add(String(error))
      end(false)
    })
    child.on('close', code => end(code === 0))
    // A process that it left behind may hold its output open.
    child.on('exit', code => setTimeout(end, 2000, code === 0).unref())
  })
}

const WINDOWS = process.platform === 'win32'
const PLAIN = { NO_COLOR: '1', FORCE_COLOR: undefined }
