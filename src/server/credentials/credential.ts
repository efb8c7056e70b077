import { setImmediate } from 'node:timers'
import { PlatformError } from '../errors.js'
import { createSingleFlight } from '../util/single-flight.js'
import { startStopwatch } from '../util/stopwatch.js'
import { withTimeout } from '../util/with-timeout.js'
import { type CachedCredential, isAlive, isDue } from './cached-credential.js'
import { createCredentialCache } from './credential-cache.js'
import { createRefresh, type RefreshEvents, type RefreshOptions, type Wanted } from './refresh.js'
import { createRenewal } from './renewal.js'

/** A token or ticket, cached until it expires. */
export interface Credential {
  /** Returns it at once if it is in memory, and a promise otherwise. */
  get(): string | Promise<string>
  /**
   * Gives another value than one that WeChat refused: one that another process has got since, or a new one.
   *
   * @throws {PlatformError} `error` if there is no other value
   */
  replace(refused: string, error: PlatformError): Promise<string>
  /** Asks WeChat again because a page was refused, at most every 30 s, and gives what is valid. */
  renewAfterRefusedPage(): Promise<string>
  /** What this process knows of it, without any request. */
  status(): CredentialStatus
  /** Resolves when no refresh is in flight. */
  idle(): Promise<void>
}

/** What one process knows of a token or ticket. Times are in ms. */
export interface CredentialStatus {
  /** Time since WeChat issued it; `undefined` if this process has none yet. */
  age: number | undefined
  /** Time until it expires; 0 if it has expired. */
  expiresIn: number | undefined
  /** Time until it is due: the next call after that refreshes it. 0 if it is due. */
  refreshIn: number | undefined
  /** Whether this process is asking WeChat for it, or waiting for another process that is. */
  refreshing: boolean
  /** The latest failed refresh and the time since, even if a later one succeeded. */
  lastFailure: { error: PlatformError; ago: number } | undefined
}

export interface CredentialOptions extends RefreshOptions {
  events: CredentialEvents
}

export interface CredentialEvents extends RefreshEvents {
  /** This process has got a value that it did not have before. */
  onAvailable(): void
}

/** How long a value is used from memory before the store is read again, in ms. */
const MEMORY_TTL = 60_000

/** How long a slow store is waited for where memory has a value that has not expired, in ms. */
const STORE_PATIENCE = 200

/** How long callers wait for the refresh of a value that may have expired, in ms, counted from its start. */
const REFRESH_PATIENCE = 2000

/** After a failed refresh, callers do not wait for the next ones for this long, in ms: in an outage, all of them would wait. */
const OUTAGE = 30_000

/**
 * Keeps a token or ticket for all processes that share the store.
 *
 * It is taken from memory, else from the store, else from WeChat. When it is due, callers still get it while one process
 * refreshes it in the background; when it has expired, they wait.
 */
export function createCredential(options: CredentialOptions): Credential {
  const { key, store, policy, closing, events } = options
  const cache = createCredentialCache(store, key, events.onAvailable)
  const refreshAcrossProcesses = createRefresh(cache, options)
  const flight = createSingleFlight<CachedCredential>()
  let latestFailure: { error: PlatformError; ago: () => number } | undefined
  let isFailing = false

  function get(): string | Promise<string> {
    const own = cache.inMemory()
    if (own && own.sinceSync() < Math.min(MEMORY_TTL, own.refreshAfter - own.ageAtSync)) return own.value
    return getFromStoreOrWeChat(own && isAlive(own) ? own : undefined)
  }

  async function getFromStoreOrWeChat(own: CachedCredential | undefined): Promise<string> {
    const current = await (own
      ? withTimeout(STORE_PATIENCE, cache.revalidate(), () => own)
      : cache.revalidate())
    if (!current) return (await refreshInThisProcess({ accepts: isAlive })).value
    if (!isDue(current)) return current.value

    // In a Worker, a refresh in the background may have ended with the request that started it.
    const shouldWait = policy.mayHaveExpired(current) || flight.isAbandoned()
    const isOutage = isFailing && latestFailure !== undefined && latestFailure.ago() < OUTAGE
    const inBackground = !shouldWait || isOutage
    const refreshed = refreshInThisProcess(anotherThan(current), inBackground).then(
      ({ value }) => value,
      // A later call tries again.
      () => current.value,
    )
    if (inBackground) return current.value
    const elapsed = flight.current()?.age() ?? 0
    return withTimeout(REFRESH_PATIENCE - elapsed, refreshed, () => current.value)
  }

  /** One refresh at a time in this process: callers join the one in flight, and its failure reaches all of them. */
  function refreshInThisProcess(wanted: Wanted, inBackground = false): Promise<CachedCredential> {
    return flight.run(async () => {
      // So that the caller that starts it does not wait while the request is built.
      if (inBackground) await new Promise<void>(resolve => setImmediate(resolve))
      try {
        const refreshed = await refreshAcrossProcesses(wanted)
        isFailing = false
        cache.setMemory(refreshed)
        return refreshed
      } catch (error) {
        isFailing = true
        if (error instanceof PlatformError) latestFailure = { error, ago: startStopwatch() }
        throw error
      }
    }, wanted.accepts)
  }

  const renew = createRenewal({
    key,
    store,
    cache,
    closing,
    refresh: known => refreshInThisProcess(anotherThan(known)),
  })

  return {
    get,
    async replace(refused, error) {
      // Another process may have got one, also while this process holds a failure.
      const current = await cache.revalidate()
      if (current && current.value !== refused) return current.value
      const accepts = ({ value }: CachedCredential) => value !== refused
      return (await refreshInThisProcess({ accepts, refused: { value: refused, error } })).value
    },
    async renewAfterRefusedPage() {
      await renew()
      return get()
    },
    status() {
      const memory = cache.inMemory()
      const age = memory?.age()
      const timeUntil = (ms: number | undefined) =>
        age === undefined || ms === undefined ? undefined : Math.max(Math.round(ms - age), 0)
      return {
        age: age === undefined ? undefined : Math.round(age),
        expiresIn: timeUntil(memory?.expiresAfter),
        refreshIn: timeUntil(memory?.refreshAfter),
        refreshing: flight.current() !== undefined,
        lastFailure: latestFailure && { error: latestFailure.error, ago: Math.round(latestFailure.ago()) },
      }
    },
    async idle() {
      await flight.current()?.done.catch(() => {})
    },
  }
}

/** Accepts any other entry, even one with the same value. */
function anotherThan(known: CachedCredential | undefined): Wanted {
  return { accepts: ({ id }) => id !== known?.id }
}
