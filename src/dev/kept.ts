import { type Account, createAccount, memoryStore, type Store } from '../server/index.js'
import { createPlatform, SIMULATED_ACCOUNT, type SimulatedPlatform } from '../simulator/platform/index.js'

/** What a dev server keeps when it restarts, so that open pages stay verified. */
export interface Kept {
  platform: SimulatedPlatform
  /** Signs simulated pages. */
  simulatedAccount: Pick<Account, 'signature'>
  /** Keeps the token of a real account, so that a restart does not fetch another one. */
  store: Store
}

/** On `globalThis`, because a restart may load this module again. */
const KEY = Symbol.for('wx-ready: dev servers')

/** @param project what identifies the dev server within this process, for example its root folder */
export function keptFor(project: string): Kept {
  const holder = globalThis as { [KEY]?: Map<string, Kept> }
  holder[KEY] ??= new Map()
  const kept = holder[KEY].get(project) ?? createKept()
  holder[KEY].set(project, kept)
  return kept
}

/** Nothing of it has a timer that runs while nobody requests something. */
export function createKept(): Kept {
  const platform = createPlatform()
  const simulatedAccount = createAccount({
    ...SIMULATED_ACCOUNT,
    hosts: ['http://platform.invalid'],
    fetch: async (url, init) => platform.handler(new Request(url as string, init)),
  })
  return { platform, simulatedAccount, store: memoryStore() }
}
