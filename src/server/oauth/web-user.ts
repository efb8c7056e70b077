import { PlatformError } from '../errors.js'

/**
 * A web token (网页授权access_token): one user's, and good for nothing but `sns/*`. The account's own token is another
 * thing. Neither it nor the refresh token may ever reach a browser.
 */
export interface WebToken {
  access_token: string
  /** In seconds: 7200. */
  expires_in: number
  /** Lives for 7, 30, 60 or 90 days. */
  refresh_token: string
  /** The user, as this account knows them. */
  openid: string
  /** What the user has allowed, with commas between. */
  scope: string
  /** The user, as all accounts know them that are bound to one of the Open Platform; only where this one is. */
  unionid?: string
}

/** What a code is exchanged for. */
export interface ExchangedToken extends WebToken {
  is_snapshotuser?: 1
  /** It is nobody: WeChat shows a snapshot (快照页), and has made up an account for it. Such a one must not order or pay. */
  isSnapshotUser: boolean
}

/** Languages of the names of places. */
export type Lang = 'zh_CN' | 'zh_TW' | 'en'

/** Who a user is. */
export interface WebUser {
  openid: string
  nickname: string
  /** 1 male, 2 female, 0 not known. */
  sex: 0 | 1 | 2
  province: string
  city: string
  country: string
  /** Ends with its size: 46, 64, 96, 132, or 0 for 640 pixels. `''` where there is none; dead once the user has another one. */
  headimgurl: string
  /** As in `['chinaunicom']`. */
  privilege: string[]
  /** Only where the account is bound to one of the Open Platform. */
  unionid?: string
}

/** WeChat gives no web token for longer, in seconds. */
const LONGEST_LIFE = 7200

/** @throws {PlatformError} BAD_ANSWER where it is none */
export function readToken(answer: Record<string, unknown>): WebToken {
  const { access_token, expires_in, refresh_token, openid, scope, unionid } = answer
  for (const [name, value] of Object.entries({ access_token, openid })) {
    if (!isFilled(value)) throw new PlatformError('BAD_ANSWER', { errmsg: `no ${name}` })
  }
  return {
    access_token: textOf(access_token),
    expires_in: Math.min(Math.max(Number(expires_in) || 0, 0), LONGEST_LIFE),
    refresh_token: textOf(refresh_token),
    openid: textOf(openid),
    scope: textOf(scope),
    ...(isFilled(unionid) && { unionid }),
  }
}

/** @throws {PlatformError} BAD_ANSWER where it is none */
export function readExchanged(answer: Record<string, unknown>): ExchangedToken {
  const snapshot = Number(answer.is_snapshotuser) === 1
  return { ...readToken(answer), ...(snapshot && { is_snapshotuser: 1 }), isSnapshotUser: snapshot }
}

/** @throws {PlatformError} BAD_ANSWER where it is none */
export function readUser(answer: Record<string, unknown>): WebUser {
  const { openid, sex, privilege, unionid } = answer
  if (!isFilled(openid)) throw new PlatformError('BAD_ANSWER', { errmsg: 'no openid' })
  return {
    openid,
    nickname: textOf(answer.nickname),
    // WeChat's own example has it as text.
    sex: ([1, 2] as const).find(known => known === Number(sex)) ?? 0,
    province: textOf(answer.province),
    city: textOf(answer.city),
    country: textOf(answer.country),
    headimgurl: textOf(answer.headimgurl),
    privilege: Array.isArray(privilege) ? privilege.map(String) : [],
    ...(isFilled(unionid) && { unionid }),
  }
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
