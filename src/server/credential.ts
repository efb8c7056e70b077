import { PlatformError, type PlatformErrorCode } from './errors.js'
import type { Store } from './store.js'

/** What WeChat gave: a token or a ticket. */
export interface Obtained {
  value: string
  /** In ms, as WeChat says. */
  life: number
}

/** A token or a ticket, kept as long as it holds. */
export interface Credential {
  get(): Promise<string>
  /** Asks WeChat for it again, whatever its age. Where that fails, what still holds is given. */
  renew(): Promise<string>
  /** WeChat refused this value: it is no longer given, unless somebody has renewed it since. */
  drop(value: string): Promise<void>
}

interface Options {
  key: string
  store: Store
  obtain(): Promise<Obtained>
  /** When to ask again in the background, in ms from when it was obtained. */
  freshFor(obtained: Obtained): number
  /** What WeChat counts its life from: `first sight` where it always tells the full one, whatever the age. */
  lifeCountsFrom: 'now' | 'first sight'
  onFailure(error: PlatformError): void
}

interface Kept {
  value: string
  /** When this value was seen first. */
  since: number
  /** It is asked for again after this. */
  freshUntil: number
  /** It is not given after this. */
  until: number
}

/** How long a failure is passed on without asking again, in ms: WeChat must not be stormed. */
const HOLD: Readonly<Partial<Record<PlatformErrorCode, number>>> = {
  CREDENTIALS_REFUSED: 30_000,
  IP_NOT_LISTED: 30_000,
  NOT_PERMITTED: 30_000,
  TOKEN_REFUSED: 30_000,
  BAD_REQUEST: 30_000,
  RATE_LIMITED: 60_000,
  QUOTA_SPENT: 600_000,
}

/** All else has been tried on every host already. */
const HOLD_OTHERWISE = 1000

export function createCredential({
  key,
  store,
  obtain,
  freshFor,
  lifeCountsFrom,
  onFailure,
}: Options): Credential {
  let refreshing: Promise<string> | undefined
  let failure: { error: PlatformError; until: number } | undefined

  async function get(): Promise<string> {
    const kept = await read()
    if (!kept) return refresh()
    // Asked in the background: nobody waits for what is only growing old. Its failure has been told to `onFailure`.
    if (kept.freshUntil <= Date.now()) refresh().catch(() => {})
    return kept.value
  }

  /** One at a time, however many ask for it. */
  function refresh(): Promise<string> {
    if (failure && failure.until > Date.now()) return Promise.reject(failure.error)
    refreshing ??= obtainAndKeep().finally(() => {
      refreshing = undefined
    })
    return refreshing
  }

  async function obtainAndKeep(): Promise<string> {
    try {
      const before = await read()
      const obtained = await obtain()
      const now = Date.now()
      const since = before?.value === obtained.value ? before.since : now
      const freshUntil = now + freshFor(obtained)
      const counted = lifeCountsFrom === 'now' ? now : since
      // WeChat has just given it: for a moment it holds, whatever its age.
      const until = Math.max(counted + obtained.life, freshUntil)
      const kept: Kept = { value: obtained.value, since, freshUntil, until }
      await inStore(store.set(key, JSON.stringify(kept), until - now))
      failure = undefined
      return obtained.value
    } catch (cause) {
      const error =
        cause instanceof PlatformError ? cause : new PlatformError('BAD_ANSWER', { errmsg: String(cause) })
      failure = { error, until: Date.now() + (HOLD[error.code] ?? HOLD_OTHERWISE) }
      onFailure(error)
      throw error
    }
  }

  async function read(): Promise<Kept | undefined> {
    const text = await inStore(store.get(key))
    const kept = text === undefined ? undefined : parseKept(text)
    return kept && kept.until > Date.now() ? kept : undefined
  }

  return {
    get,
    async renew() {
      try {
        return await refresh()
      } catch (error) {
        const kept = await read()
        if (!kept) throw error
        return kept.value
      }
    },
    async drop(value) {
      const text = await inStore(store.get(key))
      if (text !== undefined && parseKept(text)?.value === value) await inStore(store.delete(key, text))
    },
  }
}

async function inStore<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new PlatformError('STORE_UNAVAILABLE', { cause })
  }
}

function parseKept(text: string): Kept | undefined {
  try {
    return JSON.parse(text) as Kept
  } catch {
    return undefined
  }
}
