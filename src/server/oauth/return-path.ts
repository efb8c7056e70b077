import { type AllowList, readAllowList } from '../http/allow.js'

/** What a login adds to the address where the user is taken back to, where the user has refused. */
const REFUSED = 'wx_login=refused'

/** Several of them have to fit into the headers of a request, as cookies. In characters. */
const LONGEST = 1000

/**
 * Reads where to go back to: a path, or a whole address, of what is allowed. What is given back is whole, and written as
 * it was checked: a path by itself could be read as a host.
 *
 * @returns `undefined` for anything else
 */
export function createReturnReader(
  handlerUrl: URL,
  allow: AllowList = handlerUrl.origin,
): (text: string) => string | undefined {
  const allowed = readAllowList(allow)
  return text => {
    // Browsers take a backslash for a slash, and leave out line feeds and tabs wherever they stand.
    if (!/^(\/|https?:\/\/)[^\\\p{Cc}\p{Surrogate}]*$/iu.test(text)) return undefined
    if (!URL.canParse(text, handlerUrl)) return undefined
    const url = new URL(text, handlerUrl)
    if (url.username || url.password || !allowed.page(url)) return undefined
    // It would begin the next login.
    if (url.origin === handlerUrl.origin && url.pathname === handlerUrl.pathname) return undefined
    url.search = withoutLogin(url.search)
    return url.href.length > LONGEST ? undefined : url.href
  }
}

/** Marks an address as the one that a user who has refused comes back to. */
export function withRefusal(returnTo: string): string {
  const url = new URL(returnTo)
  url.search = url.search ? `${url.search}&${REFUSED}` : REFUSED
  return url.href
}

/**
 * WeChat's address ends with `#wechat_redirect`, and a browser carries that along through redirects, to the first address
 * with a `#` of its own: a page that routes by its hash would be lost.
 */
export function withOwnHash(address: string): string {
  return address.includes('#') ? address : `${address}#`
}

/**
 * Leaves out what a login has brought there, as in a link that was shared with it. Only together are `code` and `state`
 * WeChat's: a coupon may be a code too. All else stays as it is written.
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
