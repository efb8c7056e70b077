import { createSimulatedAccount, type SimulatedCredentials } from './account.js'
import { createAuthorization } from './authorization.js'
import { authorizePage } from './authorize-page.js'
import { createCardCheck } from './card-check.js'
import { createCgiBinRoutes } from './cgi-bin.js'
import type { LoggedRequest, PlatformState } from './context.js'
import { createFaultQueue } from './faults.js'
import { type Handling, handle } from './handler.js'
import { createIssued } from './issued.js'
import { createMediaStore } from './media.js'
import { createOAuth } from './oauth.js'
import { CALL_PATH, callMethod } from './page-calls.js'
import { createPageRoutes } from './page-routes.js'
import { createPaymentCheck } from './payment-check.js'
import type { SimulatedPlatform, SimulatedPlatformOptions } from './platform-types.js'
import { createQuotas, QUOTAS } from './quota.js'
import { signatureFor } from './signature.js'
import { createSnsRoutes } from './sns.js'
import { platformStatus } from './status.js'
import { SIMULATED_USERS } from './users.js'

export type { SimulatedCredential, SimulatedCredentials } from './account.js'
export type { SentCard } from './card-check.js'
export type { LoggedRequest } from './context.js'
export { afterwards, delay, FAULTS, type Fault, type FaultName, type PendingFault } from './faults.js'
export type { Issued } from './issued.js'
export type { SimulatedMedia } from './media.js'
export type {
  SimulatedAuthorizeOptions,
  SimulatedPlatform,
  SimulatedPlatformOptions,
  SimulatedSignature,
} from './platform-types.js'
export type { Quota, QuotaUse } from './quota.js'
export type { AccountStatus, PlatformStatus } from './status.js'
export { type Localized, SIMULATED_USERS, type SimulatedUser } from './users.js'

/** The account of a platform that was created without `accounts`. */
export const SIMULATED_ACCOUNT: SimulatedCredentials = {
  appId: 'wx5e7a1b0c9d8f6e42',
  secret: '5fa3c0de5fa3c0de5fa3c0de5fa3c0de',
}

/**
 * Simulates WeChat's platform for tests and demos: both kinds of access token, tickets, OAuth, media, quotas and errcodes.
 * Failures are added with `fail()`.
 *
 * @throws {TypeError} for an account with a `tokenLength` out of range, or with a `payKey` or `payCertificate` that cannot be used
 * @example
 * const platform = createPlatform()
 * createServer(toNodeListener(platform.handler)).listen(8080, '127.0.0.1')
 * const account = createAccount({ ...SIMULATED_ACCOUNT, hosts: ['http://127.0.0.1:8080'] })
 */
export function createPlatform(options: SimulatedPlatformOptions = {}): SimulatedPlatform {
  const { accounts: accountList = [SIMULATED_ACCOUNT], users = SIMULATED_USERS } = options
  const readClock = options.now ?? (() => Date.now())
  let advancedBy = 0
  const now = () => readClock() + advancedBy
  const issued = createIssued()
  const accounts = new Map(
    accountList.map(settings => [settings.appId, createSimulatedAccount(settings, now, issued)]),
  )
  const quotas = createQuotas({ ...QUOTAS, ...options.quotas }, now)
  const state: PlatformState = { accounts, takeQuota: quotas.take, issued, now }
  const oauth = createOAuth(now, issued)
  const authorization = createAuthorization(users, oauth)
  const media = createMediaStore(state)
  const cards = createCardCheck()
  const paymentChecks = new Map(accountList.map(settings => [settings.appId, createPaymentCheck(settings)]))
  const faults = createFaultQueue()
  const requests: Record<string, number> = {}
  const log: LoggedRequest[] = []
  let defaultClientIp = '127.0.0.1'

  const accountOf = (appId = accountList[0]?.appId) => {
    const account = accounts.get(String(appId))
    if (!account) throw new TypeError(`createPlatform: there is no account ${appId}`)
    return account
  }
  const platform: SimulatedPlatform = {
    async handler(request) {
      const isCall = new URL(request.url).pathname === CALL_PATH
      return isCall ? callMethod(platform, request) : handle(handling, request)
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
    signature: async (url, appId) => signatureFor(url, accountOf(appId), now()),
    facts(appId) {
      const account = accounts.get(appId)
      return { tickets: account?.validTickets('jsapi') ?? [], domains: account?.settings.domains ?? [] }
    },
    media: (mediaId, appId) => media.find(mediaId, accountOf(appId)),
    checkCard: (appId, card) => cards.card(accountOf(appId), card),
    checkCardFilter: (appId, filter) => cards.filter(accountOf(appId), filter),
    // A page may pay for an account that is not one of the platform's.
    checkPayment: payment => paymentChecks.get(String(payment.appId))?.(payment),
    status: () => platformStatus({ now: now(), accounts, authorization, quotas, faults, issued, log }),
  }
  const handling: Handling = {
    routes: {
      ...createCgiBinRoutes(state, authorization.usersByOpenid),
      ...createSnsRoutes(state, oauth),
      ...media.routes,
      ...createPageRoutes(platform, media, accounts),
      '/connect/oauth2/authorize': context =>
        authorizePage(state, context, authorization, options.consent === 'page'),
    },
    fallback: media.video,
    faults,
    requests,
    log,
    now,
    latency: () => platform.latency,
    defaultClientIp: () => defaultClientIp,
  }
  return platform
}
