import { duration, objectOf, readAs, SIGNAL } from '../util/validate.js'

/** What every call takes beside its parameters. */
export interface CallOptions {
  /** Ends the wait: `ABORTED`. What WeChat already shows stays open. */
  signal?: AbortSignal | undefined
  /** In ms, from when the call is sent, in place of the limit that the API has. */
  timeout?: number | undefined
}

const CALL_OPTIONS = objectOf({ signal: SIGNAL, timeout: duration() })

/** @throws {WxError} `INVALID_ARGUMENT` */
export function readCallOptions(api: string, given: unknown = {}): CallOptions {
  return readAs(api, CALL_OPTIONS, 'options', given)
}
