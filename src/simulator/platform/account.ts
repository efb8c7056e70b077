import type { Issued } from './issued.js'
import { randomText } from './random.js'

/** An official account (公众号), as its owner configures it. */
export interface SimulatedCredentials {
  /** AppID of the account. */
  appId: string
  /** The account's secret (AppSecret). */
  secret: string
  /** The JS domains (JS接口安全域名) that are bound to the account. @default any domain */
  domains?: readonly string[] | undefined
  /** The domains (网页授权域名) that users may be redirected to after they signed in. @default any domain */
  authDomains?: readonly string[] | undefined
  /** The IP addresses (IP白名单) that may call the account's APIs. @default any address */
  ipList?: readonly string[] | undefined
  /**
   * Paths of APIs that the account may not call (48001), as if it were not verified, and OAuth scopes that it may not
   * request.
   * @default none
   */
  denied?: readonly string[] | undefined
  /**
   * What happens to older tokens of `/cgi-bin/token` when a new one is issued: they stay valid for 5 minutes (`'overlap'`),
   * or become invalid at once (`'latest'`).
   * @default 'overlap'
   */
  legacyTokens?: 'overlap' | 'latest' | undefined
  /** The length of an access token in characters, 16 to 512. WeChat asks developers to store up to 512. @default 136 */
  tokenLength?: number | undefined
  /**
   * The merchant's API key (API密钥, V2): payments with MD5 and HMAC-SHA256 are refused if they are not signed with it. It never
   * leaves the platform.
   * @default any signature is accepted
   */
  payKey?: string | undefined
  /**
   * The merchant's certificate (apiclient_cert.pem), or the public key alone, as PEM text: payments with RSA (API V3) are refused
   * if they are not signed with its private key.
   * @default any signature is accepted
   */
  payCertificate?: string | undefined
  /** The account's first `jsapi_ticket`. @default a random one, created when it is first requested */
  ticket?: string | undefined
}

export type TicketType = 'jsapi' | 'wx_card'

/** The response of both token APIs. */
export interface TokenResponse {
  access_token: string
  /** In seconds. */
  expires_in: number
}

/** An account with its tokens and tickets. */
export interface SimulatedAccount {
  readonly settings: SimulatedCredentials
  /** @param force whether to revoke the current token (`force_refresh`) */
  stableToken(force: boolean): TokenResponse
  legacyToken(): TokenResponse
  /** `'replaced'`: it was revoked, or a newer token ended it before its time. */
  statusOf(token: string): 'valid' | 'expired' | 'replaced' | 'unknown'
  ticket(type: TicketType): { ticket: string; expires_in: number }
  /** The tickets that are valid now. */
  validTickets(type: TicketType): string[]
  /** Its tokens and tickets that are valid now, without their values. */
  credentials(): SimulatedCredential[]
  revokeTickets(): void
  revokeTokens(): void
}

/** A token or ticket that is valid. */
export interface SimulatedCredential {
  kind: 'stable_token' | 'token' | TicketType
  /** In ms. */
  age: number
  /** In ms. */
  expiresIn: number
}

const SECOND = 1000
const LIFETIME = 7200 * SECOND
/**
 * In the last 5 minutes of a stable token a new one is issued, and both are valid. Older tokens of `/cgi-bin/token` also
 * stay valid for this long.
 */
const OVERLAP = 300 * SECOND
/** How long the platform remembers an expired token, to tell it from an unknown one. */
const EXPIRED_KEPT_FOR = 86_400 * SECOND

interface Credential {
  value: string
  createdAt: number
  expiresAt: number
  /** Whether it was ended before its time. */
  replaced?: boolean
}

/**
 * @param issued counts each new token and ticket
 * @throws {TypeError} for a `tokenLength` out of range
 */
export function createSimulatedAccount(
  settings: SimulatedCredentials,
  now: () => number,
  issued: Issued,
): SimulatedAccount {
  const { tokenLength = 136, legacyTokens = 'overlap' } = settings
  if (!(tokenLength >= 16 && tokenLength <= 512))
    throw new TypeError('createPlatform: tokenLength must be from 16 to 512')
  // The two kinds of token are independent of each other.
  let stable: Credential[] = []
  let legacy: Credential[] = []
  const tickets = new Map<TicketType, Credential>()
  if (settings.ticket !== undefined) tickets.set('jsapi', credential(settings.ticket, now()))

  const withNewToken = (tokens: Credential[], at: number): Credential[] => [
    ...tokens.filter(({ expiresAt }) => expiresAt > at - EXPIRED_KEPT_FOR),
    credential(randomText(tokenLength), at),
  ]
  const endAt = (tokens: readonly Credential[], at: number) => {
    for (const token of tokens) {
      if (token.expiresAt > at) Object.assign(token, { expiresAt: at, replaced: true })
    }
  }
  const validTicket = (type: TicketType) => {
    const ticket = tickets.get(type)
    return ticket && ticket.expiresAt > now() ? ticket : undefined
  }

  return {
    settings,
    stableToken(force) {
      const at = now()
      if (force) endAt(stable, at)
      if ((stable.at(-1)?.expiresAt ?? 0) - at <= OVERLAP) {
        stable = withNewToken(stable, at)
        issued.stable_token += 1
      }
      return newestOf(stable, at)
    },
    legacyToken() {
      const at = now()
      endAt(legacy, legacyTokens === 'latest' ? at : at + OVERLAP)
      legacy = withNewToken(legacy, at)
      issued.token += 1
      return newestOf(legacy, at)
    },
    statusOf(value) {
      const token = [...stable, ...legacy].find(token => token.value === value)
      if (!token) return 'unknown'
      if (token.expiresAt > now()) return 'valid'
      return token.replaced ? 'replaced' : 'expired'
    },
    ticket(type) {
      let ticket = validTicket(type)
      if (!ticket) {
        ticket = credential(randomText(86), now())
        tickets.set(type, ticket)
        issued[type] += 1
      }
      // WeChat returns the full lifetime whatever the ticket's age.
      return { ticket: ticket.value, expires_in: LIFETIME / SECOND }
    },
    validTickets(type) {
      const ticket = validTicket(type)
      return ticket ? [ticket.value] : []
    },
    credentials() {
      const at = now()
      const all = [
        ...stable.map(token => ({ kind: 'stable_token' as const, ...token })),
        ...legacy.map(token => ({ kind: 'token' as const, ...token })),
        ...[...tickets].map(([kind, ticket]) => ({ kind, ...ticket })),
      ]
      return all
        .filter(({ expiresAt }) => expiresAt > at)
        .map(({ kind, createdAt, expiresAt }) => ({ kind, age: at - createdAt, expiresIn: expiresAt - at }))
    },
    revokeTickets() {
      tickets.clear()
    },
    revokeTokens() {
      endAt([...stable, ...legacy], now())
    },
  }
}

function credential(value: string, at: number): Credential {
  return { value, createdAt: at, expiresAt: at + LIFETIME }
}

function newestOf(tokens: readonly Credential[], at: number): TokenResponse {
  const { value, expiresAt } = tokens.at(-1) as Credential
  return { access_token: value, expires_in: Math.floor((expiresAt - at) / SECOND) }
}
