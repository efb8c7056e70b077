/** What the panel tells the user of a call. */
export type Notice = (parameters: Readonly<Record<string, unknown>>) => readonly [zh: string, en: string]

const inMiniProgram =
  (zh: string, en: string): Notice =>
  ({ url }) => [`小程序：${zh} ${url ?? ''}`, `Mini program: ${en} ${url ?? ''}`]

/** Calls that show the user something, or leave the page, and ask nothing. */
export const NOTICES: Readonly<
  Record<
    'playVoice' | 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch' | 'navigateBack' | 'postMessage',
    Notice
  >
> = {
  playVoice: () => ['正在播放语音', 'Playing a recording'],
  navigateTo: inMiniProgram('打开', 'opens'),
  redirectTo: inMiniProgram('跳转到', 'goes to'),
  switchTab: inMiniProgram('切换到', 'switches to'),
  reLaunch: inMiniProgram('重新打开', 'starts again at'),
  navigateBack: inMiniProgram('返回', 'goes back'),
  postMessage: () => [
    '小程序会在用户返回、分享或关闭时收到消息',
    'The mini program gets the message when the user goes back, shares or leaves',
  ],
}
