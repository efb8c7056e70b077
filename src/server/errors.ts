/** Every code that a `PlatformError` can carry. */
export type PlatformErrorCode =
  | 'BUSY'
  | 'RATE_LIMITED'
  | 'QUOTA_SPENT'
  | 'CREDENTIALS_REFUSED'
  | 'IP_NOT_LISTED'
  | 'TOKEN_REFUSED'
  | 'NOT_PERMITTED'
  | 'REAUTHORIZE'
  | 'BAD_REQUEST'
  | 'BAD_ANSWER'
  | 'UNREACHABLE'
  | 'TIMEOUT'
  | 'STORE_UNAVAILABLE'
  | 'CLOSED'

/** What each code means and what to do about it. */
export const HINTS: Readonly<Record<PlatformErrorCode, string>> = {
  BUSY: 'WeChat is busy. It was asked again, on its other hosts too; try later.',
  RATE_LIMITED: 'WeChat was asked too often this minute. Let all processes share one store.',
  QUOTA_SPENT:
    "The day's quota is spent; it is asked again in 10 minutes. Let all processes share one store.",
  CREDENTIALS_REFUSED:
    'WeChat does not take this appId and secret. Compare both with 微信开发者平台 › 基础信息 › 开发密钥; was the secret reset or frozen?',
  IP_NOT_LISTED:
    "This server's address is not on the account's IP白名单 (微信开发者平台 › 基础信息 › 开发密钥). Add the one that errmsg names.",
  TOKEN_REFUSED:
    'WeChat refused the access token twice. Does another program fetch tokens with cgi-bin/token for this account?',
  NOT_PERMITTED: 'The account has not got this API (开发者中心 › 接口权限). Some need a verified account.',
  REAUTHORIZE: 'The code or token of this user has been used or is dead. Send the user to authorise again.',
  BAD_REQUEST: 'WeChat does not understand the request. Read errmsg.',
  BAD_ANSWER: 'What came back is not what WeChat answers. Is there a proxy between?',
  UNREACHABLE: "None of WeChat's hosts could be reached. Are DNS and the way out of this machine all right?",
  TIMEOUT: "None of WeChat's hosts answered in time. Is the way out of this machine all right?",
  STORE_UNAVAILABLE: 'The store for tokens and tickets failed, or said nothing in time. errmsg has its code.',
  CLOSED: 'The account was closed: this process is about to end. Ask again, and another one answers.',
}

/** What is known of a failure beside its code. */
export interface PlatformErrorDetails {
  /** WeChat's number for it, as in `40001`. */
  errcode?: number | undefined
  /** WeChat's words for it, as they came. */
  errmsg?: string | undefined
  /** Where more is known than the code's own hint tells. */
  hint?: string | undefined
}

/** The one error of the server's side. Neither secret, token nor ticket is ever in it. */
export class PlatformError extends Error {
  readonly code: PlatformErrorCode
  /** WeChat's number for it; `undefined` where WeChat said nothing. */
  readonly errcode: number | undefined
  /** WeChat's words for it, as they came, of which there are at most 500 characters; `''` where there are none. */
  readonly errmsg: string
  /** What it means and what to do. */
  readonly hint: string

  constructor(
    code: PlatformErrorCode,
    { errcode, errmsg: words = '', hint = HINTS[code] }: PlatformErrorDetails = {},
  ) {
    const errmsg = shorten(words)
    super([code, errcode, errmsg, hint].filter(Boolean).join(': '))
    this.name = 'PlatformError'
    this.code = code
    this.errcode = errcode
    this.errmsg = errmsg
    this.hint = hint
  }
}

/** What is put before WeChat may answer with a page of any length, and logs and the store would take all of it. In characters. */
const LONGEST_ERRMSG = 500

function shorten(words: string): string {
  if (words.length <= LONGEST_ERRMSG) return words
  // No half of a character that takes two.
  return words.slice(0, LONGEST_ERRMSG).replace(/[\uD800-\uDBFF]$/, '')
}
