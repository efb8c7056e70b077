import { createSimulatedAccount, type SimulatedCredentials } from './account.js'
import type { PlatformOptions, SimulatedPlatform } from './api.js'
import { authorizePage } from './authorize-page.js'
import { createCgiBinRoutes } from './cgi-bin.js'
import { callFault, createFaultList, failing } from './faults.js'
import { createMediaStore } from './media.js'
import { createOAuth } from './oauth.js'
import { createPeople } from './people.js'
import { createQuotas, QUOTAS } from './quota.js'
import { json, Refusal, refuse } from './response.js'
import { createSnsRoutes } from './sns.js'
import { SIMULATED_USERS } from './users.js'
import type { Call, Issued, LoggedRequest, Route, World } from './world.js'

export type { SimulatedCredentials } from './account.js'
export type { AuthorizeOptions, PlatformOptions, SimulatedPlatform } from './api.js'
export { afterwards, delay, FAULTS, type Fault } from './faults.js'
export type { SimulatedMedia } from './media.js'
export type { Quota } from './quota.js'
export { type Localized, SIMULATED_USERS, type SimulatedUser } from './users.js'
export type { Issued, LoggedRequest } from './world.js'

/** The account of a platform that was given none. */
export const SIMULATED_ACCOUNT: SimulatedCredentials = {
  appId: 'wx5e7a1b0c9d8f6e42',
  secret: '5fa3c0de5fa3c0de5fa3c0de5fa3c0de',
}

const LOGGED = 1000

/**
 * Plays WeChat's platform for tests and for the demo: tokens of both kinds, tickets that always say 7200 s, signing in,
 * media, quotas, WeChat's own errors; and whatever goes wrong, when told so.
 *
 * @throws {TypeError} for an account that cannot be
 * @example
 * const platform = createPlatform()
 * createServer(toNodeListener(platform.handler)).listen(8080, '127.0.0.1')
 * const account = createAccount({ ...SIMULATED_ACCOUNT, hosts: ['http://127.0.0.1:8080'] })
 */
export function createPlatform(options: PlatformOptions = {}): SimulatedPlatform {
  const { accounts = [SIMULATED_ACCOUNT], users = SIMULATED_USERS, quotas, now: clock } = options
  let ahead = 0
  const now = () => (clock ? clock() : Date.now()) + ahead
  const issued: Issued = { stable_token: 0, token: 0, jsapi: 0, wx_card: 0, code: 0, web_token: 0 }
  const byId = new Map(accounts.map(facts => [facts.appId, createSimulatedAccount(facts, now, issued)]))
  const takeQuota = createQuotas({ ...QUOTAS, ...quotas }, now)
  const world: World = { accounts: byId, takeQuota, issued, now }
  const oauth = createOAuth(now, issued)
  const people = createPeople(users, oauth)
  const media = createMediaStore(world)
  const faults = createFaultList()
  const requests: Record<string, number> = {}
  const log: LoggedRequest[] = []
  let address = '127.0.0.1'

  const accountOf = (appId = accounts[0]?.appId) => {
    const account = byId.get(String(appId))
    if (!account) throw new TypeError(`createPlatform: there is no account ${appId}`)
    return account
  }
  const routes: Record<string, Route> = {
    ...createCgiBinRoutes(world, people.byOpenid),
    ...createSnsRoutes(world, oauth),
    ...media.routes,
    '/connect/oauth2/authorize': call => authorizePage(world, call, people.ask),
    '/simulator/tickets'({ query }) {
      const account = byId.get(query.get('appid') ?? '')
      const facts = { tickets: account?.liveTickets() ?? [], domains: account?.facts.domains ?? [] }
      // A page of any origin asks for them.
      return Response.json(facts, { headers: { 'access-control-allow-origin': '*' } })
    },
  }

  const respond = async (call: Call): Promise<Response> => {
    const path = call.url.pathname
    const route = routes[path]
    if (!route) return media.video(path) ?? new Response('404 Not Found', { status: 404 })
    try {
      const answer = await route(call)
      return answer instanceof Response ? answer : json(answer, path)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      call.logged.errcode = error.errcode
      return refuse(error, path)
    }
  }

  const platform: SimulatedPlatform = {
    async handler(request) {
      const url = new URL(request.url)
      const path = url.pathname
      const logged: LoggedRequest = { at: now(), method: request.method, path }
      requests[path] = (requests[path] ?? 0) + 1
      log.push(logged)
      if (log.length > LOGGED) log.shift()
      const scripted = faults.next(path)
      if (platform.latency > 0) await new Promise(resolve => setTimeout(resolve, platform.latency))

      const from = request.headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? address
      let worked: Promise<Response> | undefined
      const work = () => {
        worked ??= respond({ request, url, query: url.searchParams, from, logged })
        return worked
      }
      const fault =
        scripted && (await callFault(scripted, request.clone(), async () => (await work()).clone()))
      if (fault) logged.failed = true
      const response = await (fault ? failing(fault) : work())
      if (fault !== 'cut') logged.status = response.status
      return response
    },
    requests,
    issued,
    log,
    latency: 0,
    fail: (path, fault, times = 1) => faults.add(path, fault, times),
    heal: path => faults.clear(path),
    advance(ms) {
      ahead += ms
    },
    killTicket: appId => accountOf(appId).killTickets(),
    killToken: appId => accountOf(appId).killTokens(),
    killUserTokens: openid => oauth.kill(openid),
    callFrom(given) {
      address = given
    },
    authorize: ({ user, scope = 'snsapi_userinfo', appId, snapshot = false } = {}) =>
      people.agree({ appId: accountOf(appId).facts.appId, scope, snapshot }, user),
    signIn: people.signIn,
    refuseNext: (times = 1) => people.refuseNext(times),
    addMedia: file => media.add(file, accountOf(file.appId)),
  }
  return platform
}
