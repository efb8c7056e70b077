import type { CredentialStatus } from '../credentials/credential.js'
import type { AccessTokenSource } from '../credentials/external-token.js'
import type { TicketType } from '../credentials/ticket.js'
import type { PlatformError } from '../errors.js'
import type { PlatformOptions } from '../platform/client.js'
import type { Card, CardFilter, SignedCardFilter } from '../sign/card.js'
import type { Store } from '../store/store.js'
import type { CallOptions } from '../util/deadline.js'
import type { AccountEvent, CredentialName } from './events.js'
import type { MediaOptions } from './media.js'
import type { AccountRequest } from './request.js'

/** Options of `createAccount`. */
export interface AccountOptions extends PlatformOptions {
  /** AppID of the account; required. The type allows `undefined`, as for environment variables, but `createAccount` then throws. */
  appId: string | undefined
  /** The account's secret (AppSecret). Sent to WeChat only. @default required, unless there is an `accessToken` */
  secret?: string | undefined
  /**
   * Where the token and the tickets are stored. Processes that share a store, on any number of machines, share them.
   * @default a `memoryStore()`
   */
  store?: Store | undefined
  /**
   * Which API of WeChat issues the token. `'legacy'` is `cgi-bin/token`, where each new token invalidates the previous one:
   * several processes then must share one `store`, and no other program may fetch tokens for this account.
   * @default 'stable'
   */
  tokenApi?: 'stable' | 'legacy' | undefined
  /**
   * Gets the token from a service of yours instead of from WeChat, within 8 s. It is called for each request that needs a token,
   * so it must cache. After WeChat rejected a token, it is called with that token as `refused`.
   * @default the token comes from WeChat
   */
  accessToken?: AccessTokenSource | undefined
  /** Time limits. @default see `AccountTimeouts` */
  timeouts?: AccountTimeouts | undefined
  /** Called for each event. What it throws is ignored. @default none */
  onEvent?: ((event: AccountEvent) => void) | undefined
}

/** Time limits of an account, in ms. */
export interface AccountTimeouts {
  /**
   * Limit for one call of `signature`, `ticket`, `accessToken`, `cardExt` or `cardSign`, from its start, and for the time that
   * `request` and `media` wait for a token.
   * @default 10000
   */
  call?: number | undefined
  /** Limit for one attempt of a request to WeChat. @default 3000 */
  request?: number | undefined
}

/** What a page needs for its verification. */
export interface PageSignature {
  /** AppID of the account. */
  appId: string
  /** When it was signed, in seconds since 1970. */
  timestamp: number
  /** Random text, different for each signature. */
  nonceStr: string
  /** SHA-1 of ticket, nonceStr, timestamp and URL, as 40 hexadecimal digits. */
  signature: string
}

/** Options of `account.signature`. */
export interface SignatureOptions extends CallOptions {
  /** Whether WeChat has refused a signature of this page; the account then fetches a new ticket, at most every 30 s. @default false */
  refused?: boolean | undefined
}

/** An official account (公众号) and its credentials. Methods that return a promise reject with a {@link PlatformError} if WeChat or the store fails. */
export interface Account {
  readonly appId: string
  /**
   * Signs a page's URL with the account's ticket.
   *
   * @param url exactly as the page has it; the part from `#` on is ignored
   * @throws {PlatformError} `TIMEOUT` if there is no ticket within `timeout`
   * @see 附录1-JS-SDK使用权限签名算法
   */
  signature(url: string, options?: SignatureOptions): Promise<PageSignature>
  /** Returns the account's access token. A user's web token is something else, see `createOAuth`. */
  accessToken(options?: CallOptions): Promise<string>
  /** Returns the ticket that signs pages, or cards. */
  ticket(type: TicketType, options?: CallOptions): Promise<string>
  /**
   * Creates the signed `cardExt` of one card for `wx.addCard`, valid for one call.
   *
   * @returns JSON text
   * @throws {TypeError} for a field that WeChat would reject
   * @see 附录4-卡券扩展字段及签名生成算法
   */
  cardExt(card: Card, options?: CallOptions): Promise<string>
  /**
   * Creates the signed parameters of `wx.chooseCard`, valid for one call. Without a filter the user chooses from all cards.
   *
   * @throws {TypeError} for a filter that WeChat would reject
   * @see 附录4-卡券扩展字段及签名生成算法
   */
  cardSign(filter?: CardFilter, options?: CallOptions): Promise<SignedCardFilter>
  /**
   * Downloads a file that a page has uploaded. WeChat keeps it for 3 days.
   *
   * @param mediaId the `serverId` from `wx.uploadImage` or `wx.uploadVoice`
   * @returns the response with the file, whose `body` is a stream not yet read
   * @throws {PlatformError} `BAD_REQUEST` with errcode 40007 if the file does not exist, or no longer
   * @example
   * const { body, headers } = await account.media(serverId)
   * await pipeline(Readable.fromWeb(body), createWriteStream('picture.jpg'))
   * @see 上传图片接口
   */
  media(mediaId: string, options?: MediaOptions): Promise<Response>
  /**
   * Calls any API of WeChat's server with the account's token. Retries on WeChat's other hosts, and once with a new token if
   * WeChat rejects the first one.
   *
   * @param path for example `/cgi-bin/user/info`
   * @returns WeChat's response, an object without an error code
   * @example
   * const user = await account.request('/cgi-bin/user/info', { query: { openid, lang: 'zh_CN' } })
   */
  request<Answer extends object = Record<string, unknown>>(
    path: string,
    init?: AccountRequest,
  ): Promise<Answer>
  /** Returns the state of credentials and store in this process, for health checks and metrics. Makes no request, and contains no secret. */
  status(): AccountStatus
  /**
   * Fetches token and tickets before the first page needs them.
   *
   * @throws {PlatformError} if one of them cannot be fetched
   * @example
   * await account.warm()
   * server.listen(3000)
   */
  warm(options?: WarmOptions): Promise<void>
  /**
   * Shuts the account down before the process ends: calls that wait for a token or a ticket, and later ones, reject with
   * `CLOSED`, and a lock in the store is released, so that other processes need not wait for its lease to expire. What
   * `request()` and `media()` have sent already is answered. Does not close the client of the store.
   *
   * @example
   * process.once('SIGTERM', () => server.close(async () => { await account.close(); await redis.quit() }))
   */
  close(): Promise<void>
}

/** Result of `account.status`. */
export interface AccountStatus {
  /** Whether the last call to the store succeeded. */
  store: 'up' | 'down'
  credentials: Readonly<Record<CredentialName, CredentialStatus>>
}

/** Options of `account.warm`. */
export interface WarmOptions extends CallOptions {
  /** Tickets to fetch, in addition to the token. @default ['jsapi'] */
  tickets?: readonly TicketType[] | undefined
}
