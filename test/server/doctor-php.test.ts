import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { CREDENTIALS, startSite } from '../support/broken-site.js'
import { freePort } from '../support/free-port.js'
import { setUpPhp } from '../support/programs.mjs'
import { runWxReady } from '../support/run-wx-ready.js'

describe('an endpoint in PHP', () => {
  let php: string
  beforeAll(async () => {
    const { found, missing } = await setUpPhp()
    if (!found) throw new Error(missing)
    php = found
  })

  it.each([
    ['is well', {}, 0, []],
    ['escapes the URL', { ESCAPE: '1' }, 1, ['html-escaped-url']],
  ])('%s', async (_, env, code, causes) => {
    const site = await startSite()
    const port = await freePort()
    const server = spawn(
      php,
      ['-S', `127.0.0.1:${port}`, join(import.meta.dirname, '../support/endpoints/sign.php')],
      { env: { ...CREDENTIALS, ...env, WX_PLATFORM: site.origin }, stdio: 'ignore' },
    )
    try {
      await vi.waitFor(() => fetch(`http://127.0.0.1:${port}/?url=x`), 60_000)
      const args = site.args.map(arg => (arg.endsWith('/sign') ? 'https://api.example.com/' : arg))
      const connect = ['--connect-to', `https://api.example.com=http://127.0.0.1:${port}`]
      const run = await runWxReady([...args, ...connect, '--json'], { env: CREDENTIALS })
      expect({ code: run.code, ...(run.json() as object) }).toMatchObject({ code, causes })
    } finally {
      server.kill()
      await site.close()
    }
  })
})
