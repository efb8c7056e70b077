import { afterEach, beforeEach, vi } from 'vitest'
import {
  type Account,
  type AccountEvent,
  type AccountOptions,
  createAccount,
  memoryStore,
  type Store,
} from '../../src/server/index.js'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { type Listening, listen } from './listen.js'

export const TOKEN_PATH = '/cgi-bin/stable_token'
export const TICKET_PATH = '/cgi-bin/ticket/getticket'

/** The simulated platform, one store for all accounts, and a fake clock: new ones for each test. */
export interface PlatformFixture {
  /** A test that needs other options replaces it before it makes its accounts. */
  platform: SimulatedPlatform
  readonly store: Store
  /** What the accounts of the running test reported. */
  readonly events: AccountEvent[]
  /** Where the platform listens; with `http` only. */
  readonly origin: string
  /** Two accounts in one test are two processes that share the store. */
  account(options?: Partial<AccountOptions>): Account
  /** Asks the platform without a network. */
  fetchPlatform: typeof fetch
  /** The stored text of an entry, such as `access_token` or `access_token:lock`; empty if there is none. */
  stored(name: string): Promise<string>
  removeStored(name: string): Promise<void>
  /** How many tokens and tickets the platform was asked for. */
  requests(): { token: number; ticket: number }
  /** Moves `Date` alone. Timers that are due do not run: see `vi.advanceTimersByTimeAsync`. */
  advanceDate(ms: number): void
}

export interface PlatformFixtureOptions {
  /** `'all'`: timers are fake as well, and run only when the test advances them. @default 'date' */
  clock?: 'date' | 'all'
  /** Accounts reach the platform over real HTTP. @default false */
  http?: boolean
}

export function setUpPlatform({
  clock = 'date',
  http = false,
}: PlatformFixtureOptions = {}): PlatformFixture {
  let server: Listening | undefined
  beforeEach(async () => {
    if (clock === 'all') fakeAllTimers()
    else vi.useFakeTimers({ toFake: ['Date'] })
    fixture.platform = createPlatform()
    fixture.store = memoryStore()
    fixture.events = []
    if (http) server = await listen(request => fixture.platform.handler(request))
    fixture.origin = server?.origin ?? 'https://api.example'
  })
  afterEach(async () => {
    vi.useRealTimers()
    await server?.close()
  })

  const fetchPlatform: typeof fetch = (url, init) =>
    fixture.platform.handler(new Request(url as string, init))
  const fixture = {
    fetchPlatform,
    account(options) {
      // A refresh that outlives its test reports to that test, not to the next one.
      const { events, origin, store } = fixture
      return createAccount({
        ...SIMULATED_ACCOUNT,
        hosts: [origin],
        ...(!http && { fetch: fetchPlatform }),
        store,
        onEvent: event => events.push(event),
        ...options,
      })
    },
    stored: async name => (await fixture.store.get(storeKey(name)))?.value ?? '',
    async removeStored(name) {
      await fixture.store.delete(storeKey(name), await fixture.stored(name))
    },
    requests() {
      const { [TOKEN_PATH]: token = 0, [TICKET_PATH]: ticket = 0 } = fixture.platform.requests
      return { token, ticket }
    },
    advanceDate: ms => {
      vi.setSystemTime(Date.now() + ms)
    },
  } as { -readonly [Name in keyof PlatformFixture]: PlatformFixture[Name] }
  return fixture
}

/** From here on neither `Date` nor timers move by themselves. */
export function fakeAllTimers(): void {
  vi.useRealTimers()
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
}

/** The key of an account's entry, such as `access_token` or `access_token:lock`. */
export function storeKey(name: string): string {
  return `wx-ready:{${SIMULATED_ACCOUNT.appId}}:${name}`
}

/** Real time for work in the background, in ms. */
export function pause(ms = 20): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
