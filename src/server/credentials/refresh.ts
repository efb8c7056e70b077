import { PlatformError } from '../errors.js'
import type { Store } from '../store/store.js'
import type { Closing } from '../util/deadline.js'
import { poll } from '../util/poll.js'
import { startStopwatch } from '../util/stopwatch.js'
import { type CachedCredential, createCachedCredential, isAlive } from './cached-credential.js'
import type { CredentialCache } from './credential-cache.js'
import { createFailureCache, type HoldTimes } from './failure-cache.js'
import type { Issued } from './issued.js'
import { type Lease, withLease } from './lease.js'
import type { RefreshPolicy } from './schedule.js'
import { createStallGuard } from './stall-guard.js'

/** Which credential a caller needs. */
export interface Wanted {
  /** Whether one that has not expired will do. */
  accepts(credential: CachedCredential): boolean
  /** A value that WeChat refused, and the error of that: WeChat has to issue another one. */
  refused?: { value: string; error: PlatformError }
}

export interface RefreshOptions {
  key: string
  /** Rejects with `STORE_UNAVAILABLE` only. */
  store: Store
  policy: RefreshPolicy
  /** Asks WeChat. */
  issue(request: IssueRequest): Promise<Issued>
  limits: RefreshLimits
  /** Closing the account ends a refresh in flight. */
  closing: Closing
  holdTimes: HoldTimes
  events: RefreshEvents
}

export interface IssueRequest {
  /** A value that WeChat refused. */
  refused: string | undefined
  /** How much time is left for the request, in ms. */
  timeLeft(): number
  signal: AbortSignal
}

/** In ms. */
export interface RefreshLimits {
  /** How long to wait for another process that asks WeChat. */
  waiting: number
  /** How long to ask WeChat. */
  asking: number
}

export interface RefreshEvents {
  onRefreshed(changed: boolean): void
  onFailure(error: PlatformError): void
  /** Another program seems to replace the value again and again. */
  onConflict(refusals: number): void
}

/** The pause between two looks at the store while another process holds the lease, in ms. */
const POLL_PAUSE = [50, 150] as const

/** A process that loses the lease this often does not stall: the store evicts keys, or never confirms a write. */
const MAX_LOST_LEASES = 3

/** How long WeChat is not asked again after a refused value was replaced, in ms. */
const REPLACE_INTERVAL = 30_000

/** This many refusals within this time, in ms, are no coincidence. */
const CONFLICT_REFUSALS = 3
const CONFLICT_WINDOW = 600_000

const LATE_HINT =
  'Another process that shares the store is asking WeChat, and has not finished. Look at the events of its onEvent.'

/** @returns what to use from now on. It is stored, but not in memory yet */
export type Refresh = (wanted: Wanted) => Promise<CachedCredential>

/** One call of a `Refresh`. */
interface Run {
  readonly wanted: Wanted
  /** Aborted when the account closes. */
  readonly signal: AbortSignal
  /** What WeChat issued. It is not requested again if the lease is lost before it is stored. */
  issued?: CachedCredential
}

/**
 * Refreshes a credential: one of the processes that share the store asks WeChat, and the others take what it stored.
 * Without the store, each process asks for itself.
 *
 * Only what WeChat issued is ever stored, and only by the holder of the lease.
 */
export function createRefresh(cache: CredentialCache, options: RefreshOptions): Refresh {
  const { key, store, policy, issue, limits, closing, holdTimes, events } = options
  const failures = createFailureCache(store, `${key}:failure`, holdTimes)

  return async wanted => {
    closing.assertOpen()
    const stop = new AbortController()
    const stopListening = closing.onClose(error => stop.abort(error))
    try {
      return await refresh({ wanted, signal: stop.signal })
    } finally {
      stopListening()
    }
  }

  async function refresh(run: Run): Promise<CachedCredential> {
    failures.throwOwn()
    try {
      return await obtainAsOneProcess(run)
    } catch (error) {
      run.signal.throwIfAborted()
      if (hasCode(error, 'STORE_UNAVAILABLE')) return (await obtain(run)) as CachedCredential
      // Another process may have succeeded, for example while this one was stalled.
      const found = await find(run).catch(() => undefined)
      if (found) {
        failures.clear()
        return found
      }
      // A timeout while waiting for another process. Other failures were recorded where they happened.
      if (hasCode(error, 'TIMEOUT') && !failures.isRecorded(error)) {
        await failures.record(error, { isAlive: false, lease: undefined })
        events.onFailure(error)
      }
      throw error
    }
  }

  /** Waits until another process has stored what is wanted, or this process gets the lease and asks. */
  async function obtainAsOneProcess(run: Run): Promise<CachedCredential> {
    const mayTakeOver = createStallGuard()
    let lostLeases = 0
    for await (const attempt of poll({ timeout: limits.waiting, pause: POLL_PAUSE, signal: run.signal })) {
      const found = await findOrThrowShared(run)
      if (found) return found
      if (!mayTakeOver() && lostLeases === 0) continue
      const held = await withLease(store, `${key}:lock`, async lease => {
        // The previous holder may have finished between the look and the lease.
        return (await findOrThrowShared(run)) ?? (await obtain(run, lease))
      })
      if (!held) continue
      if (held.result) return held.result
      lostLeases += 1
      if (lostLeases >= MAX_LOST_LEASES)
        throw new PlatformError('STORE_UNAVAILABLE', { errmsg: `the lease was lost ${lostLeases} times` })
      // The time of a stall does not count as waiting.
      attempt.restartTimeout()
    }
    const errmsg = `another process has been asking WeChat for more than ${limits.waiting} ms`
    throw new PlatformError('TIMEOUT', { errmsg, hint: LATE_HINT })
  }

  async function findOrThrowShared(run: Run): Promise<CachedCredential | undefined> {
    const found = await find(run)
    if (!found && !run.issued) await failures.throwShared()
    return found
  }

  async function find({ wanted }: Run): Promise<CachedCredential | undefined> {
    const newest = await cache.newest()
    return newest && isAlive(newest) && wanted.accepts(newest) ? newest : undefined
  }

  /** Asks WeChat and stores the result. @returns `undefined` if the lease was lost meanwhile */
  async function obtain(run: Run, lease?: Lease): Promise<CachedCredential | undefined> {
    const before = lease ? await cache.newest() : cache.inMemory()
    const { refused } = run.wanted
    if (refused && before && sinceRefusal(before) < REPLACE_INTERVAL) throw refused.error
    if (!run.issued || !isAlive(run.issued)) run.issued = await ask(run, before, lease)
    return cache.save(run.issued, lease)
  }

  async function ask(
    { wanted: { refused }, signal }: Run,
    before: CachedCredential | undefined,
    lease: Lease | undefined,
  ): Promise<CachedCredential> {
    const elapsed = startStopwatch()
    const timeLeft = () => limits.asking - elapsed()
    try {
      const { value, lifetime } = await issue({ refused: refused?.value, timeLeft, signal })
      if (value === refused?.value) throw refused.error
      failures.clear()
      events.onRefreshed(value !== before?.value)
      const refusals = recentRefusals(before, refused !== undefined)
      const isConflict = refusals.length >= CONFLICT_REFUSALS
      if (isConflict) events.onConflict(refusals.length)
      return createCachedCredential({
        // WeChat counts from its response, which was sent some time within the request.
        ...policy.schedule({ value, lifetime: Math.max(lifetime - elapsed(), 1) }, before),
        value,
        // Start over, so that every third refusal is reported.
        refusals: isConflict ? refusals.slice(-1) : refusals,
      })
    } catch (cause) {
      signal.throwIfAborted()
      const error = cause instanceof PlatformError ? cause : new PlatformError('BAD_ANSWER')
      await failures.record(error, { isAlive: before !== undefined && isAlive(before), lease })
      events.onFailure(error)
      throw error
    }
  }
}

function hasCode(error: unknown, code: PlatformError['code']): error is PlatformError {
  return error instanceof PlatformError && error.code === code
}

/** Time since a refused value was last replaced, in ms; Infinity if never. */
function sinceRefusal({ refusals, age }: CachedCredential): number {
  return Math.min(...refusals) + age()
}

function recentRefusals(before: CachedCredential | undefined, isRefused: boolean): number[] {
  const earlier = before ? before.refusals.map(ms => ms + before.age()) : []
  return [...earlier.filter(ms => ms < CONFLICT_WINDOW), ...(isRefused ? [0] : [])]
}
