import { setImmediate } from 'node:timers'
import type { PlatformError } from './errors.js'
import { choose, type Held, isAlive, isDue, readEntry } from './kept.js'
import { createRefresh, type Refresh, type RefreshOptions } from './refresh.js'
import { startTimer } from './timer.js'
import { within } from './within.js'

/** A token or a ticket, kept as long as it holds. */
export interface Credential {
  /** Gives it at once where it can. */
  get(): string | Promise<string>
  /**
   * WeChat refused this value: gives another one, that somebody has got since or that WeChat gives now.
   *
   * @param because is thrown where there is no other
   */
  replace(refused: string, because: PlatformError): Promise<string>
  /** A page was refused: asks WeChat for it again, at most every 30 s, and gives what holds. */
  renew(): Promise<string>
}

/** How long a value is taken from memory before the store is looked at again, in ms. */
const MEMORY = 60_000

/** How long somebody waits for a slow store who could be given what is in memory, in ms. */
const STORE_PATIENCE = 200

/** Nobody waits for a refresh that began in time. How late that still is, and how long is waited for others, in ms. */
const IN_TIME = 250
const MOMENT = 2000

/**
 * How long anybody waits for what another caller has begun, in ms. In a Worker it dies with the request that began it. Who
 * then begins anew meets the lock of the first, if that is still alive.
 */
const JOIN = 3000

/** So long after a refresh that failed nobody waits for the next one, in ms: each of an outage would cost a moment. */
const OUTAGE = 30_000

/** How long a refused page makes WeChat be asked no second time, in ms. */
const RENEWED_EVERY = 30_000

/**
 * The life of a token or a ticket, for all who share the store.
 *
 * It is taken from memory, else from the store, else from WeChat. When it grows old it is still given while one process
 * asks WeChat for it in the background; when it is dead, all wait for that.
 */
export function createCredential(options: Omit<RefreshOptions, 'read' | 'inMemory'>): Credential {
  const { key, store } = options
  let memory: Held | undefined
  let looking: { done: Promise<Held | undefined>; age: () => number } | undefined
  let refreshing: { done: Promise<Held>; age: () => number; inTime: boolean } | undefined
  let sinceFailure: (() => number) | undefined
  let renewing: { done: Promise<void>; age: () => number } | undefined
  const refreshShared: Refresh = createRefresh({ ...options, read, inMemory: () => memory })

  function get(): string | Promise<string> {
    if (!memory) return getElsewhere()
    return memory.seen() < Math.min(MEMORY, memory.askIn - memory.ageSeen) ? memory.value : getElsewhere()
  }

  async function getElsewhere(): Promise<string> {
    const own = memory && isAlive(memory) ? memory : undefined
    const held = await (own ? within(STORE_PATIENCE, look(), () => own) : look())
    if (!held) return (await refresh(isAlive)).value
    if (!isDue(held)) return held.value
    const inTime = held.age() - held.askIn < IN_TIME || (sinceFailure?.() ?? OUTAGE) < OUTAGE
    const renewed = refresh(isOtherThan(held), { inTime }).then(
      ({ value }) => value,
      // It is tried again later. What there is still holds.
      () => held.value,
    )
    if (!refreshing || refreshing.inTime) return held.value
    // After a quiet time it may well be dead: that is worth a moment.
    return within(MOMENT - refreshing.age(), renewed, () => held.value)
  }

  /** What holds, by store and memory. */
  async function look(): Promise<Held | undefined> {
    while (looking && looking.age() < JOIN) {
      const found = await within(JOIN - looking.age(), looking.done, lost)
      if (found !== LOST) return found
    }
    const done = lookNow().finally(() => {
      if (looking?.done === done) looking = undefined
    })
    looking = { done, age: startTimer() }
    return done
  }

  async function lookNow(): Promise<Held | undefined> {
    try {
      const stored = await read()
      // The store has lost it, or somebody wants it gone.
      if (!stored && memory && !memory.unsaved) memory = { ...memory, askIn: 0 }
      memory = choose(stored, memory)
    } catch {
      // Without the store, what this process has must do.
    }
    return memory && isAlive(memory) ? memory : undefined
  }

  async function read(): Promise<Held | undefined> {
    const seen = startTimer()
    const entry = await store.get(key)
    return entry && readEntry(entry, seen)
  }

  /** One at a time, however many ask for it. */
  async function refresh(
    wanted: Parameters<Refresh>[0],
    { inTime = false, refused }: { inTime?: boolean; refused?: Parameters<Refresh>[1] } = {},
  ): Promise<Held> {
    while (refreshing && refreshing.age() < JOIN) {
      const held = await within(JOIN - refreshing.age(), refreshing.done, lost)
      if (held !== LOST && wanted(held)) return held
    }
    // Who only finds that it is time is not to wait even for the request to be made.
    const begun = inTime ? afterThisTurn() : Promise.resolve()
    const done = begun
      .then(() => refreshShared(wanted, refused))
      .then(
        held => {
          memory = held
          sinceFailure = undefined
          return held
        },
        error => {
          sinceFailure = startTimer()
          throw error
        },
      )
      .finally(() => {
        if (refreshing?.done === done) refreshing = undefined
      })
    refreshing = { done, age: startTimer(), inTime }
    return done
  }

  async function renewOnce(): Promise<void> {
    const mine = memory
    const held = await look()
    const marker = `${key}:refused`
    // It was signed with one that others have replaced already.
    if (mine && held && held.value !== mine.value) {
      renewing = undefined
      return
    }
    const first = await store.add(marker, '1', RENEWED_EVERY).catch(() => true)
    if (first) await refresh(isOtherThan(held))
    else await renewedByOther(marker)
  }

  /** Another process is at it, or was within the last 30 s. */
  async function renewedByOther(marker: string): Promise<void> {
    const waited = startTimer()
    const entry = await store.get(marker)
    while (entry && waited() < MOMENT) {
      const held = await look()
      const begun = RENEWED_EVERY - entry.ttl + waited()
      if (held && held.age() < begun) return
      await after(100)
    }
  }

  return {
    get,
    async replace(refused, because) {
      // Another process may have got one since, also where this one may not ask for now.
      const held = await look()
      if (held && held.value !== refused) return held.value
      return (await refresh(held => held.value !== refused, { refused: { value: refused, because } })).value
    },
    async renew() {
      // One that failed counts too: what is refused in an outage must not add to it.
      if (!renewing || renewing.age() >= RENEWED_EVERY)
        renewing = { done: renewOnce().catch(() => {}), age: startTimer() }
      // Those who come while it is under way have been refused by the same dead ticket.
      await within(JOIN, renewing.done, lost)
      await look()
      return get()
    },
  }
}

const isOtherThan = (known: Held | undefined) => (held: Held) => held.id !== known?.id

/** Stands for what did not come in time. */
const LOST = Symbol('lost')
const lost = (): typeof LOST => LOST

function afterThisTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

function after(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
