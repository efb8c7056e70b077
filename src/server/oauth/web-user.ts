import { PlatformError } from '../errors.js'

/**
 * A user's web token (网页授权access_token). It is valid for `sns/*` only, and different from the account's access token.
 * Neither it nor the refresh token may reach a browser.
 */
export interface WebToken {
  access_token: string
  /** In seconds: at most 7200. */
  expires_in: number
  /** Valid for 7, 30, 60 or 90 days. */
  refresh_token: string
  /** ID of the user for this account. */
  openid: string
  /** What the user has granted, separated by commas. */
  scope: string
  /** ID of the user across all accounts of one Open Platform (开放平台) account; missing if this account is not bound to one. */
  unionid?: string
}

/** The result of a code exchange. */
export interface ExchangedToken extends WebToken {
  is_snapshotuser?: 1
  /** Whether the page is a snapshot (快照页), for which WeChat makes up a user. Such a user must not order or pay. */
  isSnapshotUser: boolean
}

/** Languages of place names. */
export type Lang = 'zh_CN' | 'zh_TW' | 'en'

/** A user's profile. */
export interface WebUser {
  openid: string
  nickname: string
  /** 1 male, 2 female, 0 unknown. */
  sex: 0 | 1 | 2
  province: string
  city: string
  country: string
  /** URL that ends with the size: 46, 64, 96, 132, or 0 for 640 pixels. `''` without a picture; dead once the user changes it. */
  headimgurl: string
  /** For example `['chinaunicom']`. */
  privilege: string[]
  /** Missing if the account is not bound to an Open Platform (开放平台) account. */
  unionid?: string
}

/** In seconds. WeChat issues no web token for longer. */
const MAX_EXPIRES_IN = 7200

/** @throws {PlatformError} `BAD_ANSWER` if it is not a token */
export function readWebToken(answer: Record<string, unknown>): WebToken {
  const { access_token, expires_in, refresh_token, openid, scope, unionid } = answer
  for (const [name, value] of Object.entries({ access_token, openid })) {
    if (!isNonEmptyText(value)) throw new PlatformError('BAD_ANSWER', { errmsg: `no ${name}` })
  }
  return {
    access_token: toText(access_token),
    expires_in: Math.min(Math.max(Number(expires_in) || 0, 0), MAX_EXPIRES_IN),
    refresh_token: toText(refresh_token),
    openid: toText(openid),
    scope: toText(scope),
    ...(isNonEmptyText(unionid) && { unionid }),
  }
}

/** @throws {PlatformError} `BAD_ANSWER` if it is not a token */
export function readExchangedToken(answer: Record<string, unknown>): ExchangedToken {
  const isSnapshotUser = Number(answer.is_snapshotuser) === 1
  return { ...readWebToken(answer), ...(isSnapshotUser && { is_snapshotuser: 1 }), isSnapshotUser }
}

/** @throws {PlatformError} `BAD_ANSWER` if it is not a user */
export function readWebUser(answer: Record<string, unknown>): WebUser {
  const { openid, sex, privilege, unionid } = answer
  if (!isNonEmptyText(openid)) throw new PlatformError('BAD_ANSWER', { errmsg: 'no openid' })
  return {
    openid,
    nickname: toText(answer.nickname),
    // Text in the example of WeChat's documentation, a number in reality.
    sex: ([1, 2] as const).find(known => known === Number(sex)) ?? 0,
    province: toText(answer.province),
    city: toText(answer.city),
    country: toText(answer.country),
    headimgurl: toText(answer.headimgurl),
    privilege: Array.isArray(privilege) ? privilege.map(String) : [],
    ...(isNonEmptyText(unionid) && { unionid }),
  }
}

function isNonEmptyText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
