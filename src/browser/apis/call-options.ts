import { duration, objectOf, readAs, SIGNAL } from '../util/validate.js'

/** The options of every call. */
export interface CallOptions {
  /**
   * Rejects the call with `ABORTED`. What WeChat already shows stays open.
   *
   * @default none
   */
  signal?: AbortSignal | undefined
  /**
   * How long to wait for the response, in milliseconds from when the call is sent; then it rejects with `CALL_TIMEOUT`.
   * `Infinity` disables the timeout.
   *
   * @default none for calls that wait for the user, `timeouts.transfer` for uploads, downloads and other slow calls,
   *   `timeouts.call` for the rest
   */
  timeout?: number | undefined
}

const CALL_OPTIONS = objectOf({ signal: SIGNAL, timeout: duration() })

/** @throws {WxError} `INVALID_ARGUMENT` */
export function readCallOptions(api: string, given: unknown = {}): CallOptions {
  return readAs(api, CALL_OPTIONS, 'options', given)
}
