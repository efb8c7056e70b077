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
  /** Asks WeChat for it again, whatever its age. Rejects where that fails; `get` goes on giving what still holds. */
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
  /** Until when each failure is passed on, shared by the credentials of an account. */
  held: WeakMap<PlatformError, number>
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

/** When what should have been renewed was not even asked for, in ms, and how long somebody may wait for that. */
const QUIET = 300_000
const MOMENT = 2000

/** A store that says nothing must not keep everybody waiting, in ms. */
const STORE_TIMEOUT = 2000

export function createCredential({
  key,
  store,
  obtain,
  freshFor,
  lifeCountsFrom,
  held,
  onFailure,
}: Options): Credential {
  let refreshing: Promise<string> | undefined
  let failure: { error: PlatformError; until: number } | undefined
  /** What the store did not take: better kept here than lost. */
  let unsaved: Kept | undefined

  async function get(): Promise<string> {
    const kept = await read()
    if (!kept) return refresh()
    const tooOld = Date.now() - kept.freshUntil
    if (tooOld < 0) return kept.value
    // A failure has been told to `onFailure`; what is there still holds.
    const renewed = refresh().catch(() => kept.value)
    // Nobody waits for what is only growing old. After a quiet time it may well be dead: that is worth a moment.
    return tooOld < QUIET ? kept.value : Promise.race([renewed, after(MOMENT, kept.value)])
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
      const end = counted + obtained.life
      // Where WeChat gives it beyond its end, it holds for a moment more.
      const until = end > now ? end : freshUntil
      await save({ value: obtained.value, since, freshUntil, until })
      failure = undefined
      return obtained.value
    } catch (cause) {
      const error = cause instanceof PlatformError ? cause : new PlatformError('BAD_ANSWER')
      // Where it is another credential's failure, it is that one's time that runs.
      const until = held.get(error) ?? Date.now() + (HOLD[error.code] ?? HOLD_OTHERWISE)
      held.set(error, until)
      failure = { error, until }
      onFailure(error)
      throw error
    }
  }

  async function save(kept: Kept): Promise<void> {
    try {
      await inStore(() => store.set(key, JSON.stringify(kept), kept.until - Date.now()))
      unsaved = undefined
    } catch (error) {
      unsaved = kept
      onFailure(error as PlatformError)
    }
  }

  async function read(): Promise<Kept | undefined> {
    const mine = unsaved && unsaved.until > Date.now() ? unsaved : undefined
    const text = await inStore(() => store.get(key)).catch(error => {
      if (!mine) throw error
      return undefined
    })
    const kept = text === undefined ? undefined : parseKept(text)
    if (!kept || kept.until <= Date.now()) return mine
    // A store that has stopped taking values gives its last one for ever.
    return mine && mine.freshUntil > kept.freshUntil ? mine : kept
  }

  return {
    get,
    renew: refresh,
    async drop(value) {
      if (unsaved?.value === value) unsaved = undefined
      const text = await inStore(() => store.get(key))
      if (text !== undefined && parseKept(text)?.value === value) await inStore(() => store.delete(key, text))
    },
  }
}

/** What a store's error says is not passed on: it may hold the command, and so the value. */
async function inStore<T>(work: () => Promise<T>): Promise<T> {
  const late = after(STORE_TIMEOUT, undefined).then(() => {
    throw new Error(`nothing within ${STORE_TIMEOUT} ms`)
  })
  try {
    return await Promise.race([new Promise<T>(resolve => resolve(work())), late])
  } catch (error) {
    const { code, name } = error as { code?: unknown; name?: unknown }
    throw new PlatformError('STORE_UNAVAILABLE', { errmsg: String(code ?? name ?? '') })
  }
}

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise(resolve => setTimeout(resolve, ms, value).unref())
}

function parseKept(text: string): Kept | undefined {
  try {
    return JSON.parse(text) as Kept
  } catch {
    return undefined
  }
}
