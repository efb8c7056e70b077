import { randomBytes } from 'node:crypto'
import { createSimulatedAccount, type SimulatedAccount, type SimulatedCredentials } from './account.js'

export type { SimulatedAccount, SimulatedCredentials } from './account.js'

/** The account of a platform that was given none. */
export const SIMULATED_ACCOUNT: SimulatedCredentials = {
  appId: 'wx5e7a1b0c9d8f6e42',
  secret: '5fa3c0de5fa3c0de5fa3c0de5fa3c0de',
}

/** What `createPlatform` takes. */
export interface PlatformOptions {
  /** @default `SIMULATED_ACCOUNT` alone */
  accounts?: readonly SimulatedCredentials[] | undefined
}

/**
 * What the platform answers in place of its own answer: an object as JSON, `'silence'` never, `'cut'` by closing the
 * connection. A function is called first; where it gives nothing, the platform's own answer follows, as after a delay.
 */
export type Fault = GivenFault | ((request: Request) => Promise<GivenFault | undefined>)

type GivenFault = Response | object | 'silence' | 'cut'

/** WeChat's server side, as far as signing pages needs it. */
export interface SimulatedPlatform {
  /** `api.weixin.qq.com`, and `/simulator/tickets` for the simulator in the page. */
  handler(request: Request): Promise<Response>
  /** How often each path was asked for, as in `{ '/cgi-bin/stable_token': 1 }`. */
  readonly requests: Readonly<Record<string, number>>
  /** The next requests to this path fail. @param times how many of them; default 1 */
  fail(path: string, fault: Fault, times?: number): void
  /** Moves the platform's clock, in ms. */
  advance(ms: number): void
  /** Kills the account's tickets: the next one that is asked for is new, and pages signed with an old one are refused. */
  killTicket(appId?: string): void
  /** Kills the account's tokens, as somebody else's `force_refresh` does. */
  killToken(appId?: string): void
}

/**
 * Plays WeChat's platform for tests and for the demo: stable tokens that rotate, tickets that always say 7200 s,
 * WeChat's own errors.
 *
 * @example
 * const platform = createPlatform()
 * createServer(toNodeListener(platform.handler)).listen(8080, '127.0.0.1')
 * const account = createAccount({ ...SIMULATED_ACCOUNT, hosts: ['http://127.0.0.1:8080'] })
 */
export function createPlatform({ accounts = [SIMULATED_ACCOUNT] }: PlatformOptions = {}): SimulatedPlatform {
  let ahead = 0
  const now = () => Date.now() + ahead
  const byId = new Map(accounts.map(given => [given.appId, createSimulatedAccount(given, now)]))
  const requests: Record<string, number> = {}
  const faults = new Map<string, Fault[]>()
  const accountOf = (appId = accounts[0]?.appId) => {
    const account = byId.get(String(appId))
    if (!account) throw new TypeError(`createPlatform: there is no account ${appId}`)
    return account
  }

  const routes: Record<string, (request: Request, query: URLSearchParams) => Promise<object>> = {
    '/cgi-bin/stable_token': request => stableToken(request, byId),
    '/cgi-bin/ticket/getticket': async (request, query) => ticket(request, query, byId),
    '/simulator/tickets': async (_request, query) => {
      const account = byId.get(query.get('appid') ?? '')
      return { tickets: account?.liveTickets() ?? [], domains: account?.domains ?? [] }
    },
  }

  return {
    async handler(request) {
      const { pathname, searchParams } = new URL(request.url)
      requests[pathname] = (requests[pathname] ?? 0) + 1
      const scripted = faults.get(pathname)?.shift()
      const fault = typeof scripted === 'function' ? await scripted(request.clone()) : scripted
      if (fault) return failing(fault)
      const route = routes[pathname]
      if (!route) return new Response('404 Not Found', { status: 404 })
      // A page of any origin asks for the tickets.
      return Response.json(await route(request, searchParams), {
        headers: { 'access-control-allow-origin': '*' },
      })
    },
    requests,
    fail(path, fault, times = 1) {
      faults.set(path, [...(faults.get(path) ?? []), ...Array<Fault>(times).fill(fault)])
    },
    advance(ms) {
      ahead += ms
    },
    killTicket: appId => accountOf(appId).killTickets(),
    killToken: appId => accountOf(appId).killTokens(),
  }
}

async function stableToken(
  request: Request,
  accounts: ReadonlyMap<string, SimulatedAccount>,
): Promise<object> {
  if (request.method !== 'POST') return wrong(43002, 'require POST method')
  const body = await request.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null) return wrong(47001, 'data format error')
  const { grant_type, appid, secret, force_refresh } = body as Record<string, unknown>
  if (!appid) return wrong(41002, 'appid missing')
  if (!secret) return wrong(41004, 'appsecret missing')
  if (grant_type !== 'client_credential') return wrong(40002, 'invalid grant_type')
  const account = accounts.get(String(appid))
  if (!account) return wrong(40013, 'invalid appid')
  if (secret !== account.secret) return wrong(40125, 'invalid appsecret')
  if (force_refresh === true && !account.mayForce()) return wrong(45009, 'reach max api daily quota limit')
  return account.token(force_refresh === true)
}

function ticket(
  request: Request,
  query: URLSearchParams,
  accounts: ReadonlyMap<string, SimulatedAccount>,
): object {
  if (request.method !== 'GET') return wrong(43001, 'require GET method')
  const token = query.get('access_token')
  if (!token) return wrong(41001, 'access_token missing')
  const type = query.get('type')
  if (type !== 'jsapi' && type !== 'wx_card') return wrong(40097, 'invalid args')
  for (const account of accounts.values()) {
    const state = account.stateOf(token)
    if (state === 'alive') return { errcode: 0, errmsg: 'ok', ...account.ticket(type) }
    if (state === 'expired') return wrong(42001, 'access_token expired')
  }
  return wrong(40001, 'invalid credential, access_token is invalid or not latest')
}

/** As WeChat answers what is wrong: with status 200, and a number for its own support. */
function wrong(errcode: number, errmsg: string): object {
  const rid = [4, 4, 4].map(bytes => randomBytes(bytes).toString('hex')).join('-')
  return { errcode, errmsg: `${errmsg} rid: ${rid}` }
}

function failing(fault: GivenFault): Response | Promise<Response> {
  if (fault === 'silence') return new Promise(() => {})
  // A body that fails before its first byte has the connection closed.
  if (fault === 'cut') return new Response(new ReadableStream({ pull: body => body.error(new Error('cut')) }))
  return fault instanceof Response ? fault.clone() : Response.json(fault)
}
