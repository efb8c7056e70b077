import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireFull } from '../full-run.mjs'
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
export function mountInWorker(): Promise<Mounted> {
  return mount(WORKER, 'handler.ts')
}

/** A Worker with an account of its own, on a platform. */
export function mountAccountInWorker(platform: string): Promise<Mounted> {
  return mount("import { worker } from './handler.mjs'; export default worker", 'worker-account.ts', {
    PLATFORM: platform,
  })
}

async function mount(worker: string, file: string, bindings: Record<string, string> = {}): Promise<Mounted> {
  const { Log, LogLevel, Miniflare }: MiniflareModule = requireFull('miniflare')
  const folder = await mkdtemp(join(tmpdir(), 'wx-ready-worker-'))
  await bundleHandler(folder, file)
  const running = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['nodejs_compat'],
    log: new Log(LogLevel.NONE),
    bindings,
    modules: [
      { type: 'ESModule', path: 'worker.mjs', contents: worker },
      {
        type: 'ESModule',
        path: 'handler.mjs',
        contents: await readFile(join(folder, 'handler.mjs'), 'utf8'),
      },
    ],
  })
  await rm(folder, { recursive: true })
  const { origin } = await running.ready
  return { origin, close: () => running.dispose() }
}
