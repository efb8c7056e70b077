import type { PlatformErrorCode } from '../../server/index.js'
import type { CauseName } from './causes.js'

/** Codes that say nothing about the account. */
export const UNREACHABLE_CODES: readonly PlatformErrorCode[] = [
  'UNREACHABLE',
  'TIMEOUT',
  'BUSY',
  'BAD_ANSWER',
]

const CAUSES: Partial<Record<PlatformErrorCode, CauseName>> = {
  CREDENTIALS_REFUSED: 'wrong-secret',
  IP_NOT_LISTED: 'ip-not-listed',
  QUOTA_SPENT: 'quota-spent',
  RATE_LIMITED: 'quota-spent',
  NOT_PERMITTED: 'not-permitted',
  TOKEN_REFUSED: 'token-conflict',
}

/** What a failure of WeChat's server means for the account. */
export function causeOf(code: PlatformErrorCode): CauseName {
  return CAUSES[code] ?? 'wechat-unreachable'
}
