import { createHash, randomUUID } from 'node:crypto'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  type SimulatedCredentials,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { type Listening, listen } from './listen.js'

/** A site with a page and a signature endpoint, as somebody writes it by hand, and WeChat's server beside it. */
export interface Site {
  /** Its public origin, which `--connect-to` leads to the server. */
  readonly origin: string
  readonly platform: SimulatedPlatform
  /** Its token and its ticket. */
  secrets(): readonly [token: string, ticket: string]
  /** Arguments of doctor for this site. */
  readonly args: readonly string[]
  close(): Promise<void>
}

/** What is wrong with it. By default nothing. */
export interface SiteOptions {
  account?: Partial<SimulatedCredentials>
  /** WeChat's server, if it exists before the site does. */
  platform?: SimulatedPlatform
  /** The name of the nonce in the text to sign. @default 'noncestr' */
  nonceName?: string
  /** The path of the page, with its query. @default '/shop?id=1&from=menu' */
  page?: string
  /** Changes the URL before it is signed. */
  url?: (url: string) => string
  /** In s. */
  time?: () => number
  appId?: string
  ticket?: (current: string) => string
  /** The difference of WeChat's clock, in ms. */
  wechatAhead?: number
  /** The domain that is bound to the account. @default 'example.com' */
  domain?: string
  /** Responds to a request before the site does. */
  respond?: (path: string, request: Request) => Response | undefined
  /** Replaces the signature endpoint; `undefined` leaves a request to it. */
  endpoint?: (request: Request) => Response | undefined | Promise<Response | undefined>
  /** The origin of the signature endpoint. @default that of the page */
  endpointOrigin?: string
  /** Origins that lead to the server, besides that of the page. */
  furtherOrigins?: string[]
  html?: string
  headers?: Record<string, string>
  script?: string
}

export const PUBLIC_ORIGIN = 'https://www.example.com'

export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const { page = '/shop?id=1&from=menu', time = () => Math.floor(Date.now() / 1000) } = options
  const account = { ...SIMULATED_ACCOUNT, domains: ['example.com'], ...options.account }
  const platform = options.platform ?? createPlatform({ accounts: [account] })
  const { access_token, ticket } = await fetchTicket(platform, account)

  async function sign(query: URLSearchParams): Promise<Response> {
    const received = query.get('url') ?? ''
    const url = options.url ? options.url(received) : received
    const jsapi_ticket = options.ticket ? options.ticket(ticket) : ticket
    const [timestamp, nonceStr] = [time(), randomUUID().slice(0, 16)]
    const text = `jsapi_ticket=${jsapi_ticket}&${options.nonceName ?? 'noncestr'}=${nonceStr}&timestamp=${timestamp}&url=${url}`
    const signature = createHash('sha1').update(text).digest('hex')
    return Response.json({ appId: options.appId ?? account.appId, timestamp, nonceStr, signature })
  }

  async function respond(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const other = options.respond?.(pathname, request)
    if (other) return other
    if (pathname === '/cgi-bin/openapi/quota/get')
      return Response.json({ errcode: 0, quota: { daily_limit: 1000, used: 3 } })
    if (pathname.startsWith('/cgi-bin/')) {
      const response = await platform.handler(request)
      const date = new Date(Date.now() + (options.wechatAhead ?? 0)).toUTCString()
      return new Response(response.body, { status: response.status, headers: { date } })
    }
    if (/^\/sign\/?$/.test(pathname)) return (await options.endpoint?.(request)) ?? sign(searchParams)
    if (pathname === '/jweixin.js')
      return new Response('var wx = {}', { headers: { 'content-type': 'text/javascript' } })
    const html = options.html ?? '<!doctype html><title>Shop</title>'
    return new Response(html, { headers: { 'content-type': 'text/html', ...options.headers } })
  }

  const server: Listening = await listen(respond)
  return {
    origin: server.origin,
    platform,
    secrets: () => [access_token, ticket],
    args: [
      'doctor',
      '--page',
      PUBLIC_ORIGIN + page,
      '--endpoint',
      `${options.endpointOrigin ?? PUBLIC_ORIGIN}/sign`,
      '--domain',
      options.domain ?? 'example.com',
      '--script',
      options.script ?? `${server.origin}/jweixin.js`,
      ...[PUBLIC_ORIGIN, ...(options.furtherOrigins ?? [])].flatMap(origin => [
        '--connect-to',
        `${origin}=${server.origin}`,
      ]),
      '--platform',
      server.origin,
    ],
    close: server.close,
  }
}

/** The endpoint has cached it before doctor comes. */
async function fetchTicket(
  platform: SimulatedPlatform,
  { appId, secret, ipList = [] }: SimulatedCredentials,
): Promise<{ access_token: string; ticket: string }> {
  const headers = ipList[0] ? { 'x-forwarded-for': ipList[0] } : {}
  const ask = async (path: string, init?: RequestInit) => {
    const response = await platform.handler(new Request(`http://platform${path}`, { headers, ...init }))
    return (await response.json()) as Record<string, string>
  }
  const body = JSON.stringify({ grant_type: 'client_credential', appid: appId, secret })
  const { access_token = '' } = await ask('/cgi-bin/stable_token', { method: 'POST', body })
  const { ticket = '' } = await ask(`/cgi-bin/ticket/getticket?type=jsapi&access_token=${access_token}`)
  return { access_token, ticket }
}

export const CREDENTIALS: Record<'WX_APP_ID' | 'WX_APP_SECRET', string> = {
  WX_APP_ID: SIMULATED_ACCOUNT.appId,
  WX_APP_SECRET: SIMULATED_ACCOUNT.secret,
}
