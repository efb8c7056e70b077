import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type Account, createAccount, signatureHandler, toNodeListener } from '../../src/server/index.js'
import type { Simulator, SimulatorOptions } from '../../src/simulator/page/index.js'
import { createPlatform } from '../../src/simulator/platform/index.js'
import { sharedChromium } from './chromium.js'
import { type VendorVersion, vendorScript } from './vendor-scripts.js'

export const APP_ID = 'wx0123456789abcdef'
const ACCOUNT = { appId: APP_ID, secret: '0123456789abcdef0123456789abcdef' }

/** Returns the response of the signature endpoint for a URL. */
export type Signer = (url: string, request: URL) => Response | object

export interface OpenOptions {
  /** Which release of the vendor's script its hosts serve; `'none'`: they are down. */
  version?: VendorVersion | 'none'
  /** `false`: an ordinary browser. */
  simulator?: (Omit<SimulatorOptions, 'platform'> & { platform?: string }) | false
  path?: string
  /** HTML before the library's own script tag. */
  head?: string
  headers?: Record<string, string>
  /** Options of `createWx` besides the endpoint; `false`: the test creates its own instance. */
  wx?: Record<string, unknown> | false
  /** Waits for WeChat's script, so that calls use it instead of the bridge. */
  loaded?: boolean
}

/** An open page and what it did. */
export interface OpenedPage {
  page: Page
  /** The URLs that it requested, without those of the test setup. */
  requests: string[]
  /** Uncaught errors and unhandled rejections. */
  problems: string[]
  /** How many signatures it requested. */
  signatures(): number
  /** How many verifications crossed the bridge. */
  verifications(): Promise<number>
}

/** A browser page, and one server with the platform, the signing server and the pages. Script hosts are intercepted. */
export interface World {
  readonly origin: string
  /** The account's server. */
  readonly account: Account
  /** Replaces the signing server until the next page is opened. */
  signer: Signer | undefined
  /** Replaces the page that was open before. */
  open(options?: OpenOptions): Promise<OpenedPage>
  close(): Promise<void>
}

/** A world for the tests of a file. An uncaught error or unhandled rejection in the page fails the test. */
export function useWorld(): Omit<World, 'close'> {
  let world: World
  let opened: OpenedPage | undefined
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.close())
  afterEach(() => {
    expect(opened?.problems ?? []).toEqual([])
    opened = undefined
  })
  return {
    get origin() {
      return world.origin
    },
    get account() {
      return world.account
    },
    get signer() {
      return world.signer
    },
    set signer(signer) {
      world.signer = signer
    },
    async open(options) {
      opened = await world.open(options)
      return opened
    },
  }
}

async function createWorld(): Promise<World> {
  const context = await (await sharedChromium()).newContext()
  const page = await context.newPage()
  page.setDefaultTimeout(100_000)
  await page.addInitScript({ content: `window.settle = ${settle}` })
  let injected: { content: string; script: Awaited<ReturnType<Page['addInitScript']>> } | undefined
  let served: VendorVersion | 'none'
  await context.route(/^https:\/\/res2?\.wx\.qq\.com\//, route =>
    served === 'none'
      ? route.abort()
      : route.fulfill({ contentType: 'text/javascript', body: vendorScript(served) }),
  )
  const platform = createPlatform({ accounts: [ACCOUNT] })
  let signer: Signer | undefined
  let html = ''
  let headers: Record<string, string> = {}
  const server = createServer((request, response) => listener(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const account = createAccount({ ...ACCOUNT, hosts: [origin] })
  const sign = signatureHandler(account, { allow: [origin] })
  const listener = toNodeListener(async request => {
    const url = new URL(request.url)
    if (url.pathname === '/wx/signature') {
      if (!signer) return sign(request)
      const answer = signer(url.searchParams.get('url') ?? '', url)
      return answer instanceof Response ? answer : Response.json(answer)
    }
    if (url.pathname.startsWith('/cgi-bin/') || url.pathname.startsWith('/simulator/'))
      return platform.handler(request)
    if (url.pathname === '/redirect')
      return Response.redirect(new URL(url.searchParams.get('to') ?? '/', origin))
    if (url.pathname.startsWith('/dist/')) return builtFile(url.pathname)
    return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers } })
  })

  return {
    origin,
    account,
    get signer() {
      return signer
    },
    set signer(value) {
      signer = value
    },
    async open({
      version = '1.6.0',
      simulator = {},
      path = '/landing',
      head = '',
      wx = {},
      ...options
    } = {}) {
      signer = undefined
      headers = options.headers ?? {}
      html = `<!doctype html><meta charset="utf-8">${head}<script src="/dist/wx-ready.global.js"></script>`
      served = version
      // All tests reuse one page, because a new one is slow. Remove what earlier tests installed.
      await page.unrouteAll()
      page.removeAllListeners()
      const content = simulator ? installing(simulator) : ''
      if (injected?.content !== content) {
        await injected?.script.dispose()
        injected = { content, script: await page.addInitScript({ content }) }
      }
      const requests: string[] = []
      const problems: string[] = []
      page.on('request', request => requests.push(request.url()))
      page.on('pageerror', error => problems.push(String(error)))
      await page.goto(origin + path)
      requests.length = 0
      if (wx) {
        await page.evaluate(options => {
          window.reported = []
          window.ours = window.WxReady.createWx({
            signature: '/wx/signature',
            onError: error => window.reported.push(error.code),
            ...options,
          })
        }, wx)
        if (options.loaded && version !== 'none')
          await page.evaluate(() => window.ours.loadVendor().then(() => undefined))
      }
      return {
        page,
        requests,
        problems,
        signatures: () => requests.filter(url => url.includes('/wx/signature')).length,
        verifications: () =>
          page.evaluate(
            () => window.simulator.calls.filter(({ clientName }) => clientName === 'preVerifyJSAPI').length,
          ),
      }
    },
    async close() {
      await context.close()
      await closeServer(server)
    },
  }
}

/** A signature with another account's ticket. */
export const badSignature: Signer = () => ({
  appId: ACCOUNT.appId,
  timestamp: 1414587457,
  nonceStr: 'Wm3WZYTPz0wzccnW',
  signature: '0'.repeat(40),
})

/** The outcome of a promise, in a form that can leave the page. */
export interface Settled<T = unknown> {
  value?: T
  code?: string
  errMsg?: string
  api?: string
  name?: string
  /** In ms. */
  took: number
}

/** Runs in the page. */
function settle<T>(promise: Promise<T>): Promise<Settled<T>> {
  const start = performance.now()
  return promise.then(
    value => ({ value, took: performance.now() - start }),
    ({ code, errMsg, api, name }) => ({ code, errMsg, api, name, took: performance.now() - start }),
  )
}

declare global {
  interface Window {
    settle: typeof settle
    simulator: Simulator
    /** Not `wx`, which WeChat's script assigns. */
    ours: import('../../src/browser/index.js').Wx
    WxReady: typeof import('../../src/browser/script-tag.js')
    /** The codes passed to `onError`. */
    reported: string[]
  }
}

const simulatorScript = () => readFileSync(fromRoot('/dist/simulator.global.js'), 'utf8')

function installing(options: object): string {
  return `${simulatorScript()};window.simulator = WxReadySimulator.installSimulator(${JSON.stringify({ bridgeReady: 'sync', ...options })})`
}

function builtFile(path: string): Response {
  const types: Record<string, string> = { '.js': 'text/javascript', '.map': 'application/json' }
  try {
    const body = readFileSync(fromRoot(path))
    return new Response(new Uint8Array(body), {
      headers: { 'content-type': types[extname(path)] ?? 'text/plain' },
    })
  } catch {
    return new Response('no such file', { status: 404 })
  }
}

function fromRoot(path: string): string {
  return fileURLToPath(new URL(`../..${path}`, import.meta.url))
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise(resolve => server.close(() => resolve()))
}
