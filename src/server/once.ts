import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { PlatformError } from './errors.js'
import { LIMIT } from './platform.js'
import { memoryStore, type Store } from './store.js'
import { startTimer } from './timer.js'
import { within } from './within.js'

/** Does some work once for each key, however many ask for it, and gives all of them what came of it. */
export type Once<T> = (key: string, work: () => Promise<T>) => Promise<T>

/** What came of it, as it is kept in the store. */
type Outcome<T> = { value: T } | { error: Pick<PlatformError, 'code' | 'errcode' | 'errmsg' | 'hint'> }

/** How long an outcome is given to those who come later, in ms: as long as WeChat's codes live. */
const LIFE = 300_000

/** How long, where WeChat refused without spending the code: for those who wait now, in ms. */
const MOMENT = 2000

/** One that has worked for so long, in ms, works no more. */
const PATIENCE = LIMIT + 2000

const LOST_HINT =
  'Another process was about to exchange this code, and nobody knows what became of it. Send the user to authorise again.'

/**
 * One for all processes that share the store: the first one leaves a mark there and works; the others wait for its
 * outcome. A mark without an outcome is never taken over: it may have been done all the same.
 *
 * While the store is down, each process is on its own.
 *
 * @param store one whose calls come to an end
 */
export function createOnce<T>(store: Store): Once<T> {
  const underWay = new Map<string, Promise<Outcome<T>>>()
  // For what the store did not take.
  const ownStore = memoryStore()

  async function settle(key: string, work: () => Promise<T>): Promise<Outcome<T>> {
    const unsaved = parseOutcome<T>((await ownStore.get(key))?.value)
    if (unsaved) return unsaved
    const mark = JSON.stringify({ mark: randomUUID() })
    const mine = await store.add(key, mark, LIFE).catch(() => true)
    if (!mine) return waitForOutcome(key)
    const outcome = await work().then(value => ({ value }), toFailed)
    await keep(key, mark, outcome)
    return outcome
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
    const waited = startTimer()
    for (;;) {
      const entry = await store.get(key).catch(() => 'silent' as const)
      // It was there: it has been lost, or died in this moment.
      if (!entry) return lost()
      const outcome = entry === 'silent' ? undefined : parseOutcome<T>(entry.value)
      if (outcome) return outcome
      const age = entry === 'silent' ? 0 : LIFE - entry.ttl
      if (Math.max(age, waited()) >= PATIENCE) return lost()
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
    const reached = await within(PATIENCE, outcome, () => {
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

function toFailed(error: unknown): { error: Pick<PlatformError, 'code' | 'errcode' | 'errmsg' | 'hint'> } {
  // A mistake of ours: those who wait learn in time that nothing came of it.
  if (!(error instanceof PlatformError)) throw error
  const { code, errcode, errmsg, hint } = error
  return { error: { code, errcode, errmsg, hint } }
}

/** `undefined` where nothing has come of it yet. */
function parseOutcome<T>(text: string | undefined): Outcome<T> | undefined {
  if (text === undefined) return undefined
  try {
    const kept = JSON.parse(text) as Partial<Record<'value' | 'error', unknown>> | null
    return kept && ('value' in kept || 'error' in kept) ? (kept as Outcome<T>) : undefined
  } catch {
    return undefined
  }
}
