import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterEach, beforeAll, expect, it } from 'vitest'
import type { devMiddleware as Middleware } from '../../src/dev/middleware.js'
import { createProject, PAGE, type Project } from '../support/app-project.js'
import { ROOT } from '../support/built.js'
import { sharedChromium } from '../support/chromium.js'
import { inThisRun, requireFull } from '../support/full-run.mjs'
import { listenWith } from '../support/raw-http.js'

type NodeMiddleware = ReturnType<typeof Middleware>
/** The parts of Express that are used. */
type Express = () => ((...parameters: Parameters<Server['emit']>) => void) & {
  use(...handlers: unknown[]): void
  get(path: string, handler: (request: object, response: { sendFile(path: string): void }) => void): void
}

let browser: Browser
let devMiddleware: typeof Middleware
let project: Project
let close: (() => unknown)[] = []
beforeAll(async () => {
  browser = await sharedChromium()
  // The built middleware, which reads the simulator from its folder.
  ;({ devMiddleware } = await import(pathToFileURL(join(ROOT, 'dist/dev/middleware.js')).href))
})
afterEach(async () => {
  for (const each of close.reverse()) await each()
  close = []
  project.remove()
})

/** An HTML file of a project whose scripts need no bundler. */
const PLAIN = {
  'index.html': `<!doctype html><html><head><title>Page</title><script>window.first = navigator.userAgent</script></head><body>
    <script src="/wx-ready.js"></script>
    <script>
      const wx = WxReady.createWx({ signature: '/wx/signature' })
      window.done = wx.share({ title: '秋日河畔', desc: '十二条步道', imgUrl: '/cover.png' }).then(() => 'shared', error => error.message)
    </script></body></html>`,
}
const SCRIPT = join(ROOT, 'dist/wx-ready.global.js')

/** Each starts a server for the project. @returns its address */
const SERVERS: [string, (dev: NodeMiddleware) => Promise<string>][] = [
  ['Express 5', dev => startExpress('express', dev)],
  ['Express 4, with compression before and after', dev => startExpress('express-4', dev)],
  ['webpack-dev-server 5', dev => startWebpack('webpack-dev-server', dev)],
  ['webpack-dev-server 4', dev => startWebpack('webpack-dev-server-4', dev)],
]

async function startExpress(name: string, dev: NodeMiddleware): Promise<string> {
  project = createProject(PLAIN)
  const express = (name === 'express'
    ? (await import('express')).default
    : requireFull(name)) as unknown as Express
  const app = express()
  const compression = name === 'express' ? undefined : requireFull('compression')({ threshold: 0 })
  app.use(...[compression, dev, compression].filter(Boolean))
  app.get('/', (_, response) => response.sendFile(join(project.folder, 'index.html')))
  app.get('/wx-ready.js', (_, response) => response.sendFile(SCRIPT))
  const { origin, close: stop } = await listenWith(createServer(app as never))
  close.push(stop)
  return origin
}

async function startWebpack(name: string, dev: NodeMiddleware): Promise<string> {
  project = createProject({
    ...PAGE,
    'index.html': (PAGE['index.html'] ?? '').replace(/<script type="module".*?<\/script>/, ''),
  })
  const HtmlPlugin = requireFull('html-webpack-plugin')
  const DevServer = requireFull(name)
  const compiler = requireFull('webpack')({
    mode: 'development',
    context: project.folder,
    entry: './main.js',
    output: { path: join(project.folder, 'dist') },
    infrastructureLogging: { level: 'none' },
    stats: 'none',
    plugins: [new HtmlPlugin({ template: 'index.html' })],
  })
  const server = new DevServer(
    {
      host: '127.0.0.1',
      port: 'auto',
      setupMiddlewares: (middlewares: unknown[]) => [dev, ...middlewares],
    },
    compiler,
  )
  await server.start()
  close.push(() => server.stop())
  return `http://127.0.0.1:${server.server.address().port}`
}

it.each(inThisRun(SERVERS, ([name]) => name === 'Express 5'))(
  '%s: a page shares, also after a reload',
  async (_, start) => {
    const origin = await start(devMiddleware({ client: 'windows', panel: false }))
    const page = await browser.newPage()
    close.push(() => page.close())
    page.setDefaultTimeout(100_000)
    await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, route => route.abort())
    await page.goto(origin)
    for (const round of ['first', 'reloaded']) {
      expect([round, await page.evaluate('done')]).toEqual([round, 'shared'])
      // Even the first script of the page sees WeChat.
      expect(await page.evaluate('first')).toContain('WindowsWechat')
      expect(await page.evaluate('WxReadySimulator.current.card("timeline")')).toMatchObject({
        title: '秋日河畔',
      })
      await page.reload()
    }
  },
)
