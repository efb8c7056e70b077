import type { Authorization, AuthorizationRequest } from './authorization.js'
import { consentPage } from './authorize-page-html.js'
import type { PlatformState, RequestContext } from './context.js'
import { htmlPage } from './response.js'

/**
 * The query that WeChat accepts. It compares the query as text: parameters in another order, or a `state` with other
 * characters, lead to an error page. `connect_redirect` is sent by other SDKs.
 */
const QUERY =
  /^\?appid=(?<appId>[^&]+)&redirect_uri=(?<redirectUri>[^&]+)&response_type=code&scope=(?<scope>snsapi_base|snsapi_userinfo)(?:&state=(?<state>[a-zA-Z0-9]{0,128}))?(?:&(?:forcePopup|forceSnapShot|connect_redirect)=\w*)*$/

/**
 * The authorization page of open.weixin.qq.com. It redirects at once, as if the user had pressed a button.
 *
 * @param asks whether to show a page on which the user decides instead. `snsapi_base` never asks, as in WeChat.
 */
export async function authorizePage(
  { accounts }: PlatformState,
  { request, url, query, logEntry }: RequestContext,
  authorization: Authorization,
  asks: boolean,
): Promise<Response> {
  const { appId = '', redirectUri = '', scope = '', state = '' } = QUERY.exec(url.search)?.groups ?? {}
  if (!appId) return htmlPage('该链接无法访问，请参照公众平台官方文档，检查参数顺序')
  const account = accounts.get(appId)
  if (!account) return htmlPage('AppID 参数错误，错误码: 40013')
  logEntry.appId = appId
  const target = decode(redirectUri)
  if (!target || !isAllowed(target, account.settings.authDomains))
    return htmlPage('redirect_uri域名与后台配置不一致，错误码:10003')
  if (account.settings.denied?.includes(scope))
    return htmlPage('Scope 参数错误或没有 Scope 权限，错误码:10005')
  const snapshot = query.get('forceSnapShot') === 'true'
  if (asks && scope !== 'snsapi_base' && request.method !== 'POST')
    return consentPage({
      appId,
      scope,
      users: [...authorization.usersByOpenid.values()],
      visitor: authorization.visitor()?.openid,
      language: request.headers.get('accept-language') ?? '',
    })
  const code =
    request.method === 'POST'
      ? chosenCode(await request.formData(), authorization, { appId, scope, snapshot })
      : authorization.askVisitor({ appId, scope, snapshot })
  const location = withQuery(target, code === undefined ? `state=${state}` : `code=${code}&state=${state}`)
  return new Response(null, { status: 302, headers: { location } })
}

/** `undefined` if the user refused. */
function chosenCode(
  form: FormData,
  { authorize, usersByOpenid }: Authorization,
  asked: AuthorizationRequest,
): string | undefined {
  const choice = form.get('choice')
  const user = usersByOpenid.get(String(form.get('user')))
  if (choice !== 'allow' && choice !== 'snapshot') return undefined
  return authorize({ ...asked, snapshot: asked.snapshot || choice === 'snapshot' }, user)
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** The domain has to match exactly: subdomains are not included. */
function isAllowed(target: string, domains: readonly string[] | undefined): boolean {
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return false
  const { host, hostname } = new URL(target)
  return !domains || domains.includes(host) || domains.includes(hostname)
}

/** Keeps the URL's own spelling, except for characters that a header cannot contain. */
function withQuery(target: string, query: string): string {
  const [before = '', ...hash] = target.replace(/[^!-~]+/g, encodeURIComponent).split('#')
  return [`${before}${before.includes('?') ? '&' : '?'}${query}`, ...hash].join('#')
}
