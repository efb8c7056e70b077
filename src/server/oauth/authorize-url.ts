/** What a user is asked to allow: `snsapi_base`, which is silent, gives the openid; `snsapi_userinfo` name and picture too. */
export type OAuthScope = 'snsapi_base' | 'snsapi_userinfo'

/** What `authorizeUrl` takes. */
export interface AuthorizeOptions {
  /** Where WeChat sends the user back to, with `code` and `state`: as it is, it is encoded here. Its domain is bound to the account (网页授权域名). */
  redirectUri: string
  /** @default `snsapi_base` */
  scope?: OAuthScope | undefined
  /** Comes back as it is: 1 to 128 of a-z, A-Z and 0-9. One that nobody can guess keeps others from handing in their own code. */
  state: string
  /** Asks the user even where WeChat would not. @default false */
  forcePopup?: boolean | undefined
  /** Opens the snapshot page (快照页) first. @default false */
  forceSnapShot?: boolean | undefined
}

/** WeChat compares the address with a pattern: what stands in another order is refused. */
export function toAuthorizeUrl(
  host: string,
  appId: string,
  { redirectUri, scope = 'snsapi_base', state, forcePopup = false, forceSnapShot = false }: AuthorizeOptions,
): string {
  assertAddress(redirectUri)
  if (!SCOPES.includes(scope)) throw new TypeError(`authorizeUrl: scope is none of ${SCOPES.join(', ')}`)
  if (typeof state !== 'string' || !/^[a-zA-Z0-9]{1,128}$/.test(state))
    throw new TypeError('authorizeUrl: state is not 1 to 128 of a-z, A-Z and 0-9')
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

function assertAddress(redirectUri: string): void {
  const wrong = (why: string) => new TypeError(`authorizeUrl: redirectUri ${why}`)
  if (typeof redirectUri !== 'string') throw wrong('is missing')
  if (/^https?%3A/i.test(redirectUri)) throw wrong('is encoded already: give it as it is')
  if (!/^https?:\/\/[^\\\s\p{Surrogate}]+$/iu.test(redirectUri) || !URL.canParse(redirectUri))
    throw wrong('is no absolute http(s) address, as in https://www.example.com/wx/login')
  const { username, password } = new URL(redirectUri)
  if (username || password) throw wrong('must not hold a name and a password')
}

/** Whether a code sent there can be read on its way. */
export function isOpenToAll(redirectUri: string): boolean {
  const { protocol, hostname } = new URL(redirectUri)
  return protocol === 'http:' && !/^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
