import { ERROR_POLICY, isErrorCode, type PlatformErrorCode } from '../error-policy.js'
import { PlatformError } from '../errors.js'
import type { Store } from '../store/store.js'
import { startStopwatch } from '../util/stopwatch.js'
import type { Lock } from './lease.js'

/** While a value still holds there is no hurry to retry, in ms. */
const HOLD_AT_LEISURE = 5000

/** Failures whose time is not over, shared by the credentials of an account: a ticket fails with its token. */
export type HeldErrors = WeakMap<PlatformError, () => number>

/** What went wrong with one credential. */
export interface Failures {
  /** @throws {PlatformError} the last failure of this process, while its time is not over */
  throwOwn(): void
  /** @throws {PlatformError} the last one of another process */
  throwShared(): Promise<void>
  /** @param holding whether something still holds */
  note(error: PlatformError, options: { holding: boolean; lock?: Lock | undefined }): Promise<void>
  clear(): void
}

export function createFailures(store: Store, key: string, held: HeldErrors): Failures {
  let own: PlatformError | undefined
  const leftOf = (error: PlatformError) => held.get(error)?.() ?? 0

  return {
    throwOwn() {
      if (own && leftOf(own) > 0) throw own
    },
    async throwShared() {
      const entry = await store.get(key)
      const details = entry && parse(entry.value)
      if (!details) return
      const error = new PlatformError(details.code, details)
      hold(error, Math.min(entry.ttl, atLeisure(error.code)))
      own = error
      throw error
    },
    async note(error, { holding, lock }) {
      own = error
      // Where it is another credential's failure, it is that one's time that runs.
      if (!held.has(error)) hold(error, holding ? atLeisure(error.code) : ERROR_POLICY[error.code].holdFor)
      const ms = Math.ceil(leftOf(error))
      if (ms <= 0) return
      const { code, errcode, errmsg, hint } = error
      if (!ERROR_POLICY[code].shared) return
      // The others find out by themselves where this fails.
      await lock?.commit(key, JSON.stringify({ code, errcode, errmsg, hint }), ms).catch(() => {})
    },
    clear() {
      own = undefined
    },
  }

  function hold(error: PlatformError, ms: number): void {
    const since = startStopwatch()
    held.set(error, () => ms - since())
  }
}

function atLeisure(code: PlatformErrorCode): number {
  return Math.max(ERROR_POLICY[code].holdFor, HOLD_AT_LEISURE)
}

interface Details {
  code: PlatformErrorCode
  errcode: number | undefined
  errmsg: string
  hint: string
}

function parse(text: string): Details | undefined {
  try {
    const details = JSON.parse(text) as Details
    const { code, errcode, errmsg, hint } = details
    const isWhole = isText(errmsg) && isText(hint) && (errcode === undefined || Number.isFinite(errcode))
    return isWhole && isErrorCode(code) && ERROR_POLICY[code].shared
      ? { code, errcode, errmsg, hint }
      : undefined
  } catch {
    return undefined
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}
