import type { BaseResult, Callbacks } from './callbacks.js'

/** The version of a mini program: 正式版, 体验版 or 开发版. */
export type EnvVersion = 'release' | 'trial' | 'develop'

/** Not in WeChat's guide. */
export interface LaunchMiniProgramOptions extends Callbacks<BaseResult> {
  /** The app id of the mini program. */
  targetAppId: string
  /** The path of the page, with its query. The script inserts `.html` before the query. @default the start page */
  path?: string | undefined
  /** The version to open. @default the client's */
  envVersion?: EnvVersion | undefined
}

/** @see 商户H5跳转微信支付分小程序-授权服务 */
export interface OpenBusinessViewOptions extends Callbacks<OpenBusinessViewResult> {
  /** The type of the business, such as `wxpayScoreUse`. */
  businessType: string
  /** The parameters of the business: `a=1&b=2`, with encoded values. @default none */
  queryString?: string | undefined
  /** The version to open. @default the client's */
  envVersion?: EnvVersion | undefined
}

export interface OpenBusinessViewResult extends BaseResult {
  /** 0 on success. A number on iOS, text on Android. */
  errCode?: number | string | undefined
  /** The data that the business returns. */
  extraData?: Record<string, unknown> | undefined
}

/**
 * The APIs of a page inside the web-view of a mini program (小程序 web-view). A URL is a page of the mini program, such as
 * `/pages/index/index?id=1`. Outside WeChat, nothing happens and no callback is called.
 */
export interface MiniProgram {
  /** Goes back one or more pages. */
  navigateBack(options?: NavigateBackOptions): void
  /** Opens a page on top of the current one. */
  navigateTo(options: MiniProgramPageOptions): void
  /** Replaces the current page. */
  redirectTo(options: MiniProgramPageOptions): void
  /** Switches to a page of the tab bar and closes all other pages. */
  switchTab(options: MiniProgramPageOptions): void
  /** Closes all pages and opens one. */
  reLaunch(options: MiniProgramPageOptions): void
  /** Queues a message, which the mini program receives when the user goes back, shares or leaves. */
  postMessage(options: PostMessageOptions): void
  /** Reports whether the page is inside a mini program. */
  getEnv(callback: (env: MiniProgramEnv) => void): void
}

export interface NavigateBackOptions extends Callbacks<BaseResult> {
  /** How many pages to go back. @default 1 */
  delta?: number | undefined
}

export interface MiniProgramPageOptions extends Callbacks<BaseResult> {
  /** The path of the page, with its query. The page of a tab takes no query. */
  url: string
}

export interface PostMessageOptions extends Callbacks<BaseResult> {
  /** The message. It is sent as JSON. @default {} */
  data?: unknown
}

export interface MiniProgramEnv {
  /** Whether the page is inside a mini program. */
  miniprogram: boolean
}
