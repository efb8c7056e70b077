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
    const { url, response, redirectedFrom, stopped } = landing
    const way = [...redirectedFrom, url].map(same)
    if (response instanceof HttpFailure)
      return failed(
        'page-unreachable',
        { en: `${url}: ${response.code}`, zh: `${url}：${response.code}` },
        way,
      )
    const { status, headers } = response
    if (stopped === 'endless')
      return failed('redirect', { en: 'The redirects do not end.', zh: '跳转没有尽头。' }, way)
    if (status >= 300 && status < 400 && !stopped)
      return failed(
        'page-unreachable',
        {
          en: `${url}: HTTP ${status} to ${headers.location ?? 'nowhere'}, which no page can follow.`,
          zh: `${url}：HTTP ${status}，${headers.location ? `跳转到 ${headers.location}，页面打不开` : '但没有 Location'}。`,
        },
        way,
      )
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
    if (stopped === 'login')
      return ok({
        en: `Visitors go to WeChat's login first. Checked as ${url}: pass --page if they come back to another URL.`,
        zh: `会先跳转到微信网页授权。以下按 ${url} 检查：如果授权后回到的是另一个 URL，请用 --page 传入它。`,
      })
    if (redirectedFrom.length > 0)
      return ok({
        en: `HTTP ${status}, after redirects that lead back to this URL.`,
        zh: `HTTP ${status}，跳转之后又回到了这个 URL。`,
      })
    return ok({ en: `HTTP ${status}, without a redirect.`, zh: `HTTP ${status}，没有跳转。` })
  },
}
