import { randomUUID } from 'node:crypto'
import { isErrorCode } from '../error-policy.js'
import { PlatformError } from '../errors.js'
import { poll } from '../util/poll.js'
import { withTimeout } from '../util/with-timeout.js'
import { memoryStore, type Store } from './store.js'

/** Does some work once for each key, and gives its outcome to everyone who asks. */
export type ExactlyOnce<T> = (key: string, work: () => Promise<T>) => Promise<T>

/** What the store has for a key, after the mark of the process that works. */
type Outcome<T> = { value: T } | { error: StoredError }

type StoredError = Pick<PlatformError, 'code' | 'errcode' | 'errmsg' | 'hint'>

/** How long an outcome is given to those who ask later, in ms: as long as WeChat's codes are valid. */
const TTL = 300_000

/** The same if WeChat refused without using up the code, in ms: only those who wait now get it. */
const RETRYABLE_TTL = 2000

/** How much longer than the work may take its outcome is waited for, in ms. */
const MARGIN = 2000

/** The pause between two looks for the outcome of another process, in ms. */
const POLL_PAUSE = [20, 200] as const

const LOST_HINT =
  'Another process started to exchange this code, and nobody knows whether it succeeded. Send the user to authorise again.'

/**
 * Works once for all processes that share the store: the first process stores a mark and works, the others wait for the
 * outcome. A mark without an outcome is never taken over, because the work may have been done.
 *
 * While the store is down, each process is on its own.
 *
 * @param store one whose operations settle
 * @param readValue reads a stored value, and throws for anything else
 * @param workLimit the longest time that the work may take, in ms
 */
export function createExactlyOnce<T>(
  store: Store,
  readValue: (stored: Record<string, unknown>) => T,
  workLimit: number,
): ExactlyOnce<T> {
  const patience = workLimit + MARGIN
  const inFlight = new Map<string, Promise<Outcome<T>>>()
  // For outcomes that the store failed to take.
  const ownStore = memoryStore()

  async function settle(key: string, work: () => Promise<T>): Promise<Outcome<T>> {
    const unsaved = readOutcome((await ownStore.get(key))?.value)
    if (unsaved) return unsaved
    const mark = JSON.stringify({ mark: randomUUID() })
    if (!(await addMark(key, mark))) return waitForOutcome(key)
    const outcome = await work().then(value => ({ value }), toStoredError)
    await save(key, mark, outcome)
    return outcome
  }

  /** @returns whether this process is the one to work */
  async function addMark(key: string, mark: string): Promise<boolean> {
    if (await store.add(key, mark, TTL).catch(() => true)) return true
    const entry = await store.get(key).catch(() => undefined)
    if (!entry || isMark(entry.value) || readOutcome(entry.value)) return false
    // Treat a malformed entry as missing.
    const isRemoved = await store.delete(key, entry.value).catch(() => false)
    return isRemoved && store.add(key, mark, TTL).catch(() => false)
  }

  async function waitForOutcome(key: string): Promise<Outcome<T>> {
    for await (const _attempt of poll({ timeout: patience, pause: POLL_PAUSE })) {
      const entry = await store.get(key).catch(() => 'unavailable' as const)
      if (entry === 'unavailable') continue
      // The mark was there before: it has been lost, or has just expired.
      if (!entry) return lost()
      const outcome = readOutcome(entry.value)
      if (outcome) return outcome
      const age = TTL - entry.ttl
      if (age >= patience) return lost()
    }
    return lost()
  }

  async function save(key: string, mark: string, outcome: Outcome<T>): Promise<void> {
    const text = JSON.stringify(outcome)
    const isFailure = 'error' in outcome
    const ttl = isFailure && outcome.error.code !== 'REAUTHORIZE' ? RETRYABLE_TTL : TTL
    // If the store has lost the mark, another process may have succeeded.
    const onlyWhile = isFailure ? { key, value: mark } : undefined
    const isSaved = await store.set(key, text, ttl, onlyWhile).catch(() => false)
    if (!isSaved) await ownStore.set(key, text, ttl)
  }

  /** @returns `undefined` for a mark, and for a malformed entry */
  function readOutcome(text: string | undefined): Outcome<T> | undefined {
    const { value, error } = parseObject(text)
    try {
      if (isObject(value)) return { value: readValue(value) }
      return isObject(error) ? { error: readError(error) } : undefined
    } catch {
      return undefined
    }
  }

  return async (key, work) => {
    let outcome = inFlight.get(key)
    if (!outcome) {
      outcome = settle(key, work).finally(() => inFlight.delete(key))
      inFlight.set(key, outcome)
    }
    // No single flight, which would work again: in a Worker, the work may have ended with the request that started it.
    const settled = await withTimeout(patience, outcome, () => {
      inFlight.delete(key)
      return lost()
    })
    if ('value' in settled) return settled.value
    throw new PlatformError(settled.error.code, settled.error)
  }
}

function lost(): { error: PlatformError } {
  return { error: new PlatformError('REAUTHORIZE', { hint: LOST_HINT }) }
}

function toStoredError(error: unknown): { error: StoredError } {
  // A bug in this library. Other processes that wait for the outcome time out.
  if (!(error instanceof PlatformError)) throw error
  const { code, errcode, errmsg, hint } = error
  return { error: { code, errcode, errmsg, hint } }
}

function isMark(text: string): boolean {
  return typeof parseObject(text).mark === 'string'
}

function readError({ code, errcode, errmsg, hint }: Record<string, unknown>): StoredError {
  const isValid = isErrorCode(code) && typeof errmsg === 'string' && typeof hint === 'string'
  if (!isValid) throw new TypeError('not an error of this library')
  return { code, errcode: typeof errcode === 'number' ? errcode : undefined, errmsg, hint }
}

function parseObject(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
