import type { BaseResult, Callbacks } from './callbacks.js'
import type { JsApi, OpenTag } from './names.js'

/** The options of `wx.config()`: the signature of the page, and the APIs and open tags that it uses. */
export interface ConfigOptions {
  /** Shows every response in an `alert()`, to users as well; on a desktop, logs every call. @default false */
  debug?: boolean | undefined
  /** The id of the account (公众号的唯一标识). */
  appId: string
  /** When the page was signed (生成签名的时间戳), in seconds since 1970. */
  timestamp: number | string
  /** The nonce that was signed (生成签名的随机串). */
  nonceStr: string
  /** 签名: SHA-1 of ticket, nonce, timestamp and URL without hash, in lower-case hex. @see 附录1-JS-SDK使用权限签名算法 */
  signature: string
  /**
   * The APIs that the page will call (需要使用的JS接口列表). Clients reject an empty list. The script modifies the array
   * (`getLocation` becomes `geoLocation`): pass a copy.
   */
  jsApiList: readonly (JsApi | (string & {}))[]
  /** The open tags that the page uses (需要使用的开放标签列表). Since script 1.6.0. @default [] */
  openTagList?: readonly (OpenTag | (string & {}))[] | undefined
  /** `false` stores the values and runs the `ready` callbacks without verifying the page. Undocumented. @default true */
  check?: boolean | undefined
  /** Scripts before 1.3.2 provide `invoke` and `on` only with `true`; later ones ignore it. Undocumented. @default false */
  beta?: boolean | undefined
}

/** Why the client rejected the signature. */
export interface ConfigError extends BaseResult {
  /** The URL that the client checked the signature against, if the client reports it. */
  realAuthUrl?: string | string[] | undefined
}

/** @see 判断当前客户端版本是否支持指定JS接口 */
export interface CheckJsApiOptions extends Callbacks<CheckJsApiResult> {
  /** The APIs to check (需要检测的JS接口列表). The script modifies the array: pass a copy. */
  jsApiList: readonly (JsApi | (string & {}))[]
}

export interface CheckJsApiResult extends BaseResult {
  /** Whether the client supports each API, by its name. */
  checkResult: Record<string, boolean>
}
