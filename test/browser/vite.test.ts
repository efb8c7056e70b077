import { readFileSync } from 'node:fs'
import { createServer as createNodeServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { wxReady as Plugin } from '../../src/dev/vite.js'
import type { simulatorScript as Script } from '../../src/simulator/page/index.js'
import { createProject, loadVite, PAGE, type Project, type ViteRelease } from '../support/app-project.js'
import { ROOT } from '../support/built.js'
import { sharedChromium } from '../support/chromium.js'
import { inThisRun } from '../support/full-run.mjs'
import { listenWith, request } from '../support/raw-http.js'
import { shell } from '../support/shell.js'

const RELEASES = inThisRun<ViteRelease>(
  ['vite', 'vite-4', 'vite-5', 'vite-6', 'vite-7'],
  release => release === 'vite',
)
const WECHAT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.42'

const TICKETS = '/@wx-ready/platform/simulator/tickets?appid=wx5e7a1b0c9d8f6e42'

let browser: Browser
let wxReady: typeof Plugin
let simulatorScript: typeof Script
let project: Project
let close: (() => unknown)[] = []
beforeAll(async () => {
  browser = await sharedChromium()
  // The built plugin, which reads the simulator from its folder.
  const built = (file: string) => import(pathToFileURL(join(ROOT, 'dist', file)).href)
  ;({ wxReady } = await built('dev/vite.js'))
  ;({ simulatorScript } = await built('simulator/page/index.js'))
})
afterEach(async () => {
  for (const each of close.reverse()) await each()
  close = []
  project.remove()
})

async function open(url: string, userAgent?: string, initScript = ''): Promise<Page> {
  const page = await browser.newPage({
    locale: 'en-US',
    ignoreHTTPSErrors: true,
    ...(userAgent && { userAgent }),
  })
  close.push(() => page.close())
  page.setDefaultTimeout(100_000)
  // Nothing of a test leaves the machine.
  await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, route => route.abort())
  await page.addInitScript({ content: initScript })
  await page.goto(url)
  return page
}

/** What became of the page's `share()`. */
const done = (page: Page) => page.evaluate<string>('done')

/** The address of a server that listens. */
function originOf({ httpServer }: { httpServer: unknown }, scheme = 'http'): string {
  return `${scheme}://127.0.0.1:${(httpServer as { address(): { port: number } }).address().port}`
}

describe.each(RELEASES)('%s', release => {
  /** Starts the dev server. It is closed after the test, restarted or not. */
  async function serve(config: Parameters<Project['config']>[0], scheme?: string) {
    const { createServer } = await loadVite(release)
    const server = await createServer(project.config(config))
    await server.listen()
    close.push(() => server.close())
    return { server, origin: originOf(server, scheme) }
  }

  it('a page with five lines shares from the menu of the panel, also after a restart of the server', async () => {
    project = createProject(PAGE)
    const { server, origin } = await serve({ plugins: [wxReady({ client: 'ios' })] })
    const page = await open(origin)
    expect(await done(page)).toBe('shared')
    // Even the first script of the page sees WeChat.
    expect(await page.evaluate('first')).toContain('iPhone')
    await page.getByRole('button', { name: 'WeChat menu' }).click()
    await page.getByRole('button', { name: 'Send to a friend' }).click()
    await page.getByRole('button', { name: 'File Transfer' }).click()
    await page.getByRole('dialog', { name: 'Sent' }).getByText('秋日河畔').first().waitFor()
    expect(await page.evaluate('WxReadySimulator.current.shared')).toMatchObject([
      { title: '秋日河畔', imgUrl: `${origin}/cover.png`, source: 'page-data' },
    ])

    // Vite 4 has another port after the restart.
    const tickets = () => request(`${originOf(server)}${TICKETS}`)
    const before = (await tickets()).body
    await server.restart()
    expect((await tickets()).body).toBe(before)
    expect(before).toContain('"tickets":["')
  })

  const cases: [string, () => Promise<void>][] = [
    [
      'in WeChat itself the page is left alone',
      async () => {
        project = createProject(PAGE)
        const account = {
          signature: async () => ({ appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }),
        }
        const { origin } = await serve({ plugins: [wxReady({ account })] })
        const page = await open(origin, WECHAT)
        expect(await page.evaluate('[navigator.userAgent, "WeixinJSBridge" in window]')).toEqual([
          WECHAT,
          false,
        ])
      },
    ],
    [
      'a simulator that a test has installed stays, and gets simulated signatures in a browser that names WeChat',
      async () => {
        project = createProject(PAGE)
        const account = { signature: () => Promise.reject(new Error('not for a simulated page')) }
        const { origin } = await serve({ plugins: [wxReady({ account })] })
        const page = await open(
          origin,
          WECHAT,
          simulatorScript({ client: 'mac', platform: `${origin}/@wx-ready/platform` }),
        )
        expect(await done(page)).toBe('shared')
        expect(await page.evaluate('WxReadySimulator.current.client')).toBe('mac')
      },
    ],
    ...['/shop/', './', 'https://cdn.example/shop/'].map((base): [string, () => Promise<void>] => [
      `with base ${base}`,
      async () => {
        project = createProject(PAGE)
        const { origin } = await serve({ base, plugins: [wxReady({ panel: false })] })
        expect(await done(await open(origin + (base === './' ? '/' : '/shop/')))).toBe('shared')
      },
    ]),
    [
      'another page of an app of several pages, with a nonce',
      async () => {
        const nested = PAGE['index.html']?.replace('<head>', '<head><meta charset="utf-8">') ?? ''
        project = createProject({ ...PAGE, 'walks/index.html': nested })
        const { origin } = await serve({
          appType: 'mpa',
          html: { cspNonce: 'n0' },
          plugins: [wxReady({ panel: false })],
        })
        const page = await open(`${origin}/walks/index.html`)
        expect(await done(page)).toBe('shared')
        // Vite 4 has no `cspNonce`.
        expect(await page.evaluate('document.querySelector("script").nonce')).toBe(
          release === 'vite-4' ? '' : 'n0',
        )
      },
    ],
    [
      'over HTTPS',
      async () => {
        project = createProject(PAGE)
        await shell(
          'openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem',
          project.folder,
        )
        const [key, cert] = ['key.pem', 'cert.pem'].map(file => readFileSync(join(project.folder, file)))
        const { origin } = await serve(
          { server: { https: { key, cert } }, plugins: [wxReady({ panel: false })] } as object,
          'https',
        )
        expect(await done(await open(origin))).toBe('shared')
      },
    ],
    ...[true, false].map((transforms): [string, () => Promise<void>] => [
      `in middleware mode, in a server that ${transforms ? 'calls' : 'does not call'} transformIndexHtml`,
      async () => {
        project = createProject(PAGE)
        const { createServer } = await loadVite(release)
        const vite = await createServer(
          project.config({
            appType: 'custom',
            server: { middlewareMode: true, hmr: false },
            plugins: [wxReady({ panel: false })],
          } as object),
        )
        close.push(() => vite.close())
        const html = PAGE['index.html'] as string
        const { origin, close: stop } = await listenWith(
          createNodeServer((request, response) =>
            vite.middlewares(request, response, async () => {
              const body = transforms ? await vite.transformIndexHtml(request.url ?? '/', html) : html
              response.setHeader('content-type', 'text/html').write(body.slice(0, 30))
              response.end(body.slice(30))
            }),
          ),
        )
        close.push(stop)
        const page = await open(origin)
        expect(await done(page)).toBe('shared')
        expect(await page.evaluate('document.querySelectorAll("script[src*=simulator]").length')).toBe(1)
      },
    ]),
    [
      'vite preview with the option preview',
      async () => {
        project = createProject(PAGE)
        const { build, preview } = await loadVite(release)
        const config = (simulated: boolean) =>
          project.config({
            plugins: [wxReady({ panel: false, preview: simulated })],
            preview: { host: '127.0.0.1', port: 0 },
          })
        await build(config(true))
        for (const [simulated, outcome] of [
          [true, 'shared'],
          [false, expect.stringContaining('NOT_IN_WECHAT')],
        ] as const) {
          const server = await preview(config(simulated))
          // That of Vite 4 has no `close`.
          close.push(() => (release === 'vite-4' ? server.httpServer.close() : server.close()))
          expect(await done(await open(originOf(server)))).toEqual(outcome)
        }
      },
    ],
  ]
  it.each(inThisRun(cases, () => false))('%s', (_, run) => run())
})
