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

/** How the server side treats errors of one code. */
export interface ErrorPolicy {
  /** What the code means and what to do about it. */
  hint: string
  /** HTTP status that a page gets for it. */
  status: 429 | 502 | 503
  /** `Retry-After` of that response, in seconds; `undefined` where somebody has to fix something first. */
  retryAfter?: number
  /** How long a failed refresh is not repeated, in ms. Callers get the same error meanwhile. */
  holdFor: number
  /**
   * Whether the failure concerns the account, so that the store passes it on to all processes. The others may concern one
   * machine: its IP address, its network, its secret.
   */
  shared?: true
  /** Whether another attempt, or another host, may succeed. */
  transient?: true
}

export const ERROR_POLICY: Readonly<Record<PlatformErrorCode, ErrorPolicy>> = {
  BUSY: {
    hint: 'WeChat is busy. Try again later.',
    status: 503,
    retryAfter: 1,
    holdFor: 1000,
    shared: true,
    transient: true,
  },
  RATE_LIMITED: {
    hint: 'Too many calls to WeChat within a minute. Let all processes share one store.',
    status: 429,
    retryAfter: 60,
    holdFor: 60_000,
    shared: true,
  },
  QUOTA_SPENT: {
    hint: 'The daily quota is used up; the next attempt is in 10 minutes. Let all processes share one store.',
    status: 429,
    retryAfter: 600,
    holdFor: 600_000,
    shared: true,
  },
  CREDENTIALS_REFUSED: {
    hint: 'WeChat rejected this appId and secret. Compare both with 微信开发者平台 › 基础信息 › 开发密钥, and check whether the secret was reset or frozen.',
    status: 502,
    holdFor: 30_000,
  },
  IP_NOT_LISTED: {
    hint: "This server's IP address is not on the account's IP白名单 (微信开发者平台 › 基础信息 › 开发密钥). Add the address that errmsg names.",
    status: 502,
    holdFor: 30_000,
  },
  TOKEN_REFUSED: {
    hint: 'WeChat rejected the access token twice. Does another program fetch tokens with cgi-bin/token for this account?',
    status: 502,
    holdFor: 30_000,
  },
  NOT_PERMITTED: {
    hint: 'The account has no permission for this API (微信开发者平台 › 接口管理 › 接口权限与额度). Some APIs need a verified account.',
    status: 502,
    holdFor: 30_000,
  },
  REAUTHORIZE: {
    hint: "This user's code or token was used already or has expired. Send the user to authorise again.",
    status: 502,
    holdFor: 1000,
  },
  BAD_REQUEST: {
    hint: 'WeChat rejected the request as invalid. Read errmsg.',
    status: 502,
    holdFor: 30_000,
  },
  BAD_ANSWER: {
    hint: 'The response is not one that WeChat sends. Is there a proxy in between?',
    status: 502,
    holdFor: 1000,
    transient: true,
  },
  UNREACHABLE: {
    hint: 'WeChat could not be reached. Check DNS and the outgoing connections of this machine.',
    status: 503,
    retryAfter: 1,
    holdFor: 1000,
    transient: true,
  },
  TIMEOUT: {
    hint: 'WeChat did not respond in time. Check the outgoing connections of this machine.',
    status: 503,
    retryAfter: 1,
    // Long enough for each process that waited for the same refresh to see it.
    holdFor: 2000,
    // It may concern one machine, but otherwise each process would wait for it in turn, behind the lock.
    shared: true,
    transient: true,
  },
  STORE_UNAVAILABLE: {
    hint: 'The store for tokens and tickets failed, or did not respond in time. errmsg has its error code.',
    status: 503,
    retryAfter: 1,
    holdFor: 1000,
  },
  CLOSED: {
    hint: 'The account was closed, because this process is shutting down. Retry: another process will answer.',
    status: 503,
    retryAfter: 1,
    holdFor: 1000,
  },
}

/** Whether text, for example from the store, is a code. */
export function isErrorCode(text: unknown): text is PlatformErrorCode {
  return typeof text === 'string' && Object.hasOwn(ERROR_POLICY, text)
}
