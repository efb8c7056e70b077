import { messageOf, WxError, type WxErrorCode } from '../errors.js'
import type { Answer } from './bridge.js'

/**
 * The status of a response: `ok`, `cancel`, or the text of a failure, in the spelling of the vendor's script.
 * Reads WeChat's own `err_msg` (`geo_location:fail_access_denied`) as well as the script's `errMsg`.
 */
export function statusOf(answer: Answer): string {
  const text = textOf(answer)
  // As the vendor's script does from 1.2.0 on.
  if (text === '') return 'ok'
  const status = text
    .slice(text.indexOf(':') + 1)
    .replace(/^failed_|^fail_/, '')
    .replace(/_/g, ' ')
    .trim()
    .toLowerCase()
  if (status === 'confirm') return 'ok'
  if (/^((fail|user|system)\W+)*cancel(l?ed)?$/.test(status)) return 'cancel'
  if (status === 'access denied' || status === 'no permission to execute') return 'permission denied'
  return status === '' || status === 'failed' ? 'fail' : status
}

/** `errMsg` or `err_msg`, verbatim; `''` if both are missing. */
function textOf(answer: Answer): string {
  return messageOf(answer.errMsg || answer.err_msg || '')
}

/** A response as the script would pass it on: `errMsg` in its spelling, no `err_…`. */
export function toResult(
  api: string,
  answer: Answer,
  status = 'ok',
): Record<string, unknown> & { errMsg: string } {
  const { err_msg: _text, err_code: _code, err_desc: _desc, err_detail: _detail, ...rest } = answer
  return { ...rest, errMsg: `${api}:${status}` }
}

/** The codes of refusals. Matched anywhere in the text, because the prefix differs between WeChat versions. */
const REFUSALS: readonly (readonly [RegExp, WxErrorCode])[] = [
  [/invalid signature/, 'INVALID_SIGNATURE'],
  [/invalid url domain/, 'INVALID_DOMAIN'],
  [/require subscribe/, 'REQUIRE_SUBSCRIBE'],
]

/** For calls only: a verification is not cancelled, and needs no permission. */
const CALL_REFUSALS: typeof REFUSALS = [
  [/^cancel$/, 'CANCELLED'],
  ...REFUSALS,
  [/(permission|access|auth\w*) den|no permission|offline verifying/, 'PERMISSION_DENIED'],
  [/not exist|(not |un)support/, 'NOT_SUPPORTED'],
]

/**
 * @param fallback the code of an unknown text; it tells a call from a verification
 * @param hints replace the codes' own hints
 */
export function toRefusal(
  api: string,
  answer: Answer,
  fallback: 'CALL_FAILED' | 'VERIFICATION_FAILED',
  hints: { readonly [Code in WxErrorCode]?: string | undefined } = {},
): WxError {
  const status = statusOf(answer)
  const refusals = fallback === 'CALL_FAILED' ? CALL_REFUSALS : REFUSALS
  const code = refusals.find(([pattern]) => pattern.test(status))?.[1] ?? fallback
  return new WxError(code, { api, errMsg: textOf(answer), result: answer, hint: hints[code] })
}
