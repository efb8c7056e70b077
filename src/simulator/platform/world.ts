import type { SimulatedAccount } from './account.js'
import type { TakeQuota } from './quota.js'
import { Refusal } from './response.js'

/** A request that the platform had. No token, no ticket, no code, no secret is kept of it. */
export interface LoggedRequest {
  /** By the platform's clock, in ms. */
  at: number
  method: string
  path: string
  /** Whose it was, where the platform could tell. */
  appId?: string
  /** None where nothing was answered. */
  status?: number
  /** What was wrong, where the platform itself answered so. */
  errcode?: number
  /** A fault stood in the way. */
  failed?: true
}

/** What the platform has made anew so far. */
export interface Issued {
  stable_token: number
  /** Of `/cgi-bin/token`. */
  token: number
  jsapi: number
  wx_card: number
  /** OAuth: codes, and access tokens of those who signed in. */
  code: number
  web_token: number
}

/** A request that is being answered. */
export interface Call {
  request: Request
  url: URL
  query: URLSearchParams
  /** The address that it comes from. */
  from: string
  logged: LoggedRequest
}

export type Route = (call: Call) => object | Promise<object>

/** What the routes have in common. */
export interface World {
  accounts: ReadonlyMap<string, SimulatedAccount>
  takeQuota: TakeQuota
  issued: Issued
  now(): number
}

/** The account whose appId and secret these are. */
export function accountBySecret(
  { accounts }: World,
  call: Call,
  appId: unknown,
  secret: unknown,
): SimulatedAccount {
  const account = accounts.get(String(appId))
  if (!account) throw new Refusal(40013)
  call.logged.appId = account.facts.appId
  if (secret !== account.facts.secret) throw new Refusal(40125)
  return account
}

/** The account whose token is in the query; it must be allowed this API, and have some of its quota left. */
export function accountByToken(world: World, call: Call): SimulatedAccount {
  const token = call.query.get('access_token')
  if (!token) throw new Refusal(41001)
  // It is not documented when WeChat says 40014 rather than 40001: here, of what cannot be a token.
  if (!/^[\w-]{16,512}$/.test(token)) throw new Refusal(40014)
  const { account, state } = findToken(world, token)
  if (account) call.logged.appId = account.facts.appId
  if (state === 'expired') throw new Refusal(42001)
  if (!account || state !== 'alive') throw new Refusal(40001)
  if (account.facts.denied?.includes(call.url.pathname)) throw new Refusal(48001)
  takeQuota(world, account, call.url.pathname)
  return account
}

/** @throws {Refusal} where the account has none left */
export function takeQuota(world: World, { facts }: SimulatedAccount, name: string): void {
  const errcode = world.takeQuota(facts.appId, name)
  if (errcode !== undefined) throw new Refusal(errcode)
}

/** @throws {Refusal} with the errcode of the first one that is not there */
export function requireAll(given: Record<string, unknown>, errcodes: Record<string, number>): void {
  for (const [name, errcode] of Object.entries(errcodes)) if (!given[name]) throw new Refusal(errcode)
}

function findToken({ accounts }: World, token: string) {
  for (const account of accounts.values()) {
    const state = account.stateOf(token)
    if (state !== 'unknown') return { account, state }
  }
  return {}
}
