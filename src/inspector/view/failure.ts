import { toRefusal } from '../../browser/client/bridge-response.js'
import { isWxError } from '../../browser/errors.js'
import type { Failure, LogEntryStatus } from './log-entry.js'

/** Reads an error of a step. Anything can be thrown by a function of the page. */
export function toFailure(error: unknown): Failure {
  if (!isWxError(error)) return { errMsg: String(error) }
  const { code, api, errMsg, hint, result } = error
  return { code, api, errMsg, hint, result }
}

/** Ends that are no fault of the page. */
const STOPPED: readonly unknown[] = ['CANCELLED', 'ABORTED', 'DISPOSED']

export function statusOfFailure({ code }: Failure): LogEntryStatus {
  return STOPPED.includes(code) ? 'cancelled' : 'failed'
}

/** Some successes have a status of their own, such as `network_type:wifi`: these are failures. */
const FAILURE = /fail|cancel|den(y|ied)|not.exist|not.support|no.permission/i

/**
 * What went wrong according to the answer of a client, in either spelling of its messages.
 *
 * @returns `undefined` if the answer is a success
 */
export function failureOfAnswer(api: string, answer: unknown): Failure | undefined {
  const fields = Object(answer) as Record<string, unknown>
  if (!FAILURE.test(String(fields.errMsg || fields.err_msg || ''))) return undefined
  return toFailure(toRefusal(api, fields, api === 'config' ? 'VERIFICATION_FAILED' : 'CALL_FAILED'))
}

/** The refusal of a verification, by WeChat's words and the URL that it checked. */
export function failureOfVerification(errMsg: string, checkedUrl: string): Failure {
  return toFailure(toRefusal('config', { errMsg, realAuthUrl: checkedUrl }, 'VERIFICATION_FAILED'))
}
