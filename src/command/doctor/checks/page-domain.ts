import { isIP } from 'node:net'
import { type Check, failed, NO_PAGE, ok, skipped, warning } from '../check.js'

export const pageDomain: Check = {
  name: 'page-domain',
  group: 'page',
  title: { en: "the page's domain is bound to the account", zh: '页面域名已绑定到公众号' },
  async run(context) {
    const landing = await context.landing()
    if (!landing) return NO_PAGE
    const { hostname, host, port, protocol } = new URL(landing.url)
    const address = hostname.replace(/^\[|\]$/g, '')
    if (isIP(address) || hostname === 'localhost' || !hostname.includes('.'))
      return failed('domain-not-bound', {
        en: `${hostname} cannot be bound to an account.`,
        zh: `${hostname} 无法绑定到公众号。`,
      })
    const { domains } = context.settings
    if (domains.length === 0)
      return skipped({
        en: 'Pass --domain with each domain of JS接口安全域名: WeChat has no API for them.',
        zh: '请用 --domain 传入 JS接口安全域名：微信没有查询接口。',
      })
    const bound = domains.find(domain => covers(domain, hostname, host))
    if (!bound)
      return failed('domain-not-bound', {
        en: `${host} is not covered by ${domains.join(', ')}.`,
        zh: `${host} 不在 ${domains.join('、')} 之内。`,
      })
    if (/[/:]/.test(bound.replace(/:\d+$/, '')))
      return warning('domain-not-bound', {
        en: `${bound} must be bound without scheme and path.`,
        zh: `${bound} 应去掉协议和路径后再绑定。`,
      })
    if (port && protocol === 'https:' && !bound.endsWith(`:${port}`))
      return warning('domain-not-bound', {
        en: `The page has port ${port}; the domain was bound without it.`,
        zh: `页面带端口 ${port}，绑定的域名没有。`,
      })
    return ok({ en: `${host} is covered by ${bound}.`, zh: `${host} 在 ${bound} 之内。` })
  },
}

/** A bound domain covers its subdomains. */
function covers(domain: string, hostname: string, host: string): boolean {
  const bound = domain
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/\/.*$/, '')
  return bound === host || bound === hostname || hostname.endsWith(`.${bound}`)
}
