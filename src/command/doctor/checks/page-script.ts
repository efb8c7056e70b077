import { type Check, failed, NO_PAGE, ok, skipped, warning } from '../check.js'
import { allows, policiesOf } from '../content-security-policy.js'
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
    const { url, response } = landing
    if (response instanceof HttpFailure)
      return skipped({ en: 'The page cannot be opened.', zh: '页面打不开。' })
    const policies = policiesOf(response)
    const { scripts, endpoint } = context.settings
    const blocked = scripts.filter(
      script => !policies.every(policy => allows(policy, 'script-src', script, url)),
    )
    if (blocked.length > 0)
      return failed('script-host-blocked', {
        en: `The Content-Security-Policy of the page blocks ${hosts(blocked)}.`,
        zh: `页面的 Content-Security-Policy 拦截了 ${hosts(blocked)}。`,
      })
    if (endpoint && !policies.every(policy => allows(policy, 'connect-src', endpoint, url)))
      return failed('endpoint-failed', {
        en: `The Content-Security-Policy of the page blocks the endpoint: add ${new URL(endpoint).origin} to connect-src.`,
        zh: `页面的 Content-Security-Policy 拦截了签名接口：请把 ${new URL(endpoint).origin} 加入 connect-src。`,
      })
    const own = /<script\s[^>]*src\s*=\s*["']?([^"'\s>]*jweixin[^"'\s>]*)/i.exec(response.text)?.[1]
    if (!own || !URL.canParse(own, url)) return ok({ en: 'No policy blocks them.', zh: '没有策略拦截它们。' })
    const script = new URL(own, url)
    if (script.protocol === 'http:' && url.startsWith('https:'))
      return failed('script-host-blocked', {
        en: `${script.href} is http, which browsers block on an https page: write https:// or //.`,
        zh: `${script.href} 是 http，https 页面会拦截它：请写 https:// 或 //。`,
      })
    return /(^|\.)(wx\.qq\.com|weixin\.qq\.com)$/.test(script.hostname)
      ? ok({ en: `The page loads ${script.href}.`, zh: `页面加载 ${script.href}。` })
      : warning('self-hosted-script', {
          en: `The page loads ${script.href}.`,
          zh: `页面加载的是 ${script.href}。`,
        })
  },
}

function hosts(urls: readonly string[]): string {
  return urls.map(url => new URL(url).host).join(', ')
}
