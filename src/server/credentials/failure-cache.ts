import { ERROR_POLICY, isErrorCode, type PlatformErrorCode } from '../error-policy.js'
import { PlatformError } from '../errors.js'
import type { Store } from '../store/store.js'
import { startStopwatch } from '../util/stopwatch.js'
import type { Lease } from './lease.js'

/**
 * The latest failed refresh of one credential, which is thrown again for a while instead of asking WeChat: an outage must
 * not cause a storm of requests.
 */
export interface FailureCache {
  /** @throws {PlatformError} the latest failure of this process, while it is held */
  throwOwn(): void
  /** @throws {PlatformError} the latest failure of another process, while it is held */
  throwShared(): Promise<void>
  /** @param isAlive whether there is a value that has not expired */
  record(error: PlatformError, options: { isAlive: boolean; lease: Lease | undefined }): Promise<void>
  /** Whether the error was recorded, by this credential or another one of the account. */
  isRecorded(error: PlatformError): boolean
  clear(): void
}

/** The remaining hold time of each error, in ms. One for all credentials of an account: a ticket fails with its token. */
export type HoldTimes = WeakMap<PlatformError, () => number>

/** The shortest hold time while a value has not expired, in ms: there is no hurry. */
const HOLD_WHILE_ALIVE = 5000

export function createFailureCache(store: Store, key: string, holdTimes: HoldTimes): FailureCache {
  let own: PlatformError | undefined

  return {
    throwOwn() {
      if (own && holdTimeLeft(own) > 0) throw own
    },
    async throwShared() {
      const entry = await store.get(key)
      const failure = entry && parse(entry.value)
      if (!failure) return
      own = new PlatformError(failure.code, failure)
      hold(own, Math.min(entry.ttl, longHoldTime(failure.code)))
      throw own
    },
    async record(error, { isAlive, lease }) {
      own = error
      const { code, errcode, errmsg, hint } = error
      // The failure of another credential keeps the time that it was given there.
      if (!holdTimes.has(error)) hold(error, isAlive ? longHoldTime(code) : ERROR_POLICY[code].holdFor)
      const ttl = Math.ceil(holdTimeLeft(error))
      if (ttl <= 0 || !ERROR_POLICY[code].shared) return
      // If this fails, the other processes find out themselves.
      await lease?.commit(key, JSON.stringify({ code, errcode, errmsg, hint }), ttl).catch(() => {})
    },
    isRecorded: error => holdTimes.has(error),
    clear() {
      own = undefined
    },
  }

  function hold(error: PlatformError, ms: number): void {
    const elapsed = startStopwatch()
    holdTimes.set(error, () => ms - elapsed())
  }

  function holdTimeLeft(error: PlatformError): number {
    return holdTimes.get(error)?.() ?? 0
  }
}

function longHoldTime(code: PlatformErrorCode): number {
  return Math.max(ERROR_POLICY[code].holdFor, HOLD_WHILE_ALIVE)
}

type Failure = Pick<PlatformError, 'code' | 'errcode' | 'errmsg' | 'hint'>

/** Treats a malformed entry as missing. */
function parse(text: string): Failure | undefined {
  try {
    const { code, errcode, errmsg, hint } = JSON.parse(text)
    const hasTexts = typeof errmsg === 'string' && typeof hint === 'string'
    const isValid = hasTexts && (errcode === undefined || Number.isFinite(errcode))
    return isValid && isErrorCode(code) && ERROR_POLICY[code].shared
      ? { code, errcode, errmsg, hint }
      : undefined
  } catch {
    return undefined
  }
}
