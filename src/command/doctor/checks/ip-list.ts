import { same } from '../../cli/text.js'
import { type Check, failed, NO_ACCOUNT, ok, skipped } from '../check.js'

export const ipList: Check = {
  name: 'ip-list',
  group: 'account',
  usesAccount: true,
  title: { en: "this machine's IP address is on the allowlist", zh: '本机 IP 在白名单里' },
  async run({ account }) {
    if (!account) return NO_ACCOUNT
    const token = await account.token()
    if ('value' in token)
      return ok({
        en: "This machine may call WeChat. Run doctor on each server: the list applies to each server's address.",
        zh: '本机可以调用微信接口。白名单按每台服务器的 IP 校验，请在每台服务器上都运行一次 doctor。',
      })
    const { code, errmsg, hint } = token.error
    if (code !== 'IP_NOT_LISTED')
      return skipped({ en: 'Unknown without a token.', zh: '没有拿到 token，无法判断。' })
    const [, address = ''] = /invalid ip ([\da-f.:]+)/i.exec(errmsg) ?? []
    return failed(
      'ip-not-listed',
      address
        ? { en: `Add ${address} to IP白名单.`, zh: `请把 ${address} 加入 IP 白名单。` }
        : { en: hint, zh: '请把 errmsg 里的地址加入 IP 白名单。' },
      [same(`40164: ${errmsg}`)],
    )
  },
}
