import { createSimulatedAccount, type SimulatedCredentials } from './account.js'
import { createAuthorization } from './authorization.js'
import { authorizePage } from './authorize-page.js'
import { createCgiBinRoutes } from './cgi-bin.js'
import type { LoggedRequest, PlatformState, RequestContext, Route } from './context.js'
import { createFaultQueue, faultResponse, resolveFault } from './faults.js'
import { createIssued } from './issued.js'
import { createMediaStore } from './media.js'
import { createOAuth } from './oauth.js'
import type { SimulatedPlatform, SimulatedPlatformOptions } from './platform-types.js'
import { createQuotas, QUOTAS } from './quota.js'
import { jsonResponse, Refusal, refusalResponse } from './response.js'
import { createSnsRoutes } from './sns.js'
import { SIMULATED_USERS } from './users.js'

export type { SimulatedCredentials } from './account.js'
export type { LoggedRequest } from './context.js'
export { afterwards, delay, FAULTS, type Fault } from './faults.js'
export type { Issued } from './issued.js'
export type { SimulatedMedia } from './media.js'
export type {
  SimulatedAuthorizeOptions,
  SimulatedPlatform,
  SimulatedPlatformOptions,
} from './platform-types.js'
export type { Quota } from './quota.js'
export { type Localized, SIMULATED_USERS, type SimulatedUser } from './users.js'

/** The account of a platform that was created without `accounts`. */
export const SIMULATED_ACCOUNT: SimulatedCredentials = {
  appId: 'wx5e7a1b0c9d8f6e42',
  secret: '5fa3c0de5fa3c0de5fa3c0de5fa3c0de',
}

const LOG_SIZE = 1000

/**
 * Simulates WeChat's platform for tests and demos: both kinds of access token, tickets, OAuth, media, quotas and errcodes.
 * Failures are added with `fail()`.
 *
 * @throws {TypeError} if the `tokenLength` of an account is not from 16 to 512
 * @example
 * const platform = createPlatform()
 * createServer(toNodeListener(platform.handler)).listen(8080, '127.0.0.1')
 * const account = createAccount({ ...SIMULATED_ACCOUNT, hosts: ['http://127.0.0.1:8080'] })
 */
export function createPlatform(options: SimulatedPlatformOptions = {}): SimulatedPlatform {
  const { accounts: accountList = [SIMULATED_ACCOUNT], users = SIMULATED_USERS, quotas } = options
  const readClock = options.now ?? (() => Date.now())
  let advancedBy = 0
  const now = () => readClock() + advancedBy
  const issued = createIssued()
  const accounts = new Map(
    accountList.map(settings => [settings.appId, createSimulatedAccount(settings, now, issued)]),
  )
  const takeQuota = createQuotas({ ...QUOTAS, ...quotas }, now)
  const state: PlatformState = { accounts, takeQuota, issued, now }
  const oauth = createOAuth(now, issued)
  const authorization = createAuthorization(users, oauth)
  const media = createMediaStore(state)
  const faults = createFaultQueue()
  const requests: Record<string, number> = {}
  const log: LoggedRequest[] = []
  let defaultClientIp = '127.0.0.1'

  const accountOf = (appId = accountList[0]?.appId) => {
    const account = accounts.get(String(appId))
    if (!account) throw new TypeError(`createPlatform: there is no account ${appId}`)
    return account
  }
  const routes: Record<string, Route> = {
    ...createCgiBinRoutes(state, authorization.usersByOpenid),
    ...createSnsRoutes(state, oauth),
    ...media.routes,
    '/connect/oauth2/authorize': context => authorizePage(state, context, authorization.askVisitor),
    '/simulator/tickets'({ query }) {
      const account = accounts.get(query.get('appid') ?? '')
      const facts = { tickets: account?.validTickets() ?? [], domains: account?.settings.domains ?? [] }
      // The simulator in a page may be on any origin.
      return Response.json(facts, { headers: { 'access-control-allow-origin': '*' } })
    },
  }

  const respond = async (context: RequestContext): Promise<Response> => {
    const path = context.url.pathname
    const route = routes[path]
    if (!route) return media.video(path) ?? new Response('404 Not Found', { status: 404 })
    try {
      const result = await route(context)
      return result instanceof Response ? result : jsonResponse(result, path)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      context.logEntry.errcode = error.errcode
      return refusalResponse(error, path)
    }
  }

  const platform: SimulatedPlatform = {
    async handler(request) {
      const url = new URL(request.url)
      const path = url.pathname
      const logEntry: LoggedRequest = { at: now(), method: request.method, path }
      requests[path] = (requests[path] ?? 0) + 1
      log.push(logEntry)
      if (log.length > LOG_SIZE) log.shift()
      const fault = faults.next(path)
      if (platform.latency > 0) await new Promise(resolve => setTimeout(resolve, platform.latency))

      const forwardedFor = request.headers.get('x-forwarded-for')?.split(',')[0]?.trim()
      const clientIp = forwardedFor ?? defaultClientIp
      // A fault may ask for the response more than once: the request is processed only once.
      let processed: Promise<Response> | undefined
      const processOnce = () => {
        processed ??= respond({ request, url, query: url.searchParams, clientIp, logEntry })
        return processed
      }
      const outcome =
        fault && (await resolveFault(fault, request.clone(), async () => (await processOnce()).clone()))
      if (outcome) logEntry.failed = true
      const response = await (outcome ? faultResponse(outcome) : processOnce())
      if (outcome !== 'cut') logEntry.status = response.status
      return response
    },
    requests,
    issued,
    log,
    latency: 0,
    fail: (path, fault, times = 1) => faults.add(path, fault, times),
    heal: path => faults.clear(path),
    advance(ms) {
      advancedBy += ms
    },
    killTicket: appId => accountOf(appId).revokeTickets(),
    killToken: appId => accountOf(appId).revokeTokens(),
    killUserTokens: openid => oauth.revoke(openid),
    callFrom(address) {
      defaultClientIp = address
    },
    authorize: ({ user, scope = 'snsapi_userinfo', appId, snapshot = false } = {}) =>
      authorization.authorize({ appId: accountOf(appId).settings.appId, scope, snapshot }, user),
    signIn: authorization.signIn,
    refuseNext: (times = 1) => authorization.refuseNext(times),
    addMedia: file => media.add(file, accountOf(file.appId)),
  }
  return platform
}
