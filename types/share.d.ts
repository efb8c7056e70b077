import type { BaseResult, Callbacks, MenuCallbacks } from './callbacks.js'

/** The page to share. Omitted fields are taken from the current page. */
interface SharedPage {
  /** 分享标题. @default the title of the document when the script was loaded */
  title?: string | undefined
  /** 分享链接. Its domain must be bound to the account. @default the URL of the page */
  link?: string | undefined
  /** 分享图标, the URL of a picture. @default none */
  imgUrl?: string | undefined
}

/** The kind of page. Script 1.0.0 sends these fields only for 发送给朋友. */
interface SharedKind {
  /** 分享类型. @default 'link' */
  type?: 'music' | 'video' | 'link' | undefined
  /** 数据链接, the URL of the audio or video. Only with `type: 'music'` or `'video'`. @default none */
  dataUrl?: string | undefined
}

interface Described {
  /** 分享描述. @default none */
  desc?: string | undefined
}

/** `success` is called when the user shared, `cancel` when they did not. Newer clients always call `success`. */
type ShareCallbacks = MenuCallbacks<BaseResult>

/** Has no description, because 朋友圈 shows none. @see 分享接口 */
export interface OnMenuShareTimelineOptions extends SharedPage, SharedKind, ShareCallbacks {}

/** @see 分享接口 */
export interface OnMenuShareAppMessageOptions extends SharedPage, Described, SharedKind, ShareCallbacks {}

/** @see 分享接口 */
export interface OnMenuShareQQOptions extends SharedPage, Described, ShareCallbacks {}

/** @see 分享接口 */
export interface OnMenuShareWeiboOptions extends SharedPage, Described, ShareCallbacks {}

/** @see 分享接口 */
export interface OnMenuShareQZoneOptions extends SharedPage, Described, ShareCallbacks {}

/** All fields are required: the script has no defaults for them. @see 自定义“分享到朋友圈”及“分享到 QQ 空间”按钮的分享内容 */
export interface UpdateTimelineShareDataOptions extends Callbacks<BaseResult> {
  /** 分享标题 */
  title: string
  /** 分享链接. Its domain must be bound to the account. */
  link: string
  /** 分享图标, the URL of a picture. */
  imgUrl: string
}

/** All fields are required: the script has no defaults for them. @see 自定义“分享给朋友”及“分享到QQ”按钮的分享内容 */
export interface UpdateAppMessageShareDataOptions extends UpdateTimelineShareDataOptions {
  /** 分享描述 */
  desc: string
}
