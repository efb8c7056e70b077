import type { PlatformError } from '../errors.js'
import type { FailedTry } from '../platform/client.js'

/** The credentials of an account: its access token, and the tickets for pages and for cards (卡券). */
export type CredentialName = 'access_token' | 'jsapi_ticket' | 'wx_card_ticket'

/** Something that happened in the background, and that callers may not see. No event contains a secret. */
export type AccountEvent =
  /** An attempt failed. Another one follows, unless it was the last. */
  | ({ type: 'retry' } & FailedTry)
  /** WeChat returned a token or ticket. @property changed whether it is different from the one before */
  | { type: 'refreshed'; credential: CredentialName; changed: boolean }
  /** A token or ticket could not be fetched. An older one is used as long as it is valid. */
  | { type: 'failure'; credential: CredentialName; error: PlatformError }
  /** A token or ticket is available again, fetched by this process or by another one that shares the store. @property downFor in ms */
  | { type: 'recovered'; credential: CredentialName; downFor: number }
  /** The store failed. Each process continues with what it has in memory, and otherwise asks WeChat itself. */
  | { type: 'store-failure'; error: PlatformError }
  /** The store responds again. @property downFor in ms */
  | { type: 'store-recovered'; downFor: number }
  /** WeChat rejected the token three times within ten minutes: another service refreshes the token of this account. */
  | { type: 'token-conflict'; refusals: number; hint: string }

export const TOKEN_CONFLICT_HINT =
  'Another service refreshes the token of this account. Let all services share one store, or pass createAccount an accessToken function that gets the token from that service.'
