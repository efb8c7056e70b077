import { randomBytes } from 'node:crypto'

/** An official account, as its owner knows it. */
export interface SimulatedCredentials {
  appId: string
  secret: string
  /** The JS domains (JS接口安全域名) that are bound to it. @default any */
  domains?: readonly string[] | undefined
  /** Its first ticket for pages. @default a new one */
  ticket?: string | undefined
}

type TicketType = 'jsapi' | 'wx_card'

/** What the platform keeps of an account. */
export interface SimulatedAccount {
  readonly secret: string
  readonly domains: readonly string[]
  token(force: boolean): { access_token: string; expires_in: number }
  /** Counts a `force_refresh`: 20 a day, 30 s apart. */
  mayForce(): boolean
  stateOf(token: string): 'alive' | 'expired' | 'unknown'
  ticket(type: TicketType): { ticket: string; expires_in: number }
  /** The tickets for pages that hold now. */
  liveTickets(): string[]
  killTickets(): void
  killTokens(): void
}

const SECOND = 1000
const LIFE = 7200 * SECOND
/** In a token's last 5 minutes a new one is given, and both hold. */
const OVERLAP = 300 * SECOND
const DAY = 86_400 * SECOND

interface Credential {
  value: string
  until: number
}

export function createSimulatedAccount(given: SimulatedCredentials, now: () => number): SimulatedAccount {
  let tokens: Credential[] = []
  let expired: string[] = []
  let forced: number[] = []
  const tickets = new Map<TicketType, Credential>()
  if (given.ticket !== undefined) tickets.set('jsapi', { value: given.ticket, until: now() + LIFE })

  const create = (length: number): Credential => ({
    value: randomBytes(length).toString('base64url'),
    until: now() + LIFE,
  })
  const alive = ({ until }: Credential) => until > now()
  const liveTicket = (type: TicketType) => {
    const kept = tickets.get(type)
    return kept && alive(kept) ? kept : undefined
  }

  return {
    secret: given.secret,
    domains: given.domains ?? [],
    token(force) {
      const latest = tokens.at(-1)
      if (force || !latest || latest.until - now() <= OVERLAP) {
        expired = [...expired, ...tokens.filter(token => force || !alive(token)).map(({ value }) => value)]
        tokens = [...(force ? [] : tokens.filter(alive)), create(96)]
      }
      const { value, until } = tokens.at(-1) as Credential
      return { access_token: value, expires_in: Math.round((until - now()) / SECOND) }
    },
    mayForce() {
      forced = forced.filter(at => at > now() - DAY)
      const allowed = forced.length < 20 && now() - (forced.at(-1) ?? 0) >= 30 * SECOND
      if (allowed) forced.push(now())
      return allowed
    },
    stateOf(token) {
      const known = tokens.find(({ value }) => value === token)
      if (known && alive(known)) return 'alive'
      return known || expired.includes(token) ? 'expired' : 'unknown'
    },
    ticket(type) {
      const kept = liveTicket(type) ?? create(64)
      tickets.set(type, kept)
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
      tokens = []
    },
  }
}
