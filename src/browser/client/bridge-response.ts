import { messageOf, WxError, type WxErrorCode } from '../errors.js'
import type { Answer } from './bridge.js'

/**
 * What an answer says: `ok`, `cancel`, or the words of a failure, in the spelling of the vendor's script.
 * Reads the client's own `err_msg` (`geo_location:fail_access_denied`) and the script's `errMsg` alike.
 */
export function statusOf(answer: Answer): string {
  const text = textOf(answer)
  // The vendor's script says so from 1.2.0 on.
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

/** `errMsg` or `err_msg`, word for word; `''` where it says neither. */
function textOf(answer: Answer): string {
  return messageOf(answer.errMsg || answer.err_msg || '')
}

/** An answer as the script would hand it on: `errMsg` in its spelling, no `err_…`. */
export function toResult(
  api: string,
  answer: Answer,
  status = 'ok',
): Record<string, unknown> & { errMsg: string } {
  const { err_msg: _text, err_code: _code, err_desc: _desc, err_detail: _detail, ...rest } = answer
  return { ...rest, errMsg: `${api}:${status}` }
}

/** What a refusal means. Matched within the text: clients put different words before it. */
const REFUSALS: readonly (readonly [RegExp, WxErrorCode])[] = [
  [/invalid signature/, 'INVALID_SIGNATURE'],
  [/invalid url domain/, 'INVALID_DOMAIN'],
  [/require subscribe/, 'REQUIRE_SUBSCRIBE'],
]

/** These are said of a call only: `ready()` is not cancelled, nor does a page need a permission for it. */
const CALL_REFUSALS: typeof REFUSALS = [
  [/^cancel$/, 'CANCELLED'],
  ...REFUSALS,
  [/(permission|access|auth\w*) den|no permission|offline verifying/, 'PERMISSION_DENIED'],
  [/not exist|(not |un)support/, 'NOT_SUPPORTED'],
]

/**
 * @param otherwise the code of what none of the known words are in; it tells a call from a verification
 * @param hints what is known of this API, for each code, in place of the code's own hint
 */
export function toRefusal(
  api: string,
  answer: Answer,
  otherwise: 'CALL_FAILED' | 'VERIFICATION_FAILED',
  hints: { readonly [Code in WxErrorCode]?: string | undefined } = {},
): WxError {
  const status = statusOf(answer)
  const refusals = otherwise === 'CALL_FAILED' ? CALL_REFUSALS : REFUSALS
  const code = refusals.find(([words]) => words.test(status))?.[1] ?? otherwise
  return new WxError(code, { api, errMsg: textOf(answer), result: answer, hint: hints[code] })
}
