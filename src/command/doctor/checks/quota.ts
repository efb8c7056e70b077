import { type Account, PlatformError } from '../../../server/index.js'
import { same } from '../../cli/text.js'
import { type Check, failed, NO_ACCOUNT, ok, skipped, warning } from '../check.js'

/** The APIs whose quota is spent by servers that do not cache. */
const PATHS = ['/cgi-bin/ticket/getticket', '/cgi-bin/token', '/cgi-bin/stable_token']

export const quota: Check = {
  name: 'quota',
  group: 'account',
  usesAccount: true,
  title: { en: 'the daily quota is not used up', zh: '当天的调用额度没有用完' },
  slow: true,
  async run({ account }) {
    if (!account) return NO_ACCOUNT
    if ('error' in (await account.token()))
      return skipped({ en: 'There is no token to ask with.', zh: '没有 token，无法获取。' })
    const answers = await Promise.all(PATHS.map(path => askQuota(account.request, path)))
    const known = answers.filter(answer => answer !== undefined)
    if (known.length === 0)
      return skipped({ en: 'WeChat does not say it to this account.', zh: '微信没有返回这个公众号的额度。' })
    const lines = known.map(({ path, used, limit }) => same(`${path}: ${used} / ${limit}`))
    const worst = Math.max(...known.map(({ used, limit }) => used / limit))
    const message = {
      en: `${Math.round(worst * 100)} % of the most used quota of today is spent.`,
      zh: `用得最多的接口今天已用 ${Math.round(worst * 100)}%。`,
    }
    if (worst >= 1) return failed('quota-spent', message, lines)
    return worst > 0.8 ? warning('quota-spent', message, lines) : ok(message)
  },
}

/** @returns `undefined` if WeChat gives no answer for this API */
async function askQuota(request: Account['request'], path: string) {
  try {
    const { quota } = await request<{ quota?: { daily_limit?: number; used?: number } }>(
      '/cgi-bin/openapi/quota/get',
      { json: { cgi_path: path }, repeatable: true },
    )
    const { daily_limit: limit = 0, used = 0 } = quota ?? {}
    return limit > 0 ? { path, used, limit } : undefined
  } catch (error) {
    if (error instanceof PlatformError) return undefined
    throw error
  }
}
