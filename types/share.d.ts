import type { BaseResult, Callbacks, MenuCallbacks } from './callbacks.js'

/** What is left out is taken from the page. */
interface SharedPage {
  /** 分享标题. @default the document's title as the script was loaded */
  title?: string | undefined
  /** 分享链接. Of a domain that is bound to the account. @default the page's URL */
  link?: string | undefined
  /** 分享图标, the address of a picture. @default none */
  imgUrl?: string | undefined
}

/** A page of another kind than a link. Script 1.0.0 sends it for 发送给朋友 alone. */
interface SharedKind {
  /** 分享类型. @default 'link' */
  type?: 'music' | 'video' | 'link' | undefined
  /** The address of the sound or film, with `type: 'music'` or `'video'` (数据链接). @default none */
  dataUrl?: string | undefined
}

interface Described {
  /** 分享描述. @default none */
  desc?: string | undefined
}

/** `success` says that the user shared, `cancel` that they did not; newer clients say the former whatever they do. */
type ShareCallbacks = MenuCallbacks<BaseResult>

/** Without a description: 朋友圈 shows none. @see 分享接口 */
export interface OnMenuShareTimelineOptions extends SharedPage, SharedKind, ShareCallbacks {}

/** @see 分享接口 */
export interface OnMenuShareAppMessageOptions extends SharedPage, Described, SharedKind, ShareCallbacks {}

/** @see 分享接口 */
export interface OnMenuShareQQOptions extends SharedPage, Described, ShareCallbacks {}

/** @see 分享接口 */
export interface OnMenuShareWeiboOptions extends SharedPage, Described, ShareCallbacks {}

/** @see 分享接口 */
export interface OnMenuShareQZoneOptions extends SharedPage, Described, ShareCallbacks {}

/** All of it has to be said: the script fills nothing in. @see 自定义“分享到朋友圈”及“分享到 QQ 空间”按钮的分享内容 */
export interface UpdateTimelineShareDataOptions extends Callbacks<BaseResult> {
  /** 分享标题 */
  title: string
  /** 分享链接. Of a domain that is bound to the account. */
  link: string
  /** 分享图标, the address of a picture. */
  imgUrl: string
}

/** All of it has to be said: the script fills nothing in. @see 自定义“分享给朋友”及“分享到QQ”按钮的分享内容 */
export interface UpdateAppMessageShareDataOptions extends UpdateTimelineShareDataOptions {
  /** 分享描述 */
  desc: string
}
