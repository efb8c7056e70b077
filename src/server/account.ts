import { type Card, type CardFilter, createCardExt, createCardSign, type SignedCardFilter } from './card.js'
import { type Credential, createCredential } from './credential.js'
import { type CallOptions, createCalls, givenTimeout } from './deadline.js'
import { PlatformError } from './errors.js'
import { type AccountEvent, type CredentialName, createTeller, TOKEN_CONFLICT_HINT } from './events.js'
import { givenWord } from './given.js'
import { fetchMedia, type MediaOptions } from './media.js'
import { createNonces } from './nonce.js'
import { planTicket, ticketMayBeDead } from './plans.js'
import { createPlatformClient, type PlatformLimits, type PlatformOptions } from './platform.js'
import { type AccountRequest, request, withToken } from './request.js'
import { createSafeStore } from './safe-store.js'
import { jsApiSignature } from './signature.js'
import { memoryStore, type Store } from './store.js'
import {
  type AccessTokenSource,
  type Common,
  createForeignToken,
  createLegacyToken,
  createStableToken,
  readObtained,
  type Token,
} from './token.js'
import { within } from './within.js'

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

/** What a ticket signs: pages, or cards (卡券). */
export type TicketType = 'jsapi' | 'wx_card'

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
}

/**
 * Keeps the token and the tickets of an account: asked for once however many processes need them, and renewed before
 * they die. Nothing happens before the first call.
 *
 * @throws {TypeError} without an `appId` or a `secret`
 * @example
 * const account = createAccount({ appId: process.env.WX_APP_ID, secret: process.env.WX_APP_SECRET })
 * const { timestamp, nonceStr, signature } = await account.signature('https://www.example.com/')
 * @see 附录1-JS-SDK使用权限签名算法
 */
export function createAccount(options: AccountOptions): Account {
  const appId = givenWord('createAccount: appId', options.appId)
  const tell = createTeller(options.onEvent)
  const limits = readTimeouts(options.timeouts)
  const calls = createCalls(limits.call)
  const client = createPlatformClient(
    { ...options, limits, onRetry: retry => tell({ type: 'retry', ...retry }) },
    'createAccount',
  )
  const store = createSafeStore(
    options.store ?? memoryStore(),
    error => tell({ type: 'store-failure', error }),
    'createAccount',
  )
  const heldErrors = new WeakMap()
  const common = (credential: CredentialName): Common => ({
    // Braces: a Redis Cluster keeps all that have the same between them in one place.
    key: `wx-ready:{${appId}}:${credential}`,
    store,
    heldErrors,
    limits: { waiting: limits.waiting, asking: limits.all },
    closing: calls.closing,
    onRefreshed: changed => tell({ type: 'refreshed', credential, changed }),
    onFailure: error => tell({ type: 'failure', credential, error }),
    onConflict: refusals => tell({ type: 'token-conflict', refusals, hint: TOKEN_CONFLICT_HINT }),
  })

  const token = createToken(options, common('access_token'), appId, client.ask)
  const ticket = (type: TicketType): Credential =>
    createCredential({
      ...common(`${type}_ticket`),
      plan: planTicket,
      mayBeDead: ticketMayBeDead,
      async obtain(_refused, left, signal) {
        const waiting = (value: string | Promise<string>) =>
          typeof value === 'string' ? value : within(Math.max(left(), 1), value, noToken)
        const answer = await withToken(token, waiting, access_token =>
          client.ask({
            path: '/cgi-bin/ticket/getticket',
            query: { access_token, type },
            authorizedBy: 'token',
            secrets: [access_token],
            repeatable: true,
            limit: left(),
            signal,
          }),
        )
        return readObtained(answer, 'ticket')
      },
    })
  const tickets = { jsapi: ticket('jsapi'), wx_card: ticket('wx_card') }
  const ticketFor = (type: TicketType, options: CallOptions | undefined) => {
    calls.assertOpen(options)
    return calls.settle(tickets[type].get(), options)
  }
  const nonces = createNonces()
  const sign = (value: string, url: string): PageSignature => {
    const nonceStr = nonces()
    const timestamp = Math.floor(Date.now() / 1000)
    const signature = jsApiSignature({ ticket: value, nonceStr, timestamp, url })
    return { appId, timestamp, nonceStr, signature }
  }

  return {
    appId,
    async signature(url, options = {}) {
      if (typeof url !== 'string') throw new TypeError('signature: url must be text, as the page has it')
      calls.assertOpen(options)
      const ticket = options.refused ? tickets.jsapi.renew() : tickets.jsapi.get()
      // To await what is there takes as long as a good part of a signature.
      return sign(typeof ticket === 'string' ? ticket : await calls.settle(ticket, options), url)
    },
    async accessToken(options) {
      calls.assertOpen(options)
      return calls.settle(token.get(), options)
    },
    async ticket(type, options) {
      if (!Object.hasOwn(tickets, type)) throw new TypeError(`ticket: there is no type ${String(type)}`)
      return ticketFor(type, options)
    },
    cardExt: async (card, options) => createCardExt(await ticketFor('wx_card', options), card),
    cardSign: async (filter = {}, options) =>
      createCardSign(await ticketFor('wx_card', options), appId, filter),
    async media(mediaId, mediaOptions = {}) {
      const { signal } = mediaOptions
      calls.assertOpen({ signal })
      return fetchMedia(token, client, value => calls.settle(value, { signal }), mediaId, mediaOptions)
    },
    async request<Answer extends object>(path: string, init: AccountRequest = {}) {
      const { signal } = init
      calls.assertOpen({ signal })
      const answer = await request(token, client, value => calls.settle(value, { signal }), path, init)
      return answer as Answer
    },
  }
}

interface Limits extends PlatformLimits {
  /** For a call. */
  call: number
  /** For another process that asks WeChat. */
  waiting: number
}

/** What a refresh that fails has to say is to reach its callers before their own time is up. */
function readTimeouts({ call = 10_000, request = 3000 }: AccountTimeouts = {}): Limits {
  givenTimeout('createAccount: timeouts.call', call)
  givenTimeout('createAccount: timeouts.request', request)
  return { call, request, waiting: 0.9 * call, all: 0.8 * call }
}

function noToken(): never {
  throw new PlatformError('TIMEOUT', { errmsg: 'no access token in time', hint: NO_TOKEN_HINT })
}

const NO_TOKEN_HINT = 'Look at what onEvent was told of access_token.'

function createToken(
  { accessToken, secret, tokenApi = 'stable' }: AccountOptions,
  common: Common,
  appId: string,
  ask: Parameters<typeof createStableToken>[1]['ask'],
): Token {
  if (accessToken !== undefined) {
    if (typeof accessToken !== 'function')
      throw new TypeError('createAccount: accessToken must be a function that gives a token')
    return createForeignToken(accessToken)
  }
  const asking = { ask, appId, secret: givenWord('createAccount: secret', secret) }
  if (tokenApi === 'stable') return createStableToken(common, asking)
  if (tokenApi === 'legacy') return createLegacyToken(common, asking)
  throw new TypeError(`createAccount: there is no tokenApi ${String(tokenApi)}`)
}
