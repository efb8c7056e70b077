import { type Check, failed, NO_ENDPOINT, ok, skipped } from '../check.js'

export const endpointAppId: Check = {
  name: 'endpoint-app-id',
  group: 'endpoint',
  title: { en: 'appId is that of the account', zh: 'appId 和公众号一致' },
  async run(context) {
    const asked = await context.asked()
    if (!asked) return NO_ENDPOINT
    const { appId } = asked.fields
    if (typeof appId !== 'string') return skipped({ en: 'There is no appId.', zh: '没有 appId。' })
    const expected = context.settings.appId
    if (!expected)
      return skipped({
        en: `It is ${appId}. Set WX_APP_ID to compare it.`,
        zh: `是 ${appId}。设置 WX_APP_ID 后才能比较。`,
      })
    if (appId === expected) return ok({ en: `It is ${appId}.`, zh: `是 ${appId}。` })
    return failed('other-app-id', {
      en: `The endpoint returns ${appId}, and the account is ${expected}.`,
      zh: `签名接口返回 ${appId}，而公众号是 ${expected}。`,
    })
  },
}
