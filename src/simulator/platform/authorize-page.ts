import type { People } from './people.js'
import { page } from './response.js'
import type { Call, World } from './world.js'

/**
 * WeChat matches the address as a text: in another order, or with another `state`, there is no page. `connect_redirect`
 * is what other SDKs send along.
 */
const ADDRESS =
  /^\?appid=(?<appId>[^&]+)&redirect_uri=(?<back>[^&]+)&response_type=code&scope=(?<scope>snsapi_base|snsapi_userinfo)(?:&state=(?<state>[a-zA-Z0-9]{0,128}))?(?:&(?:forcePopup|forceSnapShot|connect_redirect)=\w*)*$/

/** The page of open.weixin.qq.com on which people sign in: it sends them on at once, as if they had pressed a button. */
export function authorizePage(
  { accounts }: World,
  { url, query, logged }: Call,
  ask: People['ask'],
): Response {
  const { appId = '', back = '', scope = '', state = '' } = ADDRESS.exec(url.search)?.groups ?? {}
  if (!appId) return page('该链接无法访问，请参照公众平台官方文档，检查参数顺序')
  const account = accounts.get(appId)
  if (!account) return page('AppID 参数错误，错误码: 40013')
  logged.appId = appId
  const target = decoded(back)
  if (!target || !isBound(target, account.facts.authDomains))
    return page('redirect_uri域名与后台配置不一致，错误码:10003')
  if (account.facts.denied?.includes(scope)) return page('Scope 参数错误或没有 Scope 权限，错误码:10005')
  const code = ask({ appId, scope, snapshot: query.get('forceSnapShot') === 'true' })
  const location = withQuery(target, code === undefined ? `state=${state}` : `code=${code}&state=${state}`)
  return new Response(null, { status: 302, headers: { location } })
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** The very domain: one below it is another. */
function isBound(target: string, domains: readonly string[] | undefined): boolean {
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return false
  const { host, hostname } = new URL(target)
  return !domains || domains.includes(host) || domains.includes(hostname)
}

/** The rest of the address stays the text that it was, but for what no header can hold. */
function withQuery(target: string, query: string): string {
  const [before = '', ...hash] = target.replace(/[^!-~]+/g, encodeURIComponent).split('#')
  return [`${before}${before.includes('?') ? '&' : '?'}${query}`, ...hash].join('#')
}
