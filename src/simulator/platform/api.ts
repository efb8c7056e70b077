import type { SimulatedCredentials } from './account.js'
import type { Fault } from './faults.js'
import type { SimulatedMedia } from './media.js'
import type { Quota } from './quota.js'
import type { SimulatedUser } from './users.js'
import type { Issued, LoggedRequest } from './world.js'

/** What `createPlatform` takes. */
export interface PlatformOptions {
  /** @default `SIMULATED_ACCOUNT` alone */
  accounts?: readonly SimulatedCredentials[] | undefined
  /** Who has WeChat; the first one is the one before the page of authorisation. @default `SIMULATED_USERS` */
  users?: readonly SimulatedUser[] | undefined
  /**
   * How often an account may ask, by path, in place of what WeChat allows: `{ '/cgi-bin/token': { perDay: 3 } }`. The name
   * `force_refresh` stands for that mode of `/cgi-bin/stable_token`.
   */
  quotas?: Readonly<Record<string, Quota>> | undefined
  /** The time, in ms; `advance` comes on top. @default Date.now */
  now?: (() => number) | undefined
}

/** Who signs in, and at which account. */
export interface AuthorizeOptions {
  /** One of the platform's users, by openid, or somebody new. @default who sits before the page of authorisation */
  user?: string | SimulatedUser | undefined
  /** `snsapi_base` tells the openid only. @default 'snsapi_userinfo' */
  scope?: string | undefined
  /** @default the first account */
  appId?: string | undefined
  /** As a virtual account, which WeChat makes for who only looks at a page (快照页). @default false */
  snapshot?: boolean | undefined
}

/** WeChat's server side, as far as pages and their servers need it. */
export interface SimulatedPlatform {
  /**
   * `api.weixin.qq.com`; the page of `open.weixin.qq.com` on which people sign in, which sends them on at once; and
   * `/simulator/tickets` for the simulator in the page. A request comes from the address that its `x-forwarded-for` names,
   * else from that of `callFrom`.
   */
  handler(request: Request): Promise<Response>
  /** How often each path was asked for, as in `{ '/cgi-bin/stable_token': 1 }`. */
  readonly requests: Readonly<Record<string, number>>
  /** How many tokens, tickets and codes were made anew. */
  readonly issued: Readonly<Issued>
  /** The last 1000 requests, the oldest one first. */
  readonly log: readonly LoggedRequest[]
  /** Before each answer, in ms; may be changed at any time. @default 0 */
  latency: number
  /**
   * The next requests to this path fail. Faults come in the order in which they were told, endless ones last.
   *
   * @param fault one of `FAULTS`, what `delay` or `afterwards` makes, or your own
   * @param times how many of them, `Infinity` until `heal`; default 1
   * @example
   * platform.fail('/sns/oauth2/access_token', FAULTS.spent)
   * platform.fail('/cgi-bin/ticket/getticket', delay(150), Infinity)
   */
  fail(path: string, fault: Fault, times?: number): void
  /** Forgets the faults that have not come yet. @param path default all of them */
  heal(path?: string): void
  /** Moves the platform's clock, in ms. */
  advance(ms: number): void
  /** Kills the account's tickets: the next one that is asked for is new, and pages signed with an old one are refused. */
  killTicket(appId?: string): void
  /** Kills the account's tokens, as somebody else's `force_refresh` does. */
  killToken(appId?: string): void
  /** Kills the web tokens of a person, as a new password does: 42007. */
  killUserTokens(openid: string): void
  /** Where requests come from, for accounts with an `ipList`. @default 127.0.0.1 */
  callFrom(address: string): void
  /**
   * Has a person agree, without a page.
   *
   * @returns the code, which can be exchanged once, within 5 minutes
   * @throws {TypeError} where the platform has no such user or account
   */
  authorize(options?: AuthorizeOptions): string
  /** Who sits before the page of authorisation from now on. @param user one of the platform's users, by openid, or somebody new */
  signIn(user: string | SimulatedUser): void
  /** The person before the page of authorisation refuses, so many times: they come back without a code. @param times default 1 */
  refuseNext(times?: number): void
  /** Keeps a file for 3 days, as if it had been sent from a page. @returns its media id */
  addMedia(media: SimulatedMedia): string
}
