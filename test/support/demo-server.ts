import { spawn } from 'node:child_process'
import { ROOT } from './built.js'

export interface DemoServer {
  readonly origin: string
  stop(): void
}

/** Starts what `npm start` starts, on a free port. What it serves is built before. */
export async function startDemo(): Promise<DemoServer> {
  const server = spawn(process.execPath, ['demo/server.mjs'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', WX_APP_ID: '' },
  })
  const origin = await new Promise<string>((resolve, reject) => {
    server.stdout.on('data', data => resolve(/http:\/\/\S+/.exec(String(data))?.[0] ?? ''))
    server.on('exit', code => reject(new Error(`the demo's server ended with ${code}`)))
  })
  return { origin, stop: () => void server.kill() }
}
