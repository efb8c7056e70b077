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

/** What `createAccount` takes. */
export interface AccountOptions extends PlatformOptions {
  /** May be `undefined` to the compiler, as what comes from the environment is; then `createAccount` throws. */
  appId: string | undefined
  /** The account's secret (AppSecret). It is sent to WeChat and to nobody else. Is not needed with `accessToken`. */
  secret?: string | undefined
  /**
   * Where token and tickets are kept. All processes that share it, on any number of machines, ask WeChat as one.
   * @default the memory of this process
   */
  store?: Store | undefined
  /**
   * Which token is asked for. `'legacy'` is that of `cgi-bin/token`, each of which kills the one before: several
   * processes need one `store` then, and it is at war with every other program that asks for one.
   * @default 'stable'
   */
  tokenApi?: 'stable' | 'legacy' | undefined
  /**
   * Gives a token of a service of one's own, instead of asking WeChat for one. It is called for each request to WeChat
   * that needs a token, and has to keep the token by itself; where WeChat has refused one, that is `refused`.
   */
  accessToken?: AccessTokenSource | undefined
  /** How long things may take. */
  timeouts?: AccountTimeouts | undefined
  /** Is told of what happens behind the scenes. */
  onEvent?: ((event: AccountEvent) => void) | undefined
}

/** How long things may take, in ms. */
export interface AccountTimeouts {
  /**
   * For a call of `signature`, `ticket`, `accessToken`, `cardExt`, `cardSign`, and for the token that `request` and `media`
   * wait for: whatever happens, it settles within this time, counted from its own start. @default 10000
   */
  call?: number | undefined
  /** For one try of a request to WeChat. @default 3000 */
  request?: number | undefined
}

/** What a page needs to be verified. */
export interface PageSignature {
  appId: string
  /** In seconds. */
  timestamp: number
  nonceStr: string
  signature: string
}

/** What `account.signature` takes beside the URL. */
export interface SignatureOptions extends CallOptions {
  /** WeChat has refused a signature of this page. @default false */
  refused?: boolean | undefined
}

/** An official account (公众号) and its credentials. Every method rejects with a {@link PlatformError} where WeChat or the store fails. */
export interface Account {
  readonly appId: string
  /**
   * Signs a page's URL with the account's ticket.
   *
   * @param url as the page has it; what follows `#` is left out
   * @param options.refused WeChat has refused a signature: the ticket is asked for again, at most every 30 s
   * @throws {PlatformError} `TIMEOUT` where there is none within `timeout`
   * @see 附录1-JS-SDK使用权限签名算法
   */
  signature(url: string, options?: SignatureOptions): Promise<PageSignature>
  /** The account's access token. Not a user's: that one is given by `createOAuth`. */
  accessToken(options?: CallOptions): Promise<string>
  /** The ticket that signs pages, or cards. */
  ticket(type: TicketType, options?: CallOptions): Promise<string>
  /**
   * Makes the `cardExt` of one card for `wx.addCard`: text, signed, and good for one call.
   *
   * @throws {TypeError} for what WeChat would refuse
   * @see 附录4-卡券扩展字段及签名生成算法
   */
  cardExt(card: Card, options?: CallOptions): Promise<string>
  /**
   * Makes all parameters of `wx.chooseCard`, signed, for one call. Without a filter the user chooses among all cards.
   *
   * @throws {TypeError} for what WeChat would refuse
   * @see 附录4-卡券扩展字段及签名生成算法
   */
  cardSign(filter?: CardFilter, options?: CallOptions): Promise<SignedCardFilter>
  /**
   * Opens a file that a page has uploaded: a `serverId` of `wx.uploadImage` or `wx.uploadVoice`. WeChat keeps it for 3 days.
   *
   * @returns its answer, unread: `body` is a stream; a video is fetched from the address that WeChat gives for it
   * @throws {PlatformError} `BAD_REQUEST` with errcode 40007 where there is no such file (any more)
   * @example
   * const { body, headers } = await account.media(serverId)
   * await pipeline(Readable.fromWeb(body), createWriteStream('picture.jpg'))
   * @see 上传图片接口
   */
  media(mediaId: string, options?: MediaOptions): Promise<Response>
  /**
   * Calls any API of the platform, with the token, on the host that answers, and once more where the token is dead.
   *
   * @param path as in `/cgi-bin/user/info`
   * @returns WeChat's answer, in which there is no error
   * @example
   * const user = await account.request('/cgi-bin/user/info', { query: { openid, lang: 'zh_CN' } })
   */
  request<Answer extends object = Record<string, unknown>>(
    path: string,
    init?: AccountRequest,
  ): Promise<Answer>
  /** What this process knows of its credentials and its store, as for a health check or a metric. Asks nobody, and holds no secret. */
  status(): AccountStatus
  /**
   * Gets token and tickets before the first page needs them.
   *
   * @throws {PlatformError} what a page would be refused for
   * @example
   * await account.warm()
   * server.listen(3000)
   */
  warm(options?: WarmOptions): Promise<void>
  /**
   * Ends what is in flight before the process ends: a lock that it holds is released, so that no other process has to wait
   * for its lease, and each call that waits, or comes later, rejects with `CLOSED`. The store's client stays yours to close.
   *
   * @example
   * process.once('SIGTERM', () => server.close(async () => { await account.close(); await redis.quit() }))
   */
  close(): Promise<void>
}

/** What `account.status` gives. */
export interface AccountStatus {
  /** Whether the store answered when it was last asked. */
  store: 'up' | 'down'
  credentials: Readonly<Record<CredentialName, CredentialStatus>>
}

/** What `account.warm` takes. */
export interface WarmOptions extends CallOptions {
  /** Which tickets. @default `['jsapi']` */
  tickets?: readonly TicketType[] | undefined
}
