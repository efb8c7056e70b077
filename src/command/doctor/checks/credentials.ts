import { type Check, failed, NO_ACCOUNT, ok, skipped } from '../check.js'
import { causeOf, UNREACHABLE_CODES } from '../platform-failures.js'

export const credentials: Check = {
  name: 'credentials',
  group: 'account',
  usesAccount: true,
  title: { en: 'WeChat accepts appId and secret', zh: '微信接受 appId 和 secret' },
  async run({ account }) {
    if (!account) return NO_ACCOUNT
    const token = await account.token()
    if ('value' in token)
      return ok({ en: `WeChat accepts ${account.appId}.`, zh: `微信接受 ${account.appId}。` })
    const { code, errcode, errmsg } = token.error
    const message = { en: `${code} ${errcode ?? ''}: ${errmsg}`, zh: `${code} ${errcode ?? ''}：${errmsg}` }
    // The secret may be right: WeChat refused the address.
    if (code === 'IP_NOT_LISTED')
      return skipped({
        en: 'WeChat refuses this IP address: see ip-list.',
        zh: '微信拒绝了这个 IP：见 ip-list。',
      })
    return failed(UNREACHABLE_CODES.includes(code) ? 'wechat-unreachable' : causeOf(code), message)
  },
}
