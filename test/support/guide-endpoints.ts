import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from './built.js'
import { freePort } from './free-port.js'
import { setUpLanguage } from './programs.mjs'

/** The signature endpoints without an SDK, which demo/guide/…/endpoint.md has as code. */
export const GUIDE_ENDPOINTS = {
  php: 'signature.php',
  python: 'signature.py',
  go: 'signature.go',
  java: 'Signature.java',
} as const

export type GuideLanguage = keyof typeof GUIDE_ENDPOINTS

/** All programs of the page, those with an SDK too. */
export async function readGuidePrograms(page: 'en' | 'zh'): Promise<string[]> {
  const text = await readFile(join(ROOT, `demo/guide/${page}/endpoint.md`), 'utf8')
  const languages = Object.keys(GUIDE_ENDPOINTS).join('|')
  const blocks = text.matchAll(new RegExp(`^\`\`\`(?:${languages})\\n([\\s\\S]*?)^\`\`\``, 'gm'))
  return [...blocks].map(([, code = '']) => code)
}

/** The program whose first comment names the file. */
export async function readGuideEndpoint(page: 'en' | 'zh', language: GuideLanguage): Promise<string> {
  const file = GUIDE_ENDPOINTS[language]
  const start = new RegExp(`^(<\\?php\\n)?(//|#) ${file.replace('.', '\\.')}\\b`)
  const code = (await readGuidePrograms(page)).find(code => start.test(code))
  if (code === undefined) throw new Error(`endpoint.md (${page}) has no ${file}`)
  return code
}

export interface RunningEndpoint {
  url: string
  origin: string
  /** What it has written to its log. */
  errors(): string
  stop(): Promise<void>
}

/** Runs an endpoint as the page says. */
export async function runEndpoint(
  language: GuideLanguage,
  code: string,
  env: Record<string, string>,
): Promise<RunningEndpoint> {
  const { found, missing } = await setUpLanguage(language)
  if (!found) throw new Error(missing)
  const [folder, port] = [await mkdtemp(join(tmpdir(), 'wx-ready-endpoint-')), await freePort()]
  // The one in PHP keeps its ticket beside the public folder.
  const [place, file] = [join(folder, 'public'), GUIDE_ENDPOINTS[language]]
  await mkdir(place)
  await writeFile(join(place, file), code)
  const child = spawn(...(await commandOf(language, found, place, port)), {
    cwd: place,
    env: { ...process.env, ...env, PORT: String(port), PHP_CLI_SERVER_WORKERS: '4' },
    stdio: ['ignore', 'ignore', 'pipe'],
    // In its own process group, which the workers of PHP are in.
    detached: true,
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    errors += text
  })
  const exited = new Promise(resolve => child.once('exit', resolve))
  return {
    url: `http://127.0.0.1:${port}/wx/signature`,
    origin: `http://127.0.0.1:${port}`,
    errors: () => errors,
    async stop() {
      if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
      await exited
      await rm(folder, { recursive: true })
    },
  }
}

/** What starts it. `go run` leaves a process of its own behind, so that the program is built first. */
async function commandOf(
  language: GuideLanguage,
  program: string,
  folder: string,
  port: number,
): Promise<[string, string[]]> {
  const file = GUIDE_ENDPOINTS[language]
  if (language === 'php') return [program, ['-S', `127.0.0.1:${port}`, file]]
  if (language !== 'go') return [program, [file]]
  const env = { ...process.env, GOFLAGS: '', GOCACHE: process.env.GOCACHE ?? join(tmpdir(), 'wx-ready-go') }
  await promisify(execFile)(program, ['build', '-o', 'signature', file], { cwd: folder, env })
  return [join(folder, 'signature'), []]
}
