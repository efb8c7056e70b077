type Notice = (parameters: Readonly<Record<string, unknown>>) => readonly [zh: string, en: string]

const toMiniProgram =
  (zh: string, en: string): Notice =>
  ({ url }) => [`小程序：${zh} ${url ?? ''}`, `Mini program: ${en} ${url ?? ''}`]

/** Calls that show the user something, or leave the page, and ask nothing. */
export const NOTICES: Readonly<Record<string, Notice>> = {
  'miniProgram.navigateTo': toMiniProgram('打开', 'opens'),
  'miniProgram.redirectTo': toMiniProgram('跳转到', 'goes to'),
  'miniProgram.switchTab': toMiniProgram('切换到', 'switches to'),
  'miniProgram.reLaunch': toMiniProgram('重新打开', 'starts again at'),
  'miniProgram.navigateBack': toMiniProgram('返回', 'goes back'),
  'miniProgram.postMessage': () => [
    '小程序会在返回、分享或关闭时收到消息',
    'The mini program gets the message when the user goes back, shares or leaves',
  ],
}
