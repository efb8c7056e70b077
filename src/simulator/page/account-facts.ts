/** What a client learns from WeChat's platform about an account. */
export interface AccountFacts {
  /** The `jsapi_ticket` values that are valid now. */
  tickets: readonly string[]
  /** The JS domains (JS接口安全域名) that are bound to the account. @default any domain */
  domains?: readonly string[]
}

/** Looks up the facts of an account. */
export type AccountFactsLookup = (appId: string) => Promise<AccountFacts>

/** @param platform the origin of a `createPlatform()`, the facts themselves, or a function that looks them up */
export function toAccountFactsLookup(
  platform: string | AccountFacts | AccountFactsLookup,
): AccountFactsLookup {
  if (typeof platform === 'function') return platform
  if (typeof platform === 'object') return async () => platform
  return async appId => {
    const response = await fetch(`${platform}/simulator/tickets?appid=${encodeURIComponent(appId)}`)
    if (!response.ok) throw new Error(`there is no createPlatform() at ${platform}`)
    return (await response.json()) as AccountFacts
  }
}
