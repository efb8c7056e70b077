import type { SimulatedAccount, SimulatedCredential } from './account.js'
import type { Authorization } from './authorization.js'
import type { LoggedRequest } from './context.js'
import type { FaultQueue, PendingFault } from './faults.js'
import type { Issued } from './issued.js'
import type { Quotas, QuotaUse } from './quota.js'

/** The state of a simulated platform, without the values of tokens, tickets, codes and keys. */
export interface PlatformStatus {
  /** The time by the platform's clock, in ms. */
  now: number
  accounts: readonly AccountStatus[]
  /** The users, and the `openid` of the one who visits the authorization page. */
  users: readonly { openid: string; nickname: string; headimgurl: string }[]
  visitor?: string
  /** How many authorization requests the visitor will refuse. */
  refusals: number
  faults: readonly PendingFault[]
  issued: Readonly<Issued>
  /** The last 100 requests, oldest first. */
  log: readonly LoggedRequest[]
}

export interface AccountStatus {
  appId: string
  /** Its tokens and tickets that are valid. */
  credentials: readonly SimulatedCredential[]
  /** What it has used of its quotas today, by path. */
  quotas: Readonly<Record<string, QuotaUse>>
}

const LOGGED = 100

export function platformStatus(platform: {
  now: number
  accounts: ReadonlyMap<string, SimulatedAccount>
  authorization: Authorization
  quotas: Quotas
  faults: FaultQueue
  issued: Readonly<Issued>
  log: readonly LoggedRequest[]
}): PlatformStatus {
  const { now, accounts, authorization, quotas, faults, issued, log } = platform
  const visitor = authorization.visitor()
  return {
    now,
    accounts: [...accounts].map(([appId, account]) => ({
      appId,
      credentials: account.credentials(),
      quotas: quotas.used(appId),
    })),
    users: [...authorization.usersByOpenid.values()].map(({ openid, nickname, headimgurl }) => ({
      openid,
      nickname,
      headimgurl,
    })),
    ...(visitor && { visitor: visitor.openid }),
    refusals: authorization.refusals(),
    faults: faults.pending(),
    issued: { ...issued },
    log: log.slice(-LOGGED).map(entry => ({ ...entry })),
  }
}
