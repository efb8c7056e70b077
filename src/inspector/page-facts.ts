import { currentUrl, landingUrl } from '../browser/session/page-url.js'
import type { Wx } from '../browser/wx.js'
import type { Translate } from './view/i18n.js'

/** What the inspector says about the page. */
export function pageFacts(wx: Wx, t: Translate): readonly (readonly [name: string, value: string])[] {
  const { client, state } = wx
  const isReady = state.status === 'ready'
  return [
    [t('状态', 'Status'), state.status],
    ['appId', isReady ? state.appId : ''],
    [t('签名的 URL', 'Signed URL'), isReady ? state.url : ''],
    [t('打开页面的 URL', 'Landing URL'), landingUrl()],
    [t('当前 URL', 'Current URL'), currentUrl()],
    [t('客户端', 'Client'), client.inWeChat ? nameOfClient(client) : t('不是微信', 'not WeChat')],
    [t('微信版本', 'WeChat’s version'), client.version],
    [t('系统', 'System'), client.os],
    [t('官方脚本', 'WeChat’s script'), wx.vendor ? t('已加载', 'loaded') : t('未加载', 'not loaded')],
    ['User-Agent', navigator.userAgent],
  ]
}

/** The facts of a report, which also has the failure as text. */
export function reportFacts(wx: Wx, t: Translate): ReturnType<typeof pageFacts> {
  const { state } = wx
  const message = state.status === 'failed' ? state.error.message : ''
  return [...pageFacts(wx, t), [t('错误', 'Error'), message]]
}

function nameOfClient({ wecom, miniProgram, devtools }: Wx['client']): string {
  return [
    wecom ? 'WeCom (企业微信)' : 'WeChat (微信)',
    miniProgram && 'mini program (小程序 web-view)',
    devtools && 'DevTools (微信开发者工具)',
  ]
    .filter(Boolean)
    .join(', ')
}
