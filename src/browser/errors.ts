/** Every code that a `WxError` can carry. */
export type WxErrorCode =
  | 'NOT_IN_BROWSER'
  | 'NOT_IN_WECHAT'
  | 'SCRIPT_FAILED'
  | 'SCRIPT_TIMEOUT'
  | 'BRIDGE_TIMEOUT'
  | 'SIGNATURE_FAILED'
  | 'SIGNATURE_TIMEOUT'
  | 'SIGNATURE_MALFORMED'
  | 'INVALID_SIGNATURE'
  | 'INVALID_DOMAIN'
  | 'VERIFICATION_FAILED'
  | 'VERIFICATION_TIMEOUT'
  | 'CANCELLED'
  | 'PERMISSION_DENIED'
  | 'REQUIRE_SUBSCRIBE'
  | 'NOT_SUPPORTED'
  | 'CALL_FAILED'
  | 'CALL_TIMEOUT'
  | 'INVALID_ARGUMENT'
  | 'ABORTED'
  | 'DISPOSED'

/** The most likely fix for each code. Every app downloads these, so they are short; `wx-ready/explain` has the check-lists. */
export const HINTS: Readonly<Record<WxErrorCode, string>> = {
  NOT_IN_BROWSER: 'Call it in a browser only.',
  NOT_IN_WECHAT: 'Open the page in WeChat, or install wx-ready/simulator.',
  SCRIPT_FAILED: "Check the network, and the script's hosts in the CSP; calls use the bridge.",
  SCRIPT_TIMEOUT: 'Check the network; calls use the bridge.',
  BRIDGE_TIMEOUT: 'Call it outside frames: they have no bridge.',
  SIGNATURE_FAILED: 'Open the endpoint in a browser, with ?url=….',
  SIGNATURE_TIMEOUT: 'Cache access_token and jsapi_ticket on the server.',
  SIGNATURE_MALFORMED: 'Respond with JSON: the signature of the url as sent.',
  INVALID_SIGNATURE: "Sign the url as sent, with this appId's jsapi_ticket.",
  INVALID_DOMAIN: "Add the page's domain to JS接口安全域名, without scheme.",
  VERIFICATION_FAILED: 'Read errMsg, and check the signature.',
  VERIFICATION_TIMEOUT: 'Call ready() again.',
  CANCELLED: 'Do nothing: the user cancelled.',
  PERMISSION_DENIED: 'Check that the account (接口权限) and jsApiList have this API.',
  REQUIRE_SUBSCRIBE: 'Follow the test account (测试号).',
  NOT_SUPPORTED: 'Update WeChat, or call checkJsApi first.',
  CALL_FAILED: 'Read errMsg, and check the parameters.',
  CALL_TIMEOUT: 'Call again, or set a longer timeout.',
  INVALID_ARGUMENT: 'Fix what errMsg names.',
  ABORTED: 'Do nothing: it was aborted.',
  DISPOSED: 'Call createWx() again.',
}

/** The details of a failure. */
export interface WxErrorDetails {
  /** The API that was called, such as `chooseImage`. */
  api?: string | undefined
  /** The message of WeChat or of the endpoint, verbatim. */
  errMsg?: string | undefined
  /** The whole response of WeChat or of the endpoint. */
  result?: unknown
  /** What was thrown, if another error caused this one. */
  cause?: unknown
  /** Replaces the code's own hint. */
  hint?: string | undefined
}

/**
 * The error class of this library. Its `code` is for programs, its `hint` for developers.
 *
 * @example
 * try { await wx.chooseImage() } catch (error) { if (!isWxError(error, 'CANCELLED')) throw error }
 */
export class WxError extends Error {
  readonly code: WxErrorCode
  /** The API that was called, or `undefined` if it was not a call that failed. */
  readonly api: string | undefined
  /** The message of WeChat or of the endpoint, verbatim; `''` if there is none. */
  readonly errMsg: string
  /** The most likely fix, or the hint that the endpoint sent. `wx-ready/explain` has a check-list. */
  readonly hint: string
  /** The whole response of WeChat or of the endpoint. */
  readonly result: unknown
  override readonly cause: unknown

  constructor(
    code: WxErrorCode,
    { api, errMsg = '', result, cause, hint = HINTS[code] }: WxErrorDetails = {},
  ) {
    super([code, api, errMsg, hint].filter(Boolean).join(': '))
    this.name = 'WxError'
    this.code = code
    this.api = api
    this.errMsg = errMsg
    this.hint = hint
    this.result = result
    this.cause = cause
  }
}

/** Whether `error` is a `WxError`, with this `code` if one is given. Also recognizes errors of another copy of the library. */
export function isWxError(error: unknown, code?: WxErrorCode): error is WxError {
  if (!(error instanceof Error) || error.name !== 'WxError') return false
  return code === undefined || (error as WxError).code === code
}

/** Returns a `WxError` as it is, and wraps anything else as the `cause` of one with this code. */
export function toWxError(error: unknown, code: WxErrorCode, details?: WxErrorDetails): WxError {
  if (isWxError(error)) return error
  return new WxError(code, { errMsg: messageOf(error), cause: error, ...details })
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error)
  } catch {
    // An object without toString, or whose toString throws.
    return typeof error
  }
}
