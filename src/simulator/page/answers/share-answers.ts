import type { DefaultAnswers } from './default-answer.js'

/** The user always shares. */
export const SHARE_ANSWERS: DefaultAnswers<
  | 'updateAppMessageShareData'
  | 'updateTimelineShareData'
  | 'onMenuShareTimeline'
  | 'onMenuShareAppMessage'
  | 'onMenuShareQQ'
  | 'onMenuShareWeibo'
  | 'onMenuShareQZone'
> = {
  updateAppMessageShareData: () => ({}),
  updateTimelineShareData: () => ({}),
  onMenuShareTimeline: () => ({}),
  onMenuShareAppMessage: () => ({}),
  onMenuShareQQ: () => ({}),
  onMenuShareWeibo: () => ({}),
  onMenuShareQZone: () => ({}),
}
