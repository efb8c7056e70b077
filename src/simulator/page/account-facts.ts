/** What a client learns from WeChat's platform about an account. */
export interface AccountFacts {
  /** The `jsapi_ticket` values that are valid now. */
  tickets: readonly string[]
  /** The JS domains (JS接口安全域名) that are bound to the account. @default any domain */
  domains?: readonly string[]
}

/** Looks up the facts of an account. */
export type AccountFactsLookup = (appId: string) => Promise<AccountFacts>
