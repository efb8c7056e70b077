import type { AccountOptions } from '../server/account/account-types.js'
import { type Account, createAccount, type Store } from '../server/index.js'
import { rejectUnknownFields } from '../server/util/validate.js'
import type { SimulatedClient } from '../simulator/page/index.js'

/** What `wxReady()` and `devMiddleware()` have in common. */
export interface DevOptions {
  /** The path at which the page requests its signature: the `signature` option of `createWx`. @default '/wx/signature' */
  signature?: string | undefined
  /** Which WeChat to simulate. @default the one that the browser's user agent names, else `'android'` */
  client?: SimulatedClient | undefined
  /** Whether to show WeChat around the page: its title bar, menu, share cards and an inspector. @default true */
  panel?: boolean | undefined
  /**
   * A real account, or its credentials: signs pages that are opened in WeChat itself, on a phone. Simulated pages never use
   * it. Options without an `appId` and a `secret`, as from unset environment variables, count as none.
   * @default none: in WeChat itself, requests for a signature are passed on to the rest of the dev server
   */
  account?: Pick<Account, 'signature'> | AccountOptions | undefined
}

/** `DevOptions` with defaults. */
export interface ResolvedOptions {
  signature: string
  client: SimulatedClient | undefined
  panel: boolean
  /** Creates the real account, if there is one. @param store keeps its token, unless the options have a store */
  realAccount(store: Store): Pick<Account, 'signature'> | undefined
}

const NAMES: readonly string[] = ['signature', 'client', 'panel', 'account']

/**
 * @param call the public function that got the options, for messages
 * @param more names of options that only this function has
 * @throws {TypeError} for an unknown or invalid option
 */
export function resolveOptions(call: string, options: DevOptions, more: readonly string[]): ResolvedOptions {
  rejectUnknownFields(call, options, [...NAMES, ...more])
  const { signature = '/wx/signature', client, panel = true, account } = options
  if (typeof signature !== 'string' || !/^\/[^/?#\s][^?#\s]*$/.test(signature))
    throw new TypeError(`${call}: signature must be the path that the page requests, such as /wx/signature`)
  return {
    signature,
    client,
    panel,
    realAccount(store) {
      if (account === undefined) return undefined
      if ('signature' in account) return account
      if (!account.appId && !account.secret) return undefined
      return createAccount({ ...account, store: account.store ?? store })
    },
  }
}
