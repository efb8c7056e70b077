/** What the user grants: `snsapi_base` gives the openid without asking; `snsapi_userinfo` asks, and gives name and picture too. */
export type OAuthScope = 'snsapi_base' | 'snsapi_userinfo'

/** Options of `authorizeUrl`. */
export interface AuthorizeOptions {
  /**
   * Where WeChat sends the user back to, with `code` and `state`; required. Pass it unencoded. Its domain must be registered
   * with the account (网页授权域名).
   */
  redirectUri: string
  /** What the user is asked to grant. @default 'snsapi_base' */
  scope?: OAuthScope | undefined
  /** Comes back unchanged; required. 1 to 128 of a-z, A-Z and 0-9. Make it unguessable, so that nobody can inject a code of their own. */
  state: string
  /** Asks the user even if WeChat would skip that. @default false */
  forcePopup?: boolean | undefined
  /** Opens the snapshot page (快照页) first. @default false */
  forceSnapShot?: boolean | undefined
}

/** WeChat matches the URL against a pattern, so the order of the parameters counts. */
export function toAuthorizeUrl(
  host: string,
  appId: string,
  { redirectUri, scope = 'snsapi_base', state, forcePopup = false, forceSnapShot = false }: AuthorizeOptions,
): string {
  validateRedirectUri(redirectUri)
  if (!SCOPES.includes(scope)) throw new TypeError(`authorizeUrl: scope must be one of ${SCOPES.join(', ')}`)
  if (typeof state !== 'string' || !/^[a-zA-Z0-9]{1,128}$/.test(state))
    throw new TypeError('authorizeUrl: state must be 1 to 128 of a-z, A-Z and 0-9')
  const query = [
    `appid=${encodeURIComponent(appId)}`,
    `redirect_uri=${encodeURIComponent(redirectUri)}`,
    'response_type=code',
    `scope=${scope}`,
    `state=${state}`,
    ...(forcePopup ? ['forcePopup=true'] : []),
    ...(forceSnapShot ? ['forceSnapShot=true'] : []),
  ]
  return `${host}/connect/oauth2/authorize?${query.join('&')}#wechat_redirect`
}

const SCOPES: readonly string[] = ['snsapi_base', 'snsapi_userinfo'] satisfies OAuthScope[]

function validateRedirectUri(redirectUri: string): void {
  const invalid = (why: string) => new TypeError(`authorizeUrl: redirectUri ${why}`)
  if (typeof redirectUri !== 'string') throw invalid('is missing')
  if (/^https?%3A/i.test(redirectUri)) throw invalid('is percent-encoded: pass it unencoded')
  if (!/^https?:\/\/[^\\\s\p{Surrogate}]+$/iu.test(redirectUri) || !URL.canParse(redirectUri))
    throw invalid('is not an absolute http(s) URL, such as https://www.example.com/wx/login')
  const { username, password } = new URL(redirectUri)
  if (username || password) throw invalid('must not contain a user name or a password')
}

/** Whether a code sent to this URL travels unencrypted over a network. */
export function isSentInClear(redirectUri: string): boolean {
  const { protocol, hostname } = new URL(redirectUri)
  return protocol === 'http:' && !/^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
