import type { SimulatedAccount } from './account.js'
import type { Issued } from './issued.js'
import type { TakeQuota } from './quota.js'

/** A request in the platform's log. Tokens, tickets, codes and secrets are not recorded. */
export interface LoggedRequest {
  /** The time by the platform's clock, in ms. */
  at: number
  method: string
  path: string
  /** The account, if the platform could identify it. */
  appId?: string
  /** The HTTP status; missing if there was no response. */
  status?: number
  /** The errcode, if the platform itself refused the request. */
  errcode?: number
  /** Set if a fault determined the response. */
  failed?: true
}

/** A request while it is handled. */
export interface RequestContext {
  request: Request
  url: URL
  query: URLSearchParams
  /** The IP address of the caller. */
  clientIp: string
  logEntry: LoggedRequest
}

/** Handles a request. An object becomes a JSON response. */
export type Route = (context: RequestContext) => object | Promise<object>

/** What all routes share. */
export interface PlatformState {
  accounts: ReadonlyMap<string, SimulatedAccount>
  takeQuota: TakeQuota
  issued: Issued
  now(): number
}
