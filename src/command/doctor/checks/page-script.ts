import { BEHIND_LOGIN, type Check, type Finding, failed, NO_PAGE, ok, skipped, warning } from '../check.js'
import { allows, policiesOf } from '../content-security-policy.js'
import { withoutComments } from '../html.js'
import { HttpFailure } from '../http.js'

export const pageScript: Check = {
  name: 'page-script',
  group: 'page',
  title: {
    en: "the page may load WeChat's script and reach the endpoint",
    zh: '页面可以加载 jweixin.js 并请求签名接口',
  },
  async run(context) {
    const landing = await context.landing()
    if (!landing) return NO_PAGE
    const { url, response, stopped } = landing
    if (stopped === 'login') return BEHIND_LOGIN
    if (response instanceof HttpFailure)
      return skipped({ en: 'The page cannot be opened.', zh: '页面打不开。' })
    const policies = policiesOf(response)
    const isBlocked = (directive: 'script-src' | 'connect-src', target: string) =>
      !policies.every(policy => allows(policy, directive, target, url))
    const { scripts, endpoint } = context.settings
    const blocked = scripts.filter(script => isBlocked('script-src', script))
    if (blocked.length === scripts.length)
      return failed('script-host-blocked', {
        en: `The Content-Security-Policy of the page blocks ${hosts(blocked)}.`,
        zh: `页面的 Content-Security-Policy 拦截了 ${hosts(blocked)}。`,
      })
    if (endpoint && isBlocked('connect-src', endpoint))
      return failed('endpoint-failed', {
        en: `The Content-Security-Policy of the page blocks the endpoint: add ${new URL(endpoint).origin} to connect-src.`,
        zh: `页面的 Content-Security-Policy 拦截了签名接口：请把 ${new URL(endpoint).origin} 加入 connect-src。`,
      })
    const own = ownScript(response.text, url)
    const mistake = own && mistakeOf(own, url)
    if (mistake) return mistake
    if (blocked.length > 0) {
      const allowed = scripts.filter(script => !blocked.includes(script))
      // The script is loaded from the next host if one fails.
      return warning('script-host-blocked', {
        en: `The Content-Security-Policy of the page allows ${hosts(allowed)} and blocks ${hosts(blocked)}, which is needed if the former fails.`,
        zh: `页面的 Content-Security-Policy 允许 ${hosts(allowed)}，但拦截了 ${hosts(blocked)}：前者加载失败时需要后者。`,
      })
    }
    return own
      ? ok({ en: `The page loads ${own.href}.`, zh: `页面加载 ${own.href}。` })
      : ok({ en: 'No policy blocks them.', zh: '没有策略拦截它们。' })
  },
}

/** WeChat's script, if the page has an element for it. */
function ownScript(html: string, url: string): URL | undefined {
  const src = /<script\s[^>]*src\s*=\s*["']?([^"'\s>]*jweixin[^"'\s>]*)/i.exec(withoutComments(html))?.[1]
  return src && URL.canParse(src, url) ? new URL(src, url) : undefined
}

function mistakeOf({ protocol, hostname, href }: URL, page: string): Finding | undefined {
  if (protocol === 'http:' && page.startsWith('https:'))
    return failed('script-host-blocked', {
      en: `${href} is http, which browsers block on an https page: write https:// or //.`,
      zh: `${href} 是 http，https 页面会拦截它：请写 https:// 或 //。`,
    })
  if (!/(^|\.)(wx\.qq\.com|weixin\.qq\.com)$/.test(hostname))
    return warning('self-hosted-script', {
      en: `The page loads ${href}.`,
      zh: `页面加载的是 ${href}。`,
    })
  return undefined
}

function hosts(urls: readonly string[]): string {
  return urls.map(url => new URL(url).host).join(', ')
}
