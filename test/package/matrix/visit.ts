import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '../../support/free-port.js'

/** A built app that serves its pages. */
export interface Site {
  /** @returns the body. @throws with the body where the status is not 200 */
  get(path: string): Promise<string>
  close(): Promise<void>
}

/** @param args of Node. `PORT` and `HOST` tell the program where to listen */
export async function serve(args: readonly string[], folder: string): Promise<Site> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const env = { ...process.env, NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1' }
  const server = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const gone = once(server, 'exit')
  await listens(origin, server, () => output)
  return {
    async get(path) {
      const before = output.length
      const response = await fetch(origin + path)
      const body = await response.text()
      // A server in production keeps the reason for its log.
      if (response.status !== 200) throw new Error(`${response.status}: ${output.slice(before) || body}`)
      return body
    },
    async close() {
      server.kill()
      await gone
    },
  }
}

async function listens(origin: string, server: ChildProcess, output: () => string): Promise<void> {
  while (server.exitCode === null) {
    const answered = await fetch(origin).then(
      () => true,
      () => false,
    )
    if (answered) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`The server ended: ${output()}`)
}
