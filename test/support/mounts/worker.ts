import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleHandler } from './bundle.js'
import type { Mounted } from './index.js'

const WORKER = `
  import { handler } from './handler.mjs'
  export default { fetch: request => handler(request) }
`

/** As much of it as is used: its own types hold only where packages are installed that it does not name. */
interface MiniflareModule {
  Log: new (level: number) => object
  LogLevel: { NONE: number }
  Miniflare: new (options: object) => { ready: Promise<URL>; dispose(): Promise<void> }
}

/** In workerd, the runtime of Cloudflare's Workers. */
export async function mountInWorker(): Promise<Mounted> {
  const { Log, LogLevel, Miniflare }: MiniflareModule = createRequire(import.meta.url)('miniflare')
  const folder = await mkdtemp(join(tmpdir(), 'wx-ready-worker-'))
  await bundleHandler(folder)
  const worker = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['nodejs_compat'],
    log: new Log(LogLevel.NONE),
    modules: [
      { type: 'ESModule', path: 'worker.mjs', contents: WORKER },
      {
        type: 'ESModule',
        path: 'handler.mjs',
        contents: await readFile(join(folder, 'handler.mjs'), 'utf8'),
      },
    ],
  })
  await rm(folder, { recursive: true })
  const { origin } = await worker.ready
  return { origin, close: () => worker.dispose() }
}
