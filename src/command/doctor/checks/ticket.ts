import { same } from '../../cli/text.js'
import { type Check, failed, NO_ACCOUNT, ok, skipped, warning } from '../check.js'
import { causeOf } from '../platform-failures.js'

export const ticket: Check = {
  name: 'ticket',
  group: 'account',
  usesAccount: true,
  title: { en: 'WeChat issues a jsapi_ticket', zh: '微信签发 jsapi_ticket' },
  async run({ account, settings }) {
    if (!account) return NO_ACCOUNT
    if ('error' in (await account.token()))
      return skipped({ en: 'There is no token to ask with.', zh: '没有 token，无法获取。' })
    const issued = await account.ticket('jsapi')
    if ('error' in issued) {
      const { code, errcode, errmsg } = issued.error
      return failed(causeOf(code), same(`${code} ${errcode ?? ''}: ${errmsg}`))
    }
    if (settings.cachedTicket !== undefined && settings.cachedTicket !== issued.value)
      return warning('stale-ticket', {
        en: 'WX_JSAPI_TICKET is not the ticket that WeChat issues now.',
        zh: 'WX_JSAPI_TICKET 不是微信当前签发的 ticket。',
      })
    return ok({ en: 'WeChat issued a ticket.', zh: '已获取 ticket。' })
  },
}
