/** A button that opens a mini program (跳转小程序). Its content is a template. */
export interface WxOpenLaunchWeappAttributes {
  /** The original id of the mini program, `gh_…`. @default required, unless there is an `appid` */
  username?: string | undefined
  /** The app id of the mini program. @default required, unless there is a `username` */
  appid?: string | undefined
  /** The page with `.html` after its name, and its query: `pages/index/index.html?id=1`. @default the start page */
  path?: string | undefined
  /** The version to open: 正式版, 体验版 or 开发版. @default 'release' */
  'env-version'?: 'release' | 'trial' | 'develop' | undefined
  /** JSON text to pass to the mini program. @default none */
  'extra-data'?: string | undefined
}

/** A button that opens an app (跳转App). */
export interface WxOpenLaunchAppAttributes {
  /** The id of the app on the open platform (移动应用的AppID). */
  appid: string
  /** Text to pass to the app. @default none */
  extinfo?: string | undefined
}

/** A button that asks the user to subscribe to notifications (服务号订阅通知). */
export interface WxOpenSubscribeAttributes {
  /** The ids of up to 3 templates, separated by commas. */
  template: string
  /** Distinguishes several buttons on one page. @default none */
  index?: string | undefined
}

/** Plays audio, which continues when the user leaves the page (音频播放). */
export interface WxOpenAudioAttributes {
  /** The URL of the audio. */
  src: string
  /** The title. @default none */
  title?: string | undefined
  /** The artist. @default none */
  singer?: string | undefined
  /** The album or series. @default none */
  episode?: string | undefined
  /** The URL of a cover picture. @default none */
  cover?: string | undefined
}

/** The `detail` of an element's `error` event. */
export interface OpenTagError {
  errMsg: string
  errCode?: string | number | undefined
}

/** The `detail` of the events of `wx-open-launch-app`. `appId` and `extInfo` are those of the element. */
export interface AppLaunch extends OpenTagError {
  appId: string
  extInfo: string
}

/** The user's choice for each template. */
export interface Subscription {
  errMsg: string
  /** JSON text that maps a template id to JSON text whose `status` is `accept`, `reject`, `cancel` or `filter`. */
  subscribeDetails: string
}

/** The events of each open tag, in addition to those of every element. */
export interface OpenTagEvents {
  'wx-open-launch-weapp': {
    /** WeChat has rendered the tag. */
    ready: CustomEvent
    /** The user pressed the tag, and answered WeChat's question whether to open the mini program. */
    launch: CustomEvent
    /** The mini program did not open. */
    error: CustomEvent<OpenTagError>
  }
  'wx-open-launch-app': {
    /** WeChat has rendered the tag. */
    ready: CustomEvent
    /** The user pressed the tag, and answered WeChat's question whether to open the app. */
    launch: CustomEvent<AppLaunch>
    /** The app did not open, for example because it is not installed. */
    error: CustomEvent<AppLaunch>
  }
  'wx-open-subscribe': {
    /** The user answered. `detail.subscribeDetails` has the answer for each template. */
    success: CustomEvent<Subscription>
    /** The user could not be asked. */
    error: CustomEvent<OpenTagError>
  }
  'wx-open-audio': {
    /** The audio plays. */
    play: CustomEvent
    /** The audio is paused. */
    pause: CustomEvent
    /** The audio has been played to its end. */
    ended: CustomEvent
    /** The audio cannot be played. */
    error: CustomEvent<OpenTagError>
  }
}

/** The attributes of each open tag. */
export interface OpenTagAttributes {
  'wx-open-launch-weapp': WxOpenLaunchWeappAttributes
  'wx-open-launch-app': WxOpenLaunchAppAttributes
  'wx-open-subscribe': WxOpenSubscribeAttributes
  'wx-open-audio': WxOpenAudioAttributes
}

/** The element of an open tag. Its own events are `CustomEvent`s with a `detail`. */
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

/** Fires on the document after the verification if open tags do not work on this page. Everything else of the SDK works. */
export type WeixinOpenTagsError = CustomEvent<{ errMsg: string }>
