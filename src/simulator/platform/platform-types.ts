import type { SimulatedCredentials } from './account.js'
import type { SentCard } from './card-check.js'
import type { LoggedRequest } from './context.js'
import type { Fault, FaultName } from './faults.js'
import type { Issued } from './issued.js'
import type { SimulatedMedia } from './media.js'
import type { Quota } from './quota.js'
import type { PlatformStatus } from './status.js'
import type { SimulatedUser } from './users.js'

/** Options of `createPlatform`. All are optional. */
export interface SimulatedPlatformOptions {
  /** The official accounts (公众号) that the platform knows. The first one is the default of all methods. @default [SIMULATED_ACCOUNT] */
  accounts?: readonly SimulatedCredentials[] | undefined
  /** The users of WeChat. The first one visits the authorization page. @default SIMULATED_USERS */
  users?: readonly SimulatedUser[] | undefined
  /**
   * Replaces WeChat's quotas, by path: `{ '/cgi-bin/token': { perDay: 3 } }`. The name `force_refresh` stands for that mode
   * of `/cgi-bin/stable_token`.
   * @default {}: WeChat's own quotas
   */
  quotas?: Readonly<Record<string, Quota>> | undefined
  /**
   * Whether the authorization page redirects at once, as the visitor that `signIn` and `refuseNext` set, or lets the person at the
   * browser choose: a user, the virtual user of a snapshot page (快照页), or to refuse.
   * @default 'automatic'
   */
  consent?: 'automatic' | 'page' | undefined
  /** The current time in ms. `advance()` is added to it. @default Date.now */
  now?: (() => number) | undefined
}

/** Options of `authorize`. All are optional. */
export interface SimulatedAuthorizeOptions {
  /** The `openid` of one of the platform's users, or a new user. @default the visitor of the authorization page */
  user?: string | SimulatedUser | undefined
  /** `'snsapi_base'` gives access to the openid only. @default 'snsapi_userinfo' */
  scope?: string | undefined
  /** The account that the user authorizes. @default the first account */
  appId?: string | undefined
  /** Whether to authorize as the virtual user of a snapshot page (快照页). @default false */
  snapshot?: boolean | undefined
}

/** A signature for a page, as its server returns it. */
export interface SimulatedSignature {
  appId: string
  /** In seconds. */
  timestamp: number
  nonceStr: string
  signature: string
}

/** WeChat's platform, as far as pages and their servers need it. */
export interface SimulatedPlatform {
  /**
   * Handles requests to `api.weixin.qq.com`, to the authorization page on `open.weixin.qq.com`, which redirects at once, and
   * to paths below `/simulator/`, which the simulator in the page requests. The caller's IP address is taken from
   * `x-forwarded-for`; without that header it is the one set by `callFrom`.
   */
  handler(request: Request): Promise<Response>
  /** The number of requests by path: `{ '/cgi-bin/stable_token': 1 }`. */
  readonly requests: Readonly<Record<string, number>>
  /** How many tokens, tickets and codes were created. */
  readonly issued: Readonly<Issued>
  /** The last 1000 requests, oldest first. */
  readonly log: readonly LoggedRequest[]
  /** The delay before each response, in ms. May be changed at any time. @default 0 */
  latency: number
  /**
   * Makes the next requests to a path fail. Faults apply in the order in which they were added, those with
   * `times: Infinity` after all others.
   *
   * @param fault one of `FAULTS` or its name, the result of `delay` or `afterwards`, or your own
   * @param times how many requests fail; `Infinity` until `heal`. Default 1
   * @throws {TypeError} for a name that `FAULTS` does not have, and if `times` is not more than 0
   * @example
   * platform.fail('/sns/oauth2/access_token', 'spent')
   * platform.fail('/cgi-bin/ticket/getticket', delay(150), Infinity)
   */
  fail(path: string, fault: Fault | FaultName, times?: number): void
  /** Removes the faults that have not been used yet. @param path default: all paths */
  heal(path?: string): void
  /** Moves the platform's clock forward, in ms. */
  advance(ms: number): void
  /** Revokes the account's tickets. The next request creates a new one; pages signed with an old one are refused. */
  killTicket(appId?: string): void
  /** Revokes the account's tokens, as another program's `force_refresh` does. */
  killToken(appId?: string): void
  /** Revokes the OAuth tokens of a user, as a changed password does (42007). */
  killUserTokens(openid: string): void
  /** Sets the IP address that requests come from, for accounts with an `ipList`. @default '127.0.0.1' */
  callFrom(address: string): void
  /**
   * Authorizes an account without the authorization page.
   *
   * @returns a code that can be exchanged once, within 5 minutes
   * @throws {TypeError} if the platform has no such user or account
   */
  authorize(options?: SimulatedAuthorizeOptions): string
  /**
   * Sets who visits the authorization page from now on.
   *
   * @param user the `openid` of one of the platform's users, or a new user
   * @throws {TypeError} if the platform has no such user
   */
  signIn(user: string | SimulatedUser): void
  /** Makes the visitor of the authorization page refuse: the redirect then has no code. @param times default 1 */
  refuseNext(times?: number): void
  /** Stores a file for 3 days, as if a page had uploaded it. @returns its media id */
  addMedia(media: SimulatedMedia): string
  /**
   * Signs a URL with the account's ticket, so that a test needs no server.
   *
   * @param url of the page; its hash is not signed
   * @param appId default: the first account
   * @returns rejects with a `TypeError` if the platform has no such account
   * @example
   * const wx = createWx({ signature: ({ url }) => platform.signature(url) })
   */
  signature(url: string, appId?: string): Promise<SimulatedSignature>
  /** What the client needs to verify a page of this account. */
  facts(appId: string): { tickets: readonly string[]; domains: readonly string[] }
  /** A file that was uploaded to the account; `undefined` if it has none with this id, or it has expired. */
  media(mediaId: string, appId?: string): SimulatedMedia | undefined
  /** Why WeChat would refuse this card of `addCard`; `undefined` if it is added. Each `cardExt` can be added once. */
  checkCard(appId: string, card: SentCard): string | undefined
  /** Why WeChat would refuse this `chooseCard`, by the client's names of its parameters; `undefined` if it would not. */
  checkCardFilter(appId: string, filter: Readonly<Record<string, unknown>>): string | undefined
  /**
   * Why WeChat Pay would refuse this payment, by the client's names of its parameters. `undefined` if it would not, or if no
   * `payKey` or `payCertificate` of its account covers it.
   */
  checkPayment(payment: Readonly<Record<string, unknown>>): string | undefined
  /** What happened so far, and what is pending. Tokens, tickets, codes and keys are not included. */
  status(): PlatformStatus
}
