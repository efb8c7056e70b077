import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { SimulatedClient } from '../../src/simulator/page/index.js'
import { createPlatform, SIMULATED_ACCOUNT } from '../../src/simulator/platform/index.js'
import { ROOT } from '../support/built.js'
import { sharedChromium } from '../support/chromium.js'
import { freePort } from '../support/free-port.js'
import { inThisRun } from '../support/full-run.mjs'
import { listen } from '../support/listen.js'

const { simulatorScript } = await import(join(ROOT, 'dist/simulator/page/index.js'))

const CLIENTS: [SimulatedClient, object][] = [
  ['ios', { checkedUrl: 'landing', permittedAfterPushState: true }],
  ['android', { checkedUrl: 'current', permittedAfterPushState: false }],
  ['harmony', { checkedUrl: 'current' }],
]

it.each(inThisRun(CLIENTS, ([client]) => client !== 'harmony'))(
  'measures what %s does',
  async (client, facts) => {
    const platform = createPlatform()
    const wechat = await listen(request => platform.handler(request))
    const folder = mkdtempSync(join(tmpdir(), 'wx-ready-probe-'))
    const port = await freePort()
    const args = ['--origin', `http://127.0.0.1:${port}`, '--platform', wechat.origin, '--output', folder]
    const probe = spawn(process.execPath, ['dist/command/index.js', 'probe', '--once', '--json', ...args], {
      cwd: ROOT,
      env: {
        PORT: String(port),
        WX_APP_ID: SIMULATED_ACCOUNT.appId,
        WX_APP_SECRET: SIMULATED_ACCOUNT.secret,
      },
    })
    let [out, err] = ['', '']
    probe.stdout.on('data', text => {
      out += text
    })
    probe.stderr.on('data', text => {
      err += text
    })
    const context = await (await sharedChromium()).newContext()
    try {
      const url = await vi.waitFor(() => {
        const [found] = /http:\S+/.exec(err) ?? []
        expect(found).toBeDefined()
        return found as string
      })
      // The simulator asks for the facts beside the page, whose policy allows its own origin only.
      await fetch(`${new URL(url).origin}/wx/signature?url=${encodeURIComponent(url)}`)
      const response = await fetch(`${wechat.origin}/simulator/tickets?appid=${SIMULATED_ACCOUNT.appId}`)
      await context.addInitScript({ content: simulatorScript({ client, platform: await response.json() }) })
      const page = await context.newPage()
      await page.goto(url)
      expect(await once(probe, 'exit')).toEqual([0, null])
      expect(JSON.parse(out)).toMatchObject({ ...facts, signatureCanBeReused: true })
      const [file] = readdirSync(folder)
      const text = readFileSync(join(folder, file as string), 'utf8')
      const { conclusions, steps, userAgent } = JSON.parse(text)
      expect(userAgent).toContain('MicroMessenger')
      expect(steps).toHaveLength(15)
      expect(conclusions.wordings['wrong signature']).toMatch(/invalid signature/)
      expect(conclusions.realAuthUrl).toContain('/probe-')
      expect(conclusions.supported).toContain('chooseImage')
      expect(text).not.toContain(SIMULATED_ACCOUNT.secret)
    } finally {
      probe.kill()
      await context.close()
      await wechat.close()
      rmSync(folder, { recursive: true })
    }
  },
)
