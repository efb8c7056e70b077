import { sha1 } from '../page/sha1.js'
import type { SimulatedAccount } from './account.js'

/** A card as `batchAddCard` sends it. */
export interface SentCard {
  card_id?: unknown
  card_ext?: unknown
}

/** Checks what an account signed with its `wx_card` ticket. Each method returns why WeChat would refuse it. */
export interface CardCheck {
  /** A card of `addCard`. Each `cardExt` is accepted once. */
  card(account: SimulatedAccount, card: SentCard): string | undefined
  /** The filter of `chooseCard`. */
  filter(account: SimulatedAccount, filter: Readonly<Record<string, unknown>>): string | undefined
}

export function createCardCheck(): CardCheck {
  const added = new Set<string>()
  return {
    card(account, { card_id, card_ext }) {
      if (typeof card_ext !== 'string') return 'cardExt is not text: pass it as JSON text, not as an object'
      const ext = parse(card_ext)
      if (!ext) return 'cardExt is not JSON'
      const { timestamp, code, openid, nonce_str, signature } = ext
      const refusal = refusalOf(account, [timestamp, card_id, code, openid, nonce_str], signature)
      if (refusal) return refusal
      const key = `${card_id} ${signature}`
      if (added.has(key)) return 'this cardExt was used before: each needs its own timestamp and nonce_str'
      added.add(key)
      return undefined
    },
    filter(
      account,
      { app_id, location_id, time_stamp, nonce_str, card_id, card_type, sign_type, card_sign },
    ) {
      if (sign_type !== 'SHA1') return `signType is ${sign_type}, not SHA1`
      if (app_id !== account.settings.appId) return `the page's appId is ${app_id}`
      return refusalOf(account, [app_id, location_id, time_stamp, nonce_str, card_id, card_type], card_sign)
    },
  }
}

/** The rule of the guide's appendix 4: the values and the ticket, sorted by code unit and joined. */
function refusalOf(
  account: SimulatedAccount,
  values: readonly unknown[],
  signature: unknown,
): string | undefined {
  const tickets = account.validTickets('wx_card')
  if (tickets.length === 0) return 'the account has no valid wx_card ticket: it requested none, or it expired'
  const texts = values.map(value => String(value ?? ''))
  const matches = tickets.some(ticket => sha1([ticket, ...texts].sort().join('')) === signature)
  return matches ? undefined : 'invalid signature: it is not that of these values and the wx_card ticket'
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
