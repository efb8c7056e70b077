import type { Text } from '../cli/text.js'
import type { CauseName } from './causes.js'
import type { DoctorContext } from './context.js'

export type CheckGroup = 'account' | 'page' | 'endpoint'

/** One thing that `doctor` checks. */
export interface Check {
  /** For `--skip` and `--only`. */
  readonly name: string
  readonly group: CheckGroup
  /** What is checked. */
  readonly title: Text
  /** Its result depends on the secret of the account. */
  readonly usesAccount?: true
  /** It needs neither the account nor the page. */
  readonly standalone?: true
  /** Runs after the others: it makes further requests, or waits for hosts that may be blocked. */
  readonly slow?: true
  run(context: DoctorContext): Promise<Finding>
}

/** The result of a check. */
export interface Finding {
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped'
  /** What was seen. */
  readonly message: Text
  /** The cause, which says what to do; of a warning or a failure. */
  readonly cause?: CauseName
  /** Further observations, one line each. */
  readonly details?: readonly Text[]
}

export function ok(message: Text): Finding {
  return { status: 'ok', message }
}

export function skipped(message: Text): Finding {
  return { status: 'skipped', message }
}

export function failed(cause: CauseName, message: Text, details: readonly Text[] = []): Finding {
  return { status: 'failed', cause, message, details }
}

export function warning(cause: CauseName, message: Text, details: readonly Text[] = []): Finding {
  return { status: 'warning', cause, message, details }
}

/** Reasons to skip a check that several checks have. */
export const NO_ACCOUNT: Finding = skipped({
  en: 'Set WX_APP_ID and WX_APP_SECRET.',
  zh: '需要设置 WX_APP_ID 和 WX_APP_SECRET。',
})
export const NO_PAGE: Finding = skipped({ en: 'Pass --page URL.', zh: '需要 --page URL。' })
export const NO_ENDPOINT: Finding = skipped({
  en: 'Pass --endpoint URL and --page URL.',
  zh: '需要 --endpoint URL 和 --page URL。',
})
export const BEHIND_LOGIN: Finding = skipped({
  en: "The page is behind WeChat's login.",
  zh: '页面需要先经过微信网页授权。',
})
