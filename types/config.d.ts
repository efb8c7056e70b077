import type { BaseResult, Callbacks } from './callbacks.js'
import type { JsApi, OpenTag } from './names.js'

/** What the page shows the client to be let in. */
export interface ConfigOptions {
  /** Shows every answer in an `alert`, to users too; on a desktop, logs every call. @default false */
  debug?: boolean | undefined
  /** The account's id (公众号的唯一标识). */
  appId: string
  /** When the signature was made (生成签名的时间戳), in seconds since 1970. */
  timestamp: number | string
  /** The random text that was signed (生成签名的随机串). */
  nonceStr: string
  /** SHA-1 over ticket, nonce, timestamp and the page's URL without its hash, in lower case hex. @see 附录1-JS-SDK使用权限签名算法 */
  signature: string
  /**
   * The APIs that the page will call (需要使用的JS接口列表). A client refuses an empty one. The script rewrites it in
   * place (`getLocation` becomes `geoLocation`): give it a copy.
   */
  jsApiList: readonly (JsApi | (string & {}))[]
  /** WeChat's own elements that the page holds (开放标签列表). Since script 1.6.0. @default none */
  openTagList?: readonly (OpenTag | (string & {}))[] | undefined
  /** `false` takes the values over without asking the client, and runs what waits for `ready`. Undocumented. @default true */
  check?: boolean | undefined
  /** Scripts before 1.3.2 have `invoke` and `on` only with `true`; later ones ignore it. Undocumented. @default false */
  beta?: boolean | undefined
}

/** Why the client refused. */
export interface ConfigError extends BaseResult {
  /** The URL that the client checked the signature against, where it says so. */
  realAuthUrl?: string | string[] | undefined
}

/** @see 判断当前客户端版本是否支持指定JS接口 */
export interface CheckJsApiOptions extends Callbacks<CheckJsApiResult> {
  /** The APIs to ask about (需要检测的JS接口列表). The script rewrites it in place: give it a copy. */
  jsApiList: readonly (JsApi | (string & {}))[]
}

export interface CheckJsApiResult extends BaseResult {
  /** Whether the client has an API, by its name. */
  checkResult: Record<string, boolean>
}
