import { ERROR_POLICY, type PlatformErrorCode } from './error-policy.js'

export type { PlatformErrorCode } from './error-policy.js'

/** What is known of a failure besides its code. */
export interface PlatformErrorDetails {
  /** WeChat's error number, for example `40001`. @default `undefined` */
  errcode?: number | undefined
  /** WeChat's error text, verbatim. @default `''` */
  errmsg?: string | undefined
  /** Replaces the code's own hint where more is known. @default the hint of the code */
  hint?: string | undefined
}

/** The only error class of the server side. It never contains a secret, token or ticket. */
export class PlatformError extends Error {
  readonly code: PlatformErrorCode
  /** WeChat's error number; `undefined` if WeChat sent none. */
  readonly errcode: number | undefined
  /** WeChat's error text, verbatim, cut to 500 characters; `''` if there is none. */
  readonly errmsg: string
  /** What the error means and what to do about it. */
  readonly hint: string

  constructor(
    code: PlatformErrorCode,
    { errcode, errmsg: fullErrmsg = '', hint = ERROR_POLICY[code].hint }: PlatformErrorDetails = {},
  ) {
    const errmsg = truncate(fullErrmsg)
    super([code, errcode, errmsg, hint].filter(Boolean).join(': '))
    this.name = 'PlatformError'
    this.code = code
    this.errcode = errcode
    this.errmsg = errmsg
    this.hint = hint
  }
}

/** In characters. A proxy may respond with a page of any length, which would end up in logs and in the store. */
const MAX_ERRMSG_LENGTH = 500

function truncate(text: string): string {
  if (text.length <= MAX_ERRMSG_LENGTH) return text
  // Do not cut a surrogate pair in half.
  return text.slice(0, MAX_ERRMSG_LENGTH).replace(/[\uD800-\uDBFF]$/, '')
}
