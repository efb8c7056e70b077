import { BEHIND_LOGIN, type Check, NO_PAGE, ok, skipped, warning } from '../check.js'
import { withoutComments } from '../html.js'
import { HttpFailure } from '../http.js'

export const pageCanonical: Check = {
  name: 'page-canonical',
  group: 'page',
  title: { en: 'the canonical URL is on the same host', zh: 'canonical 和页面是同一个域名' },
  async run(context) {
    const landing = await context.landing()
    if (!landing) return NO_PAGE
    const { url, response, stopped } = landing
    if (stopped === 'login') return BEHIND_LOGIN
    if (response instanceof HttpFailure)
      return skipped({ en: 'The page cannot be opened.', zh: '页面打不开。' })
    const tag =
      /<link\s[^>]*rel\s*=\s*["']?canonical\b[^>]*>/i.exec(withoutComments(response.text))?.[0] ?? ''
    const [, href] = /href\s*=\s*["']?([^"'\s>]+)/i.exec(tag) ?? []
    if (!href || !URL.canParse(href, url))
      return ok({ en: 'The page names no other URL.', zh: '页面没有声明其他 URL。' })
    const canonical = new URL(href, url)
    if (canonical.host === new URL(url).host)
      return ok({ en: `The canonical URL is ${canonical.href}.`, zh: `canonical 是 ${canonical.href}。` })
    return warning('canonical-elsewhere', {
      en: `The canonical URL is ${canonical.href}, on another host than ${url}.`,
      zh: `canonical 是 ${canonical.href}，和 ${url} 不是同一个域名。`,
    })
  },
}
