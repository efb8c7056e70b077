import type { IncomingMessage, ServerResponse } from 'node:http'
import { toNodeListener } from '../server/index.js'
import { sendDistFile, sendText } from './dist-files.js'
import { injectScript, SCRIPT_NAME } from './inject.js'
import type { Kept } from './kept.js'
import { explainMissingAccount } from './missing-account.js'
import type { ResolvedOptions } from './options.js'
import { isRealWeChat } from './real-wechat.js'
import { signReal, signSimulated } from './signing.js'
import { simulatorScriptText } from './simulator-script.js'

/** Connect middleware, as Express, webpack-dev-server and Vite take it. */
export type DevMiddleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

/** Everything that a dev server does depends on these. */
export interface DevHandlerOptions extends ResolvedOptions {
  /** Where the middleware is mounted, as browsers see it: `/` or a path that ends with a slash. */
  base: string
  kept: Kept
  /** Whether pages outside WeChat are simulated. If not, only real WeChat gets a signature. @default true */
  simulate?: boolean
  /** The nonce of the page's Content Security Policy. @default the one in its response */
  nonce?: string | undefined
}

/** Signs pages, serves the simulator and its platform, and puts the simulator into HTML pages of later middleware. */
export function createDevHandler(options: DevHandlerOptions): DevMiddleware {
  const { base, signature, client, panel, kept, simulate = true, nonce } = options
  const realAccount = options.realAccount(kept.store)
  const servePlatform = toNodeListener(platformHandler(kept))

  async function handle(request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
    const path = pathOf(request)
    const inWeChat = isRealWeChat(request)
    if (path === signature && inWeChat) {
      if (realAccount) return signReal(realAccount, request, response)
      explainMissingAccount(request, response, signature)
    } else if (simulate) {
      if (path === signature) return signSimulated(kept.simulatedAccount, request, response)
      const file = /\/@wx-ready\/(.*)$/.exec(path)?.[1]
      if (file === 'simulator.js') {
        const script = await simulatorScriptText({ client, panel }, inWeChat)
        return sendText(200, script, 'text/javascript; charset=utf-8', request, response)
      }
      if (file?.startsWith('platform/')) return servePlatform(request, response)
      if (file !== undefined) return sendDistFile(file, request, response)
      if (!inWeChat) injectScript(request, response, mountOf(request) + base + SCRIPT_NAME, nonce)
    }
    next()
  }
  return (request, response, next) => {
    handle(request, response, next).catch(next)
  }
}

/** The platform answers as if it were at the root of its host. */
function platformHandler({ platform }: Kept): (request: Request) => Promise<Response> {
  return request => {
    const url = new URL(request.url)
    url.pathname = url.pathname.replace(/^.*?\/@wx-ready\/platform/, '')
    return platform.handler(new Request(url, request))
  }
}

type MountedRequest = IncomingMessage & { originalUrl?: string }

/** The path that the browser requested: `request.url` lacks the one where Express has mounted the middleware. */
function pathOf({ originalUrl, url = '/' }: MountedRequest): string {
  return (originalUrl ?? url).replace(/[?#].*$/s, '')
}

/** `/shop` for middleware that Express has mounted there. */
function mountOf({ originalUrl, url = '/' }: MountedRequest): string {
  if (!originalUrl?.endsWith(url)) return ''
  return originalUrl.slice(0, originalUrl.length - url.length).replace(/\/$/, '')
}
