import { fork } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FULL_FOLDER } from '../full-run.mjs'
import { shell } from '../shell.js'
import { bundleHandler } from './bundle.js'
import type { Mounted } from './index.js'

const FILES = {
  'package.json': '{ "private": true, "type": "module" }',
  // It looks for packages no higher than here.
  'next.config.js': `export default { turbopack: { root: ${JSON.stringify(FULL_FOLDER)} } }`,
  'app/wx/signature/route.js': `
    import { handler } from '../../../handler.mjs'
    export { handler as GET, handler as HEAD, handler as OPTIONS, handler as POST }
  `,
  'server.js': `
    import { createServer } from 'node:http'
    import next from 'next'
    const app = next({ dev: false, dir: import.meta.dirname })
    await app.prepare()
    const server = createServer(app.getRequestHandler())
    server.listen(0, '127.0.0.1', () => process.send(server.address().port))
    process.on('disconnect', () => process.exit())
  `,
}

/** A route of an app that was built by `next build`, in a process of its own. */
export async function mountInNext(): Promise<Mounted> {
  await mkdir(join(FULL_FOLDER, '.cache'), { recursive: true })
  // There its packages are found.
  const folder = await mkdtemp(join(FULL_FOLDER, '.cache/next-'))
  await mkdir(join(folder, 'app/wx/signature'), { recursive: true })
  for (const [name, content] of Object.entries(FILES)) await writeFile(join(folder, name), content)
  await bundleHandler(folder)
  await shell(
    `NEXT_TELEMETRY_DISABLED=1 NODE_ENV=production node ${JSON.stringify(join(FULL_FOLDER, 'node_modules/next/dist/bin/next'))} build`,
    folder,
  )
  const server = fork(join(folder, 'server.js'), {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const gone = new Promise(resolve => server.once('exit', resolve))
  const port = await new Promise((resolve, reject) => {
    server.once('message', resolve)
    server.once('exit', code => reject(new Error(`Next ended with ${code}`)))
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.kill()
      await gone
      await rm(folder, { recursive: true })
    },
  }
}
