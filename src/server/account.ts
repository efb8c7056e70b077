import { createCredential } from './credential.js'
import { PlatformError } from './errors.js'
import { createPlatformClient, HOSTS } from './platform.js'
import { createNonceStr, jsApiSignature } from './signature.js'
import { memoryStore, type Store } from './store.js'

/** What `createAccount` takes. */
export interface AccountOptions {
  /** May be `undefined` to the compiler, as what comes from the environment is; then `createAccount` throws. */
  appId: string | undefined
  /** The account's secret (AppSecret). It is sent to WeChat and to nobody else. */
  secret: string | undefined
  /** Where token and ticket are kept. @default the memory of this process */
  store?: Store | undefined
  /** Origins of WeChat's platform, the first one first. @default https://api.weixin.qq.com, then WeChat's second hosts */
  hosts?: readonly string[] | undefined
  /** Sends the requests to WeChat instead of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** Is told of what went wrong behind the scenes. */
  onEvent?: ((event: AccountEvent) => void) | undefined
}

/** Something that went wrong, which callers may not have noticed. */
export type AccountEvent =
  /** A try failed; another one follows, if there is one left. */
  | { type: 'retry'; host: string; error: PlatformError }
  /** A token or ticket could not be had. What still holds goes on being used. */
  | { type: 'failure'; credential: 'access_token' | 'jsapi_ticket'; error: PlatformError }

/** What a page needs to be verified. */
export interface PageSignature {
  appId: string
  /** In seconds. */
  timestamp: number
  nonceStr: string
  signature: string
}

/** An official account (公众号) and its credentials. */
export interface Account {
  readonly appId: string
  /**
   * Signs a page's URL with the account's ticket.
   *
   * @param url as the page has it; what follows `#` is left out
   * @param options.refused WeChat has refused a signature: the ticket is asked for again, at most every 30 s
   * @throws {PlatformError} where there is no ticket to be had
   */
  signature(url: string, options?: { refused?: boolean | undefined }): Promise<PageSignature>
  /** The account's access token, of the stable kind: it does not disturb other programs that use `cgi-bin/token`. */
  accessToken(): Promise<string>
  /** The ticket that signs pages. */
  ticket(type: 'jsapi'): Promise<string>
}

const MINUTE = 60_000

/** WeChat gives a new token from 5 minutes before the old one's end. */
const TOKEN_ROTATES = 5 * MINUTE

/** While a ticket lives, WeChat says 7200 s of it whatever its age: so it is asked for again long before. */
const TICKET_FRESH_FOR = 5 * MINUTE

/** How long a refused signature makes no further one ask for the ticket. */
const REFUSED_EVERY = 30_000

/**
 * Keeps one access token and one ticket of an account: asked for once however many need it, and renewed before it dies.
 *
 * @throws {TypeError} without an `appId` or a `secret`
 * @example
 * const account = createAccount({ appId: process.env.WX_APP_ID, secret: process.env.WX_APP_SECRET })
 * const { timestamp, nonceStr, signature } = await account.signature('https://www.example.com/')
 * @see 附录1-JS-SDK使用权限签名算法
 */
export function createAccount(options: AccountOptions): Account {
  const { store = memoryStore(), hosts = HOSTS, onEvent } = options
  const appId = given('appId', options.appId)
  const secret = given('secret', options.secret)
  if (hosts.length === 0) throw new TypeError('createAccount: hosts is empty')

  // A listener's own mistake must cost nobody a signature, and an async one's not the process.
  const tell = async (event: AccountEvent) => {
    try {
      await onEvent?.(event)
    } catch {
      // Nothing is left to be told.
    }
  }
  const ask = createPlatformClient({
    hosts: hosts.map(host => host.replace(/\/+$/, '')),
    // Looked up at each request: a program may put its own in place later.
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    onRetry: (host, error) => tell({ type: 'retry', host, error }),
  })

  const held = new WeakMap<PlatformError, number>()
  const token = createCredential({
    held,
    key: `wx-ready:${appId}:access_token`,
    store,
    obtain: async () => {
      const answer = await ask({
        path: '/cgi-bin/stable_token',
        body: { grant_type: 'client_credential', appid: appId, secret },
        authorizedBy: 'secret',
      })
      return readObtained(answer, 'access_token')
    },
    freshFor: ({ life }) => Math.max(life - TOKEN_ROTATES, MINUTE),
    lifeCountsFrom: 'now',
    onFailure: error => tell({ type: 'failure', credential: 'access_token', error }),
  })

  const ticket = createCredential({
    held,
    key: `wx-ready:${appId}:jsapi_ticket`,
    store,
    obtain: async () => {
      const answer = await withToken(access_token =>
        ask({
          path: '/cgi-bin/ticket/getticket',
          query: { access_token, type: 'jsapi' },
          authorizedBy: 'token',
        }),
      )
      return readObtained(answer, 'ticket')
    },
    freshFor: () => TICKET_FRESH_FOR,
    lifeCountsFrom: 'first sight',
    onFailure: error => tell({ type: 'failure', credential: 'jsapi_ticket', error }),
  })

  /** Calls with a token, and once more with another one where WeChat says that this one is dead. */
  async function withToken<T>(call: (token: string) => Promise<T>): Promise<T> {
    const first = await token.get()
    try {
      return await call(first)
    } catch (error) {
      if (!(error instanceof PlatformError) || error.code !== 'TOKEN_REFUSED') throw error
      await token.drop(first)
      return call(await token.get())
    }
  }

  let renewal: { begun: number; done: Promise<unknown> } | undefined
  const ticketAfterRefusal = async () => {
    if (!renewal || Date.now() - renewal.begun >= REFUSED_EVERY) {
      // One that failed counts too: what is refused in an outage must not add to it.
      renewal = { begun: Date.now(), done: ticket.renew().catch(() => {}) }
    }
    // Those who come while it is under way have been refused by the same dead ticket.
    await renewal.done
    return ticket.get()
  }

  return {
    appId,
    async signature(url, { refused = false } = {}) {
      const value = await (refused ? ticketAfterRefusal() : ticket.get())
      const nonceStr = createNonceStr()
      const timestamp = Math.floor(Date.now() / 1000)
      return {
        appId,
        timestamp,
        nonceStr,
        signature: jsApiSignature({ ticket: value, nonceStr, timestamp, url }),
      }
    },
    accessToken: () => token.get(),
    async ticket(type) {
      if (type !== 'jsapi') throw new TypeError(`ticket: there is no type ${String(type)}`)
      return ticket.get()
    },
  }
}

function given(name: string, value: string | undefined): string {
  if (typeof value !== 'string' || value.trim() === '')
    throw new TypeError(`createAccount: ${name} is missing`)
  return value
}

function readObtained(answer: Record<string, unknown>, field: string): { value: string; life: number } {
  const { [field]: value, expires_in: seconds } = answer
  if (typeof value !== 'string' || value === '')
    throw new PlatformError('BAD_ANSWER', { errmsg: `no ${field}` })
  const life = Number(seconds) * 1000
  if (!(life > 0)) throw new PlatformError('BAD_ANSWER', { errmsg: `no expires_in with the ${field}` })
  return { value, life }
}
