import { same } from '../../cli/text.js'
import { type Check, failed, NO_PAGE, ok, warning } from '../check.js'
import { HttpFailure } from '../http.js'

export const pageRedirects: Check = {
  name: 'page-redirects',
  group: 'page',
  title: { en: 'the page opens at its own URL', zh: '页面能以自己的 URL 打开' },
  async run(context) {
    const landing = await context.landing()
    if (!landing) return NO_PAGE
    const { url, response, redirectedFrom } = landing
    const way = [...redirectedFrom, url].map(same)
    if (response instanceof HttpFailure)
      return failed(
        'page-unreachable',
        { en: `${url}: ${response.code}`, zh: `${url}：${response.code}` },
        way,
      )
    const { status } = response
    if (status >= 300 && status < 400)
      return failed('redirect', { en: 'The redirects do not end.', zh: '跳转没有尽头。' }, way)
    if (status >= 400)
      return failed('page-unreachable', { en: `${url}: HTTP ${status}`, zh: `${url}：HTTP ${status}` }, way)
    const [first = url] = redirectedFrom
    if (first !== url)
      return warning(
        'redirect',
        {
          en: `The page is at ${url} in the end: that URL has to be signed and bound, not ${first}.`,
          zh: `页面最终是 ${url}：要签名和绑定的是它，而不是 ${first}。`,
        },
        way,
      )
    if (redirectedFrom.length > 0)
      return ok({
        en: `HTTP ${status}, after a redirect that sets a cookie.`,
        zh: `HTTP ${status}，先跳转了一次来设置 cookie。`,
      })
    return ok({ en: `HTTP ${status}, without a redirect.`, zh: `HTTP ${status}，没有跳转。` })
  },
}
