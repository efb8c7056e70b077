import { randomText } from './random.js'
import type { Issued } from './world.js'

/** An official account, as its owner knows it. */
export interface SimulatedCredentials {
  appId: string
  secret: string
  /** The JS domains (JS接口安全域名) that are bound to it. @default any */
  domains?: readonly string[] | undefined
  /** The domains (网页授权域名) to which those who have signed in are sent back. @default any */
  authDomains?: readonly string[] | undefined
  /** The addresses (IP白名单) that may ask for a token. @default any */
  ipList?: readonly string[] | undefined
  /**
   * Paths of APIs that it has no right to, as one that is not verified (48001), and scopes that it may not ask for.
   * @default none
   */
  denied?: readonly string[] | undefined
  /**
   * What becomes of the tokens before the newest one of `/cgi-bin/token`: they hold for 5 minutes more, or no longer.
   * @default 'overlap'
   */
  legacyTokens?: 'overlap' | 'latest' | undefined
  /** How many characters a token has: WeChat says that there may be 512. @default 136 */
  tokenLength?: number | undefined
  /** Its first ticket for pages. @default a new one */
  ticket?: string | undefined
}

export type TicketType = 'jsapi' | 'wx_card'

export interface GivenToken {
  access_token: string
  expires_in: number
}

/** What the platform keeps of an account. */
export interface SimulatedAccount {
  readonly facts: SimulatedCredentials
  stableToken(force: boolean): GivenToken
  legacyToken(): GivenToken
  /** `'replaced'`: another one stands in its place. */
  stateOf(token: string): 'alive' | 'expired' | 'replaced' | 'unknown'
  ticket(type: TicketType): { ticket: string; expires_in: number }
  /** The tickets for pages that hold now. */
  liveTickets(): string[]
  killTickets(): void
  killTokens(): void
}

const SECOND = 1000
const LIFE = 7200 * SECOND
/** In a stable token's last 5 minutes a new one is given, and both hold. As long do older tokens of the other kind. */
const OVERLAP = 300 * SECOND
/** So long the platform knows that a token has died. */
const REMEMBERED = 86_400 * SECOND

interface Credential {
  value: string
  until: number
  /** It ends before its time, for another one's sake. */
  replaced?: boolean
}

/** @param issued counts what is made anew */
export function createSimulatedAccount(
  facts: SimulatedCredentials,
  now: () => number,
  issued: Issued,
): SimulatedAccount {
  const { tokenLength = 136, legacyTokens = 'overlap' } = facts
  if (!(tokenLength >= 16 && tokenLength <= 512))
    throw new TypeError('createPlatform: tokenLength must be from 16 to 512')
  // Two kinds, that leave each other alone.
  let stable: Credential[] = []
  let legacy: Credential[] = []
  const tickets = new Map<TicketType, Credential>()
  if (facts.ticket !== undefined) tickets.set('jsapi', { value: facts.ticket, until: now() + LIFE })

  const add = (tokens: Credential[], at: number): Credential[] => [
    ...tokens.filter(({ until }) => until > at - REMEMBERED),
    { value: randomText(tokenLength), until: at + LIFE },
  ]
  const end = (tokens: readonly Credential[], at: number) => {
    for (const token of tokens) if (token.until > at) Object.assign(token, { until: at, replaced: true })
  }
  const liveTicket = (type: TicketType) => {
    const kept = tickets.get(type)
    return kept && kept.until > now() ? kept : undefined
  }

  return {
    facts,
    stableToken(force) {
      const at = now()
      if (force) end(stable, at)
      if ((stable.at(-1)?.until ?? 0) - at <= OVERLAP) {
        stable = add(stable, at)
        issued.stable_token += 1
      }
      return given(stable, at)
    },
    legacyToken() {
      const at = now()
      end(legacy, legacyTokens === 'latest' ? at : at + OVERLAP)
      legacy = add(legacy, at)
      issued.token += 1
      return given(legacy, at)
    },
    stateOf(value) {
      const token = [...stable, ...legacy].find(token => token.value === value)
      if (!token) return 'unknown'
      if (token.until > now()) return 'alive'
      return token.replaced ? 'replaced' : 'expired'
    },
    ticket(type) {
      let kept = liveTicket(type)
      if (!kept) {
        kept = { value: randomText(86), until: now() + LIFE }
        tickets.set(type, kept)
        issued[type] += 1
      }
      // Always the full life, however old it is.
      return { ticket: kept.value, expires_in: LIFE / SECOND }
    },
    liveTickets() {
      const kept = liveTicket('jsapi')
      return kept ? [kept.value] : []
    },
    killTickets() {
      tickets.clear()
    },
    killTokens() {
      end([...stable, ...legacy], now())
    },
  }
}

/** The newest one. */
function given(tokens: readonly Credential[], at: number): GivenToken {
  const { value, until } = tokens.at(-1) as Credential
  return { access_token: value, expires_in: Math.floor((until - at) / SECOND) }
}
