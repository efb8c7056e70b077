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

/** The likeliest thing to do about each code. Every app downloads these; the check-lists are in `wx-ready/explain`. */
export const HINTS: Readonly<Record<WxErrorCode, string>> = {
  NOT_IN_BROWSER: 'Call it in the browser only.',
  NOT_IN_WECHAT: 'Open the page in WeChat, or install wx-ready/simulator.',
  SCRIPT_FAILED: 'Allow its hosts in the Content-Security-Policy; calls use the bridge.',
  SCRIPT_TIMEOUT: 'Check the network; calls use the bridge.',
  BRIDGE_TIMEOUT: 'Call it outside of frames: they have no bridge.',
  SIGNATURE_FAILED: 'Open the endpoint in a browser, with ?url=….',
  SIGNATURE_TIMEOUT: 'Cache access_token and jsapi_ticket on the server.',
  SIGNATURE_MALFORMED: 'Answer JSON with the signature of the url as it was sent.',
  INVALID_SIGNATURE: 'Sign the url as it was sent, with the jsapi_ticket of this appId.',
  INVALID_DOMAIN: "Add the page's domain to JS接口安全域名, without scheme.",
  VERIFICATION_FAILED: 'Read errMsg, and check the signature.',
  VERIFICATION_TIMEOUT: 'Call ready() again.',
  CANCELLED: 'Leave the page as it was.',
  PERMISSION_DENIED: 'Check that the account has this API (接口权限), and that jsApiList has it.',
  REQUIRE_SUBSCRIBE: 'Follow the test account (测试号).',
  NOT_SUPPORTED: 'Update WeChat, or ask checkJsApi first.',
  CALL_FAILED: 'Read errMsg, and check the parameters.',
  CALL_TIMEOUT: 'Call again, or give it a longer timeout.',
  INVALID_ARGUMENT: 'Correct what errMsg names.',
  ABORTED: 'Nothing is wrong.',
  DISPOSED: 'Make a new wx with createWx().',
}

/** What is known of a failure beside its code. */
export interface WxErrorDetails {
  /** The API that was called, as in `chooseImage`. */
  api?: string | undefined
  /** The text of WeChat or of the endpoint, word for word. */
  errMsg?: string | undefined
  /** The client's whole answer, or what the endpoint sent. */
  result?: unknown
  cause?: unknown
  /** One sentence, where more is known than the code's own hint says. */
  hint?: string | undefined
}

/**
 * The one error of this library. Its `code` is for programs, its `hint` for people.
 *
 * @example
 * try { await wx.chooseImage() } catch (error) { if (!isWxError(error, 'CANCELLED')) throw error }
 */
export class WxError extends Error {
  readonly code: WxErrorCode
  /** The API that was called, or `undefined` where it was not a call that failed. */
  readonly api: string | undefined
  /** The text of WeChat or of the endpoint, word for word; `''` where there is none. */
  readonly errMsg: string
  /** The likeliest thing to do, in one sentence: the endpoint's own where that sent one. `wx-ready/explain` has all checks. */
  readonly hint: string
  /** The client's whole answer, or what the endpoint sent. */
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

/** Whether `error` is a `WxError`, of this `code` where one is given. Holds across two copies of the library. */
export function isWxError(error: unknown, code?: WxErrorCode): error is WxError {
  if (!(error instanceof Error) || error.name !== 'WxError') return false
  return code === undefined || (error as WxError).code === code
}

/** `WxError` as it is, anything else as the `cause` of one with this code. */
export function toWxError(error: unknown, code: WxErrorCode, details?: WxErrorDetails): WxError {
  if (isWxError(error)) return error
  return new WxError(code, { errMsg: messageOf(error), cause: error, ...details })
}

/** What anything that was thrown says. */
export function messageOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error)
  } catch {
    // An object whose toString throws, or that has none.
    return typeof error
  }
}
