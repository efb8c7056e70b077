import type { BaseResult, Callbacks } from './callbacks.js'

/** Which of its versions a mini program is opened in. */
export type EnvVersion = 'release' | 'trial' | 'develop'

/** The guide does not have it. */
export interface LaunchMiniProgramOptions extends Callbacks<BaseResult> {
  /** The mini program's app id. */
  targetAppId: string
  /** The page with its query. The script puts `.html` before the query. @default the first page */
  path?: string | undefined
  /** @default the client's */
  envVersion?: EnvVersion | undefined
}

/** @see 商户H5跳转微信支付分小程序-授权服务 */
export interface OpenBusinessViewOptions extends Callbacks<OpenBusinessViewResult> {
  /** What is opened, as in `wxpayScoreUse`. */
  businessType: string
  /** What it is opened with, as in `a=1&b=2` with encoded values. @default none */
  queryString?: string | undefined
  /** @default the client's */
  envVersion?: EnvVersion | undefined
}

export interface OpenBusinessViewResult extends BaseResult {
  /** 0 when all went well. A number on iOS, text on Android. */
  errCode?: number | string | undefined
  /** What the business gives back. */
  extraData?: Record<string, unknown> | undefined
}

/**
 * What a page inside a mini program's web-view (小程序 web-view) can do with the mini program. A URL is a page of the
 * mini program, as in `/pages/index/index?id=1`. Outside WeChat none of it does or calls anything.
 */
export interface MiniProgram {
  /** Goes back by some pages. */
  navigateBack(options?: NavigateBackOptions): void
  /** Opens a page on top of this one. */
  navigateTo(options: MiniProgramPageOptions): void
  /** Opens a page in place of this one. */
  redirectTo(options: MiniProgramPageOptions): void
  /** Opens a page of the tab bar, and closes all others. */
  switchTab(options: MiniProgramPageOptions): void
  /** Closes every page and opens one. */
  reLaunch(options: MiniProgramPageOptions): void
  /** Leaves a message, which the mini program gets when the user goes back, shares or leaves. */
  postMessage(options: PostMessageOptions): void
  /** Tells whether the page is inside a mini program. */
  getEnv(callback: (env: MiniProgramEnv) => void): void
}

export interface NavigateBackOptions extends Callbacks<BaseResult> {
  /** How many pages. @default 1 */
  delta?: number | undefined
}

export interface MiniProgramPageOptions extends Callbacks<BaseResult> {
  /** The page's path with its query; that of a tab has none. */
  url: string
}

export interface PostMessageOptions extends Callbacks<BaseResult> {
  /** The message, which has to survive JSON. @default {} */
  data?: unknown
}

export interface MiniProgramEnv {
  miniprogram: boolean
}
