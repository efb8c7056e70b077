import type { PlatformError } from '../errors.js'
import type { FailedTry } from '../platform/client.js'

/** What an account keeps: its token, and a ticket for pages and one for cards (卡券). */
export type CredentialName = 'access_token' | 'jsapi_ticket' | 'wx_card_ticket'

/** Something that happened behind the scenes, and which callers may not have noticed. No event holds a secret. */
export type AccountEvent =
  /** A try failed; another one follows, if there is one left. */
  | ({ type: 'retry' } & FailedTry)
  /** WeChat gave a token or ticket. @property changed whether it is another one than before */
  | { type: 'refreshed'; credential: CredentialName; changed: boolean }
  /** A token or ticket could not be had. What still holds goes on being used. */
  | { type: 'failure'; credential: CredentialName; error: PlatformError }
  /** A token or ticket can be had again, by this process or another one that shares the store. @property downFor in ms */
  | { type: 'recovered'; credential: CredentialName; downFor: number }
  /** The store failed. Each process goes on with what it has in memory, and asks WeChat by itself where that is not enough. */
  | { type: 'store-failure'; error: PlatformError }
  /** The store answers again. @property downFor in ms */
  | { type: 'store-recovered'; downFor: number }
  /** WeChat refused the token three times within ten minutes: another service refreshes this account. */
  | { type: 'token-conflict'; refusals: number; hint: string }

export const TOKEN_CONFLICT_HINT =
  'Another service refreshes the token of this account. Let all use this one store, or give createAccount that service as accessToken.'
