import { type Account, createAccount, PlatformError } from '../../server/index.js'

/** A value, or why WeChat did not give it. */
export type Outcome<T> = { readonly value: T } | { readonly error: PlatformError }

/** Asks WeChat with the account's credentials. Each request is made once. */
export interface AccountProbe {
  readonly appId: string
  token(): Promise<Outcome<string>>
  ticket(type: 'jsapi' | 'wx_card'): Promise<Outcome<string>>
  request: Account['request']
  /** How far this machine's clock is behind WeChat's, in ms, from the last response. */
  clockOffset(): number | undefined
}

export interface AccountProbeOptions {
  readonly appId: string
  readonly secret: string
  readonly platform: string
  readonly timeout: number
  hide(value: string): void
}

/** It uses the stable token, which does not invalidate the token of the server that is being checked. */
export function createAccountProbe({
  appId,
  secret,
  platform,
  timeout,
  hide,
}: AccountProbeOptions): AccountProbe {
  let clockOffset: number | undefined
  const account = createAccount({
    appId,
    secret,
    hosts: [platform],
    timeouts: { call: timeout, request: timeout },
    async fetch(url, init) {
      const response = await fetch(url, init)
      const date = Date.parse(response.headers.get('date') ?? '')
      if (!Number.isNaN(date)) clockOffset = date - Date.now()
      return response
    },
  })
  const outcomes = new Map<string, Promise<Outcome<string>>>()
  const onceFor = (name: string, ask: () => Promise<string>) => {
    const known = outcomes.get(name) ?? settle(ask, hide)
    outcomes.set(name, known)
    return known
  }
  return {
    appId,
    token: () => onceFor('token', () => account.accessToken()),
    ticket: type => onceFor(type, () => account.ticket(type)),
    request: account.request,
    clockOffset: () => clockOffset,
  }
}

async function settle(ask: () => Promise<string>, hide: (value: string) => void): Promise<Outcome<string>> {
  try {
    const value = await ask()
    hide(value)
    return { value }
  } catch (error) {
    if (error instanceof PlatformError) return { error }
    throw error
  }
}
