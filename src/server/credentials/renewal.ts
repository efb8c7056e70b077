import type { Store } from '../store/store.js'
import type { Closing } from '../util/deadline.js'
import { poll } from '../util/poll.js'
import { startStopwatch } from '../util/stopwatch.js'
import { withTimeout } from '../util/with-timeout.js'
import type { CachedCredential } from './cached-credential.js'
import type { CredentialCache } from './credential-cache.js'

/** The shortest time between two renewals for refused pages, in ms, across all processes. */
const RENEWAL_INTERVAL = 30_000

/** How long a refused page waits for the renewal, in ms. */
const RENEWAL_PATIENCE = 3000

/** How long to wait for another process that renews, in ms, and how often to look. */
const OTHER_PROCESS = { timeout: 2000, pause: [100, 100] } as const

export interface RenewalOptions {
  key: string
  store: Store
  cache: CredentialCache
  closing: Closing
  /** Asks WeChat for another one than this, whether or not it has the same value. */
  refresh(known: CachedCredential | undefined): Promise<unknown>
}

/**
 * Asks WeChat for a ticket again because a page was refused. WeChat does not tell the server that a ticket expired early,
 * so only pages notice.
 *
 * @returns renews at most once per interval. Resolves when memory is as new as it can be, and never rejects
 */
export function createRenewal({ key, store, cache, closing, refresh }: RenewalOptions): () => Promise<void> {
  const marker = `${key}:refused`
  let latest: { done: Promise<void>; age: () => number } | undefined

  async function renew(): Promise<void> {
    const signedWith = cache.inMemory()
    const current = await cache.revalidate()
    // Another process has replaced the value since the page was signed, so WeChat need not be asked: do not count it.
    if (signedWith && current && current.value !== signedWith.value) {
      latest = undefined
      return
    }
    const isFirst = await store.add(marker, '1', RENEWAL_INTERVAL).catch(() => true)
    if (isFirst) await refresh(current)
    else await waitForOtherProcess()
  }

  /** Another process is renewing, or has within the interval. */
  async function waitForOtherProcess(): Promise<void> {
    const elapsed = startStopwatch()
    const entry = await store.get(marker)
    if (!entry) return
    for await (const _attempt of poll(OTHER_PROCESS)) {
      closing.assertOpen()
      const current = await cache.revalidate()
      const sinceMarked = RENEWAL_INTERVAL - entry.ttl + elapsed()
      if (current && current.age() < sinceMarked) return
    }
  }

  return async () => {
    // A failed renewal counts too: refused pages must not add to an outage.
    if (!latest || latest.age() >= RENEWAL_INTERVAL)
      latest = { done: renew().catch(() => {}), age: startStopwatch() }
    // Pages that come meanwhile were refused because of the same ticket.
    await withTimeout(RENEWAL_PATIENCE, latest.done, () => {})
    await cache.revalidate()
  }
}
