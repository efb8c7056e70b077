import { CAUSES, type WxErrorCode } from '../shared/causes.js'

export type { WxErrorCode } from '../shared/causes.js'

/** What is known of a failure beside its code. */
export interface WxErrorDetails {
  /** The API that was called, as in `chooseImage`. */
  api?: string | undefined
  /** The text of WeChat or of the endpoint, word for word. */
  errMsg?: string | undefined
  /** The client's whole answer, or what the endpoint sent. */
  result?: unknown
  cause?: unknown
  /** What to check first, where more is known than the code says. */
  advice?: string | undefined
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
  /** What happened and what to check, in order. */
  readonly hint: string
  /** The client's whole answer, or what the endpoint sent. */
  readonly result: unknown
  override readonly cause: unknown

  constructor(code: WxErrorCode, { api, errMsg = '', result, cause, advice }: WxErrorDetails = {}) {
    const hint = hintOf(code, advice)
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
  return error instanceof Error ? error.message : String(error)
}

function hintOf(code: WxErrorCode, advice: string | undefined): string {
  const { cause, checks: known } = CAUSES[code]
  const checks = advice === undefined ? known : [advice, ...known]
  const steps = checks.length > 1 ? checks.map((check, index) => `${index + 1}. ${check}`) : checks
  return [cause, ...steps].join(' ')
}
