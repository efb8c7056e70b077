import { PlatformError } from '../errors.js'
import type { Store } from '../store/store.js'
import type { Closing } from '../util/deadline.js'
import { startStopwatch } from '../util/stopwatch.js'
import { choose, createHeld, type Held, isAlive, type Obtained, toText, toTtl } from './cached-credential.js'
import { createFailures, type HeldErrors } from './failure-cache.js'
import { doOnce, type Lock } from './lease.js'
import type { MakePlan } from './schedule.js'

/** A value that WeChat refused, and in which words. */
export interface Refused {
  value: string
  because: PlatformError
}

/** Asks WeChat, or takes what somebody else has got: something that is wanted, and that holds. */
export type Refresh = (wanted: (held: Held) => boolean, refused?: Refused) => Promise<Held>

export interface RefreshOptions {
  key: string
  /** One that rejects with `STORE_UNAVAILABLE` alone. */
  store: Store
  /** What the store has, and what this process has. */
  read(): Promise<Held | undefined>
  inMemory(): Held | undefined
  /**
   * @param refused WeChat is to give another value than this
   * @param left how much of the time for this is left, in ms
   */
  obtain(refused: string | undefined, left: () => number, signal: AbortSignal): Promise<Obtained>
  plan: MakePlan
  limits: RefreshLimits
  /** A refresh in flight ends when the account closes. */
  closing: Closing
  heldErrors: HeldErrors
  onRefreshed(changed: boolean): void
  onFailure(error: PlatformError): void
  /** Somebody else seems to renew it again and again. */
  onConflict(refusals: number): void
}

/** How long a refresh may take, in ms. */
export interface RefreshLimits {
  /** To wait for another process that asks WeChat. */
  waiting: number
  /** To ask WeChat. */
  asking: number
}

/** How long a refused value makes WeChat be asked no second time, in ms. */
const REFUSED_EVERY = 30_000

/** So many refusals within this time, in ms, are not by chance. */
const CONFLICT = 3
const CONFLICT_WITHIN = 600_000

/**
 * The way to WeChat, which one of all who share the store goes for all of them.
 *
 * Nothing but what WeChat gave is ever stored, and that only by who still has the lock.
 */
export function createRefresh(options: RefreshOptions): Refresh {
  const { key, store, read, inMemory, obtain, plan, limits, closing, heldErrors } = options
  const { onRefreshed, onFailure, onConflict } = options
  const failures = createFailures(store, `${key}:failure`, heldErrors)

  const run = async (signal: AbortSignal, ...[wanted, refused]: Parameters<Refresh>) => {
    failures.throwOwn()
    const found = async () => {
      const held = choose(await read(), inMemory())
      return held && isAlive(held) && wanted(held) ? held : undefined
    }
    const done = async () => {
      const held = await found()
      if (!held && !obtained) await failures.throwShared()
      return held
    }
    // What WeChat gave to this process while it lost the lock, as one that stood still does.
    let obtained: Held | undefined
    const work = async (lock?: Lock) => {
      const before = choose(lock && (await read()), inMemory())
      if (refused && before && sinceRefusal(before) < REFUSED_EVERY) throw refused.because
      if (!obtained || !isAlive(obtained)) obtained = await ask(before, refused, signal, lock)
      return keep(obtained, lock)
    }
    try {
      return await doOnce({
        store,
        key: `${key}:lock`,
        done,
        work,
        patience: limits.waiting,
        signal,
      })
    } catch (error) {
      signal.throwIfAborted()
      // Without the store each process is on its own.
      if (isStoreUnavailable(error)) return (await work()) as Held
      // Somebody else may have had more luck, as where this process stood still.
      const held = await found().catch(() => undefined)
      if (!held) {
        // To have waited for another process in vain: what else fails was told and noted where it failed.
        if (isTimeout(error) && !heldErrors.has(error)) {
          await failures.note(error, { holding: false })
          onFailure(error)
        }
        throw error
      }
      failures.clear()
      return held
    }
  }

  return async (...given) => {
    const stop = new AbortController()
    const stopListening = closing.onClose(error => stop.abort(error))
    try {
      return await run(stop.signal, ...given)
    } finally {
      stopListening()
    }
  }

  async function ask(
    before: Held | undefined,
    refused: Refused | undefined,
    signal: AbortSignal,
    lock?: Lock,
  ): Promise<Held> {
    const took = startStopwatch()
    try {
      const { value, life } = await obtain(refused?.value, () => limits.asking - took(), signal)
      if (value === refused?.value) throw refused.because
      const refusals = refusalsSince(before, refused !== undefined)
      failures.clear()
      onRefreshed(value !== before?.value)
      if (refusals.length >= CONFLICT) onConflict(refusals.length)
      return createHeld({
        // WeChat counts from when it answered, which was some time within this.
        ...plan({ value, life: Math.max(life - took(), 1) }, before),
        value,
        // Told once for each three of them.
        refusals: refusals.length >= CONFLICT ? refusals.slice(-1) : refusals,
      })
    } catch (cause) {
      signal.throwIfAborted()
      const error = cause instanceof PlatformError ? cause : new PlatformError('BAD_ANSWER')
      await failures.note(error, { holding: before !== undefined && isAlive(before), lock })
      onFailure(error)
      throw error
    }
  }

  /** @returns `undefined` where somebody else has the lock by now */
  async function keep(held: Held, lock?: Lock): Promise<Held | undefined> {
    if (!lock) return { ...held, unsaved: true }
    try {
      return (await lock.commit(key, toText(held), toTtl(held))) ? held : undefined
    } catch {
      return { ...held, unsaved: true }
    }
  }
}

function isTimeout(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.code === 'TIMEOUT'
}

function isStoreUnavailable(error: unknown): boolean {
  return error instanceof PlatformError && error.code === 'STORE_UNAVAILABLE'
}

function sinceRefusal({ refusals, age }: Held): number {
  return Math.min(...refusals) + age()
}

function refusalsSince(before: Held | undefined, now: boolean): number[] {
  const earlier = before ? before.refusals.map(ms => ms + before.age()) : []
  return [...earlier.filter(ms => ms < CONFLICT_WITHIN), ...(now ? [0] : [])]
}
