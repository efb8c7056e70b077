import { same } from '../../cli/text.js'
import { type Check, failed, ok, warning } from '../check.js'
import { HttpFailure } from '../http.js'

export const scriptHosts: Check = {
  name: 'script-hosts',
  group: 'page',
  title: { en: "the hosts of WeChat's script respond", zh: 'jweixin.js 的域名可以访问' },
  standalone: true,
  slow: true,
  async run({ settings, http }) {
    const results = await Promise.all(
      settings.scripts.map(async url => {
        try {
          const { status, text } = await http(url)
          // A captive portal or a filter responds with a page.
          const isScript = status === 200 && !/^\s*</.test(text)
          return { url, problem: isScript ? undefined : `HTTP ${status}` }
        } catch (error) {
          return { url, problem: error instanceof HttpFailure ? error.code : String(error) }
        }
      }),
    )
    const broken = results.filter(({ problem }) => problem)
    const details = broken.map(({ url, problem }) => same(`${url}: ${problem}`))
    if (broken.length === 0) return ok({ en: 'All respond with a script.', zh: '都返回了脚本。' })
    if (broken.length < results.length)
      return warning(
        'script-host-blocked',
        {
          en: 'One of the hosts is blocked in this network; the others respond.',
          zh: '当前网络下有域名被拦截，其余可以访问。',
        },
        details,
      )
    return failed(
      'script-host-blocked',
      { en: 'No host responds in this network.', zh: '当前网络下所有域名都无法访问。' },
      details,
    )
  },
}
