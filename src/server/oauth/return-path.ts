import { type AllowList, readAllowList } from '../http/allow.js'

/** Added to the query of the page that a user returns to after declining. */
const REFUSED = 'wx_login=refused'

/** In characters. Several of these URLs, in cookies, must fit into the headers of a request. */
const MAX_LENGTH = 1000

/**
 * Returns a function that reads where to return to: a path or an absolute URL of an allowed page. The result is the absolute
 * URL as it was checked, since a path alone could be read as a host.
 *
 * @returns a function that returns `undefined` for anything else
 */
export function createReturnReader(
  handlerUrl: URL,
  allow: AllowList = handlerUrl.origin,
): (text: string) => string | undefined {
  const allowed = readAllowList(allow)
  return text => {
    // Browsers treat a backslash as a slash, and ignore line feeds and tabs anywhere.
    if (!/^(\/|https?:\/\/)[^\\\p{Cc}\p{Surrogate}]*$/iu.test(text)) return undefined
    if (!URL.canParse(text, handlerUrl)) return undefined
    const url = new URL(text, handlerUrl)
    if (url.username || url.password || !allowed.page(url)) return undefined
    // The login itself: it would start again.
    if (url.origin === handlerUrl.origin && url.pathname === handlerUrl.pathname) return undefined
    url.search = withoutLogin(url.search)
    return url.href.length > MAX_LENGTH ? undefined : url.href
  }
}

/** Tells the page that the user declined. */
export function withRefusal(returnTo: string): string {
  const url = new URL(returnTo)
  url.search = url.search ? `${url.search}&${REFUSED}` : REFUSED
  return url.href
}

/**
 * Works around the `#wechat_redirect` at the end of WeChat's URL: browsers keep it through redirects until a URL has a `#` of
 * its own, which would break pages that use hash routing.
 */
export function withOwnHash(url: string): string {
  return url.includes('#') ? url : `${url}#`
}

/**
 * Removes parameters of an earlier login, for example from a shared link. `code` and `state` are WeChat's only if both are
 * there, since a `code` alone may be a coupon. All other parameters stay as they are written.
 */
function withoutLogin(search: string): string {
  const fields = search.slice(1).split('&')
  const names = fields.map(field => field.split('=')[0])
  const isCallback = names.includes('code') && names.includes('state')
  return fields
    .filter((field, index) => {
      const name = names[index]
      return field !== REFUSED && !(isCallback && (name === 'code' || name === 'state'))
    })
    .join('&')
}
