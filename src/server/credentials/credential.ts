import { setImmediate } from 'node:timers'
import { PlatformError } from '../errors.js'
import { delay } from '../util/delay.js'
import { ABANDONED, createSingleFlight } from '../util/single-flight.js'
import { startStopwatch } from '../util/stopwatch.js'
import { withTimeout } from '../util/with-timeout.js'
import { choose, type Held, isAlive, isDue, readEntry } from './cached-credential.js'
import { createRefresh, type Refresh, type RefreshOptions } from './refresh.js'

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
  /** What this process knows of it; asks nothing. */
  status(): CredentialStatus
  /** Resolves when no refresh is in flight any more. The account is closed, so that none begins. */
  atRest(): Promise<void>
}

/** What an account's process knows of a token or a ticket. Times are in ms. */
export interface CredentialStatus {
  /** How long ago WeChat gave it; `undefined` where this process has had none yet. */
  age: number | undefined
  /** How long it goes on being given; 0 for one that is dead. */
  expiresIn: number | undefined
  /** When WeChat is asked for it again, at the next call that needs it; 0 where that is due. */
  refreshIn: number | undefined
  /** Whether this process is asking for it, or waiting for another one that is. */
  refreshing: boolean
  /** The last refresh that failed, also where one has succeeded since, and how long ago that was. */
  lastFailure: { error: PlatformError; ago: number } | undefined
}

/** How long a value is taken from memory before the store is looked at again, in ms. */
const MEMORY = 60_000

/** How long somebody waits for a slow store who could be given what is in memory, in ms. */
const STORE_PATIENCE = 200

/** How long a caller with a value that may be dead waits for the next one, in ms. */
const MOMENT = 2000

/** So long after a refresh that failed nobody waits for the next one, in ms: each of an outage would cost a moment. */
const OUTAGE = 30_000

/** How long a refused page makes WeChat be asked no second time, in ms. */
const RENEWED_EVERY = 30_000

/** How long a refused page waits for that, in ms. */
const RENEWAL_PATIENCE = 3000

export interface CredentialOptions extends Omit<RefreshOptions, 'read' | 'inMemory'> {
  /** Whether a value that is due may be dead, so that it is worth a wait for the next one. */
  mayBeDead(held: Held): boolean
  /** There is one that was not there before. */
  onAvailable(): void
}

/**
 * The life of a token or a ticket, for all who share the store.
 *
 * It is taken from memory, else from the store, else from WeChat. When it grows old it is still given while one process
 * asks WeChat for it in the background; when it is dead, all wait for that.
 */
export function createCredential(options: CredentialOptions): Credential {
  const { key, store, mayBeDead, onAvailable } = options
  let memory: Held | undefined
  const looks = createSingleFlight<Held | undefined>()
  const refreshes = createSingleFlight<Held>()
  let sinceFailure: (() => number) | undefined
  let lastFailure: { error: PlatformError; ago: () => number } | undefined
  let renewing: { done: Promise<void>; age: () => number } | undefined
  const refreshShared: Refresh = createRefresh({ ...options, read, inMemory: () => memory })

  function get(): string | Promise<string> {
    if (!memory) return getElsewhere()
    return memory.seen() < Math.min(MEMORY, memory.askIn - memory.ageSeen) ? memory.value : getElsewhere()
  }

  async function getElsewhere(): Promise<string> {
    const own = memory && isAlive(memory) ? memory : undefined
    const held = await (own ? withTimeout(STORE_PATIENCE, look(), () => own) : look())
    if (!held) return (await refresh(isAlive)).value
    if (!isDue(held)) return held.value
    // In a Worker, what is done in the background may end with the request that started it.
    const mustWait = mayBeDead(held) || refreshes.isAbandoned()
    const inBackground = !mustWait || (sinceFailure?.() ?? OUTAGE) < OUTAGE
    const renewed = refresh(isOtherThan(held), { inBackground }).then(
      ({ value }) => value,
      // It is tried again later. What there is still holds.
      () => held.value,
    )
    if (inBackground) return held.value
    return withTimeout(MOMENT - (refreshes.current()?.age() ?? 0), renewed, () => held.value)
  }

  /** What holds, by store and memory. */
  function look(): Promise<Held | undefined> {
    return looks.run(lookNow)
  }

  async function lookNow(): Promise<Held | undefined> {
    try {
      const stored = await read()
      // The store has lost it, or somebody wants it gone.
      if (!stored && memory && !memory.unsaved) memory = { ...memory, askIn: 0 }
      const before = memory
      memory = choose(stored, memory)
      if (memory && memory.id !== before?.id && isAlive(memory)) onAvailable()
    } catch {
      // Without the store, what this process has must do.
    }
    return memory && isAlive(memory) ? memory : undefined
  }

  async function read(): Promise<Held | undefined> {
    const seen = startStopwatch()
    const entry = await store.get(key)
    return entry && readEntry(entry, seen)
  }

  /** One at a time, however many ask for it; what ends it ends it for all. */
  async function refresh(
    wanted: Parameters<Refresh>[0],
    { inBackground = false, refused }: { inBackground?: boolean; refused?: Parameters<Refresh>[1] } = {},
  ): Promise<Held> {
    for (let flight = refreshes.current(); flight; flight = refreshes.current()) {
      const held = await refreshes.join(flight)
      if (held !== ABANDONED && wanted(held)) return held
    }
    return refreshes.start(async () => {
      // The caller that found it due does not wait even for the request to be made.
      if (inBackground) await afterThisTurn()
      try {
        memory = await refreshShared(wanted, refused)
      } catch (error) {
        sinceFailure = startStopwatch()
        if (error instanceof PlatformError) lastFailure = { error, ago: sinceFailure }
        throw error
      }
      sinceFailure = undefined
      onAvailable()
      return memory
    })
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
    const waited = startStopwatch()
    const entry = await store.get(marker)
    while (entry && waited() < MOMENT) {
      options.closing.assertOpen()
      const held = await look()
      const begun = RENEWED_EVERY - entry.ttl + waited()
      if (held && held.age() < begun) return
      await delay(100)
    }
  }

  function status(): CredentialStatus {
    const age = memory?.age()
    const left = (until: number | undefined) =>
      age === undefined || until === undefined ? undefined : Math.max(Math.round(until - age), 0)
    return {
      age: age === undefined ? undefined : Math.round(age),
      expiresIn: left(memory?.holdsFor),
      refreshIn: left(memory?.askIn),
      refreshing: refreshes.current() !== undefined,
      lastFailure: lastFailure && { error: lastFailure.error, ago: Math.round(lastFailure.ago()) },
    }
  }

  return {
    get,
    status,
    async atRest() {
      await refreshes.current()?.done.catch(() => {})
    },
    async replace(refused, because) {
      // Another process may have got one since, also where this one may not ask for now.
      const held = await look()
      if (held && held.value !== refused) return held.value
      return (await refresh(held => held.value !== refused, { refused: { value: refused, because } })).value
    },
    async renew() {
      // One that failed counts too: what is refused in an outage must not add to it.
      if (!renewing || renewing.age() >= RENEWED_EVERY)
        renewing = { done: renewOnce().catch(() => {}), age: startStopwatch() }
      // Those who come while it is under way have been refused by the same dead ticket.
      await withTimeout(RENEWAL_PATIENCE, renewing.done, () => {})
      await look()
      return get()
    },
  }
}

const isOtherThan = (known: Held | undefined) => (held: Held) => held.id !== known?.id

function afterThisTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
