import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { isErrorCode } from '../error-policy.js'
import { PlatformError } from '../errors.js'
import { startStopwatch } from '../util/stopwatch.js'
import { withTimeout } from '../util/with-timeout.js'
import { memoryStore, type Store } from './store.js'

/** Does some work once for each key, however many ask for it, and gives all of them what came of it. */
export type ExactlyOnce<T> = (key: string, work: () => Promise<T>) => Promise<T>

/** What came of it, as it is kept in the store. */
type Outcome<T> = { value: T } | { error: Failed }

type Failed = Pick<PlatformError, 'code' | 'errcode' | 'errmsg' | 'hint'>

/** How long an outcome is given to those who come later, in ms: as long as WeChat's codes live. */
const LIFE = 300_000

/** How long, where WeChat refused without spending the code: for those who wait now, in ms. */
const MOMENT = 2000

/** How much longer than the work may take an outcome is waited for, in ms. */
const MARGIN = 2000

const LOST_HINT =
  'Another process was about to exchange this code, and nobody knows what became of it. Send the user to authorise again.'

/**
 * One for all processes that share the store: the first one leaves a mark there and works; the others wait for its
 * outcome. A mark without an outcome is never taken over: it may have been done all the same.
 *
 * While the store is down, each process is on its own.
 *
 * @param store one whose calls come to an end
 * @param readValue reads a stored value. @throws where it is none
 * @param workLimit the longest time that the work may take, in ms
 */
export function createExactlyOnce<T>(
  store: Store,
  readValue: (stored: Record<string, unknown>) => T,
  workLimit: number,
): ExactlyOnce<T> {
  const patience = workLimit + MARGIN
  const underWay = new Map<string, Promise<Outcome<T>>>()
  // For what the store did not take.
  const ownStore = memoryStore()

  async function settle(key: string, work: () => Promise<T>): Promise<Outcome<T>> {
    const unsaved = readOutcome((await ownStore.get(key))?.value)
    if (unsaved) return unsaved
    const mark = JSON.stringify({ mark: randomUUID() })
    if (!(await leaveMark(key, mark))) return waitForOutcome(key)
    const outcome = await work().then(value => ({ value }), toFailed)
    await keep(key, mark, outcome)
    return outcome
  }

  /** @returns whether this process is the one to work */
  async function leaveMark(key: string, mark: string): Promise<boolean> {
    if (await store.add(key, mark, LIFE).catch(() => true)) return true
    const entry = await store.get(key).catch(() => undefined)
    if (!entry || isMark(entry.value) || readOutcome(entry.value)) return false
    // What is neither a mark nor an outcome counts as missing.
    const isRemoved = await store.delete(key, entry.value).catch(() => false)
    return isRemoved && store.add(key, mark, LIFE).catch(() => false)
  }

  /** @returns `undefined` for a mark, and for what this library has not stored */
  function readOutcome(text: string | undefined): Outcome<T> | undefined {
    const { value, error } = parse(text)
    try {
      if (isObject(value)) return { value: readValue(value) }
      return isObject(error) ? { error: readError(error) } : undefined
    } catch {
      return undefined
    }
  }

  async function keep(key: string, mark: string, outcome: Outcome<T>): Promise<void> {
    const text = JSON.stringify(outcome)
    const failed = 'error' in outcome
    const life = failed && outcome.error.code !== 'REAUTHORIZE' ? MOMENT : LIFE
    // Where a store has lost the mark, somebody else may have had more luck.
    const onlyWhile = failed ? { key, value: mark } : undefined
    const kept = await store.set(key, text, life, onlyWhile).catch(() => false)
    if (!kept) await ownStore.set(key, text, life)
  }

  async function waitForOutcome(key: string): Promise<Outcome<T>> {
    const waited = startStopwatch()
    for (;;) {
      const entry = await store.get(key).catch(() => 'silent' as const)
      // It was there: it has been lost, or died in this moment.
      if (!entry) return lost()
      const outcome = entry === 'silent' ? undefined : readOutcome(entry.value)
      if (outcome) return outcome
      const age = entry === 'silent' ? 0 : LIFE - entry.ttl
      if (Math.max(age, waited()) >= patience) return lost()
      await delay(20 + Math.random() * 180)
    }
  }

  return async (key, work) => {
    let outcome = underWay.get(key)
    if (!outcome) {
      outcome = settle(key, work).finally(() => underWay.delete(key))
      underWay.set(key, outcome)
    }
    // In a Worker it may have died with the request that began it.
    const reached = await withTimeout(patience, outcome, () => {
      underWay.delete(key)
      return lost()
    })
    if ('value' in reached) return reached.value
    throw new PlatformError(reached.error.code, reached.error)
  }
}

function lost(): { error: PlatformError } {
  return { error: new PlatformError('REAUTHORIZE', { hint: LOST_HINT }) }
}

function toFailed(error: unknown): { error: Failed } {
  // A mistake of ours: those who wait learn in time that nothing came of it.
  if (!(error instanceof PlatformError)) throw error
  const { code, errcode, errmsg, hint } = error
  return { error: { code, errcode, errmsg, hint } }
}

function isMark(text: string): boolean {
  return typeof parse(text).mark === 'string'
}

function readError({ code, errcode, errmsg, hint }: Record<string, unknown>): Failed {
  const known = isErrorCode(code) && typeof errmsg === 'string' && typeof hint === 'string'
  if (!known) throw new TypeError('no error of this library')
  return { code, errcode: typeof errcode === 'number' ? errcode : undefined, errmsg, hint }
}

function parse(text: string | undefined): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(text ?? '')
    return isObject(kept) ? kept : {}
  } catch {
    return {}
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
