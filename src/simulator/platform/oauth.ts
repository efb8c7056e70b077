import type { Issued } from './issued.js'
import { randomText } from './random.js'
import { Refusal } from './response.js'
import type { SimulatedUser } from './users.js'

/** A user's consent that an account may know them. */
export interface Grant {
  appId: string
  user: SimulatedUser
  /** Several scopes are separated by commas. */
  scope: string
  /** Whether the user is the virtual one of a snapshot page (快照页). */
  snapshot: boolean
}

/** A grant whose code was exchanged for tokens. */
export interface TokenGrant extends Grant {
  accessToken: string
  accessExpiresAt: number
  refreshToken: string
  refreshExpiresAt: number
  /** Whether the user has changed their password since. */
  revoked: boolean
}

/** OAuth codes and the tokens that they were exchanged for. All methods but `createCode` throw a `Refusal`. */
export interface OAuth {
  createCode(grant: Grant): string
  exchange(appId: string, code: string): TokenGrant
  refresh(appId: string, refreshToken: string): TokenGrant
  findByAccessToken(accessToken: string): TokenGrant
  /** Revokes all tokens of a user. */
  revoke(openid: string): void
}

const CODE_LIFETIME = 300_000
/** The lifetime of an OAuth access token, in ms. */
export const WEB_TOKEN_LIFETIME = 7_200_000
const REFRESH_TOKEN_LIFETIME = 30 * 86_400_000

export function createOAuth(now: () => number, issued: Issued): OAuth {
  const codes = new Map<string, { grant: Grant; expiresAt: number; used: boolean }>()
  const byAccessToken = new Map<string, TokenGrant>()
  const byRefreshToken = new Map<string, TokenGrant>()

  const issueAccessToken = (grant: TokenGrant) => {
    grant.accessToken = randomText(112)
    grant.accessExpiresAt = now() + WEB_TOKEN_LIFETIME
    byAccessToken.set(grant.accessToken, grant)
    issued.web_token += 1
  }

  return {
    createCode(grant) {
      const code = randomText(32)
      codes.set(code, { grant, expiresAt: now() + CODE_LIFETIME, used: false })
      issued.code += 1
      return code
    },
    exchange(appId, code) {
      const stored = codes.get(code)
      if (stored?.grant.appId !== appId) throw new Refusal(40029)
      if (stored.used) throw new Refusal(40163)
      if (stored.expiresAt <= now()) throw new Refusal(42003)
      stored.used = true
      const grant: TokenGrant = {
        ...stored.grant,
        accessToken: '',
        accessExpiresAt: 0,
        refreshToken: randomText(112),
        refreshExpiresAt: now() + REFRESH_TOKEN_LIFETIME,
        revoked: false,
      }
      byRefreshToken.set(grant.refreshToken, grant)
      issueAccessToken(grant)
      return grant
    },
    refresh(appId, refreshToken) {
      const grant = byRefreshToken.get(refreshToken)
      if (grant?.appId !== appId) throw new Refusal(40030)
      if (grant.revoked) throw new Refusal(42007)
      if (grant.refreshExpiresAt <= now()) throw new Refusal(42002)
      // Refreshing a token that is still valid extends it; only an expired one is replaced.
      if (grant.accessExpiresAt > now()) grant.accessExpiresAt = now() + WEB_TOKEN_LIFETIME
      else issueAccessToken(grant)
      return grant
    },
    findByAccessToken(accessToken) {
      const grant = byAccessToken.get(accessToken)
      if (!grant) throw new Refusal(40001)
      if (grant.revoked) throw new Refusal(42007)
      if (grant.accessToken !== accessToken || grant.accessExpiresAt <= now()) throw new Refusal(42001)
      return grant
    },
    revoke(openid) {
      for (const grant of byRefreshToken.values()) if (grant.user.openid === openid) grant.revoked = true
    },
  }
}
