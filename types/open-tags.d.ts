/** A button that opens a mini program (跳转小程序). Its content is a template of its own. */
export interface WxOpenLaunchWeappAttributes {
  /** The mini program's original id, `gh_…`; or else its `appid`. */
  username?: string | undefined
  appid?: string | undefined
  /** The page with its query, `.html` behind its name: `pages/index/index.html?id=1`. @default the first page */
  path?: string | undefined
  /** @default 'release' */
  'env-version'?: 'release' | 'trial' | 'develop' | undefined
  /** JSON text that the mini program is given. */
  'extra-data'?: string | undefined
}

/** A button that opens an app (跳转App). */
export interface WxOpenLaunchAppAttributes {
  /** The app's id on the open platform (移动应用的AppID). */
  appid: string
  /** What the app is given. */
  extinfo?: string | undefined
}

/** A button that asks to be subscribed to (服务号订阅通知). */
export interface WxOpenSubscribeAttributes {
  /** The ids of at most 3 templates, with a comma between each two. */
  template: string
  /** Tells several buttons of a page apart. */
  index?: string | undefined
}

/** Plays a sound, also when the page is left (音频播放). */
export interface WxOpenAudioAttributes {
  src: string
  title?: string | undefined
  singer?: string | undefined
  /** The album or series. */
  episode?: string | undefined
  /** The address of a picture. */
  cover?: string | undefined
}

/** What an element tells when it cannot do its work. */
export interface OpenTagError {
  errMsg: string
  errCode?: string | number | undefined
}

/** What the page is told of an app: `appId` and `extInfo` are those of the element. */
export interface AppLaunch extends OpenTagError {
  appId: string
  extInfo: string
}

/** What the user said to each template. */
export interface Subscription {
  errMsg: string
  /** JSON text: template id → JSON text with a `status` of `accept`, `reject`, `cancel` or `filter`. */
  subscribeDetails: string
}

/** The events of each element, on top of those of every element. */
export interface OpenTagEvents {
  'wx-open-launch-weapp': { ready: CustomEvent; launch: CustomEvent; error: CustomEvent<OpenTagError> }
  'wx-open-launch-app': { ready: CustomEvent; launch: CustomEvent<AppLaunch>; error: CustomEvent<AppLaunch> }
  'wx-open-subscribe': { success: CustomEvent<Subscription>; error: CustomEvent<OpenTagError> }
  'wx-open-audio': {
    play: CustomEvent
    pause: CustomEvent
    ended: CustomEvent
    error: CustomEvent<OpenTagError>
  }
}

/** The attributes of each element. */
export interface OpenTagAttributes {
  'wx-open-launch-weapp': WxOpenLaunchWeappAttributes
  'wx-open-launch-app': WxOpenLaunchAppAttributes
  'wx-open-subscribe': WxOpenSubscribeAttributes
  'wx-open-audio': WxOpenAudioAttributes
}

/** A tag as an element: its own events come as `CustomEvent`s with a `detail`. */
export interface OpenTagElement<Tag extends keyof OpenTagEvents> extends HTMLElement {
  addEventListener<Type extends keyof OpenTagEvents[Tag]>(
    type: Type,
    listener: (this: HTMLElement, event: OpenTagEvents[Tag][Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener<Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (this: HTMLElement, event: HTMLElementEventMap[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void
}

/** The document is told, after the verification, that no open tag works here, and why; all else of the SDK does. */
export type WeixinOpenTagsError = CustomEvent<{ errMsg: string }>
