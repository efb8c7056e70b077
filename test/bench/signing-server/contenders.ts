import { fileURLToPath } from 'node:url'

/** One way to sign pages. */
export interface Contender {
  readonly name: string
  /** In `contenders/`: its `create` gives `sign`, a `listener` for node:http, and ours a web-standard `handler`. */
  readonly file: string
  /** What a reader must know to compare its figures with the others'. */
  readonly note: string
}

/** One that keeps the account's credentials, and asks the platform for them again by itself. */
export interface Keeper extends Contender {
  /** At which age it asks for a new ticket, in ms. */
  readonly renewsAfter: number
}

const HOUR = 3_600_000

/** The one that all are compared with. */
export const BY_HAND: Contender = {
  name: 'by hand',
  file: 'by-hand.js',
  note: 'what cannot be done without, the fastest way: crypto.hash and randomUUID, the ticket in a variable',
}

export const OURS: Keeper = {
  name: 'wx-ready',
  file: 'wx-ready.js',
  note: 'account.signature; over HTTP toNodeListener(signatureHandler(account, { allow }))',
  renewsAfter: 300_000,
}

export const WECHAT_JSSDK: Keeper = {
  name: 'wechat-jssdk',
  file: 'wechat-jssdk.js',
  note: '5.1.0, its default store; it keeps the signature of each URL, and nonces are of Math.random',
  renewsAfter: 2 * HOUR - 60_000,
}

export const NODE_EASYWECHAT: Keeper = {
  name: 'node-easywechat',
  file: 'node-easywechat.js',
  note: '3.6.2, its default cache: a file, read at each signature; nonces are of Math.random',
  renewsAfter: 2 * HOUR,
}

/** In the order in which they take turns: the two of the demanded ratio one after the other. */
export const CONTENDERS: readonly Contender[] = [
  BY_HAND,
  OURS,
  {
    name: 'by hand, usual',
    file: 'by-hand-usual.js',
    note: 'the same with createHash and randomBytes',
  },
  WECHAT_JSSDK,
  NODE_EASYWECHAT,
  {
    name: '… in memory',
    file: 'node-easywechat-memory.js',
    note: 'node-easywechat with a cache in memory, written by hand',
  },
]

/** Those that keep credentials. Another store of ours goes here. */
export const KEEPERS: readonly Keeper[] = [OURS, WECHAT_JSSDK, NODE_EASYWECHAT]

/** The published packages among them, as `npm install` takes them. */
export const PACKAGES: readonly string[] = ['wechat-jssdk@5.1.0', 'node-easywechat@3.6.2']

/** node-easywechat loads files by paths that are no longer there in later ones, which it allows. */
export const OVERRIDES: Readonly<Record<string, string>> = { 'node-socialite': '1.4.1' }

export function fileOf({ file }: Contender): string {
  return fileURLToPath(new URL(`contenders/${file}`, import.meta.url))
}
