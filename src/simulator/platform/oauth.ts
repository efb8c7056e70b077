import { randomText } from './random.js'
import { Refusal } from './response.js'
import type { SimulatedUser } from './users.js'
import type { Issued } from './world.js'

/** What somebody has agreed to. */
export interface Agreement {
  appId: string
  user: SimulatedUser
  /** With commas between them, if there are several. */
  scope: string
  /** Whether it is a virtual account, of a page that is only looked at (快照页). */
  snapshot: boolean
}

/** Somebody who has signed in at an account, by whose tokens. */
export interface SignIn extends Agreement {
  accessToken: string
  accessUntil: number
  refreshToken: string
  refreshUntil: number
  /** They have changed their password since. */
  dead: boolean
}

/** Codes, and what they were exchanged for. */
export interface OAuth {
  code(agreement: Agreement): string
  exchange(appId: string, code: string): SignIn
  refresh(appId: string, refreshToken: string): SignIn
  /** Whose token this is. */
  signIn(accessToken: string): SignIn
  kill(openid: string): void
}

const CODE_LIFE = 300_000
/** Of an access token, in ms, as of the account's own. */
export const WEB_TOKEN_LIFE = 7_200_000
const REFRESH_LIFE = 30 * 86_400_000

export function createOAuth(now: () => number, issued: Issued): OAuth {
  const codes = new Map<string, Agreement & { until: number; used: boolean }>()
  const byAccessToken = new Map<string, SignIn>()
  const byRefreshToken = new Map<string, SignIn>()

  const giveAccessToken = (signIn: SignIn) => {
    signIn.accessToken = randomText(112)
    signIn.accessUntil = now() + WEB_TOKEN_LIFE
    byAccessToken.set(signIn.accessToken, signIn)
    issued.web_token += 1
  }

  return {
    code(agreement) {
      const code = randomText(32)
      codes.set(code, { ...agreement, until: now() + CODE_LIFE, used: false })
      issued.code += 1
      return code
    },
    exchange(appId, code) {
      const kept = codes.get(code)
      if (kept?.appId !== appId) throw new Refusal(40029)
      if (kept.used) throw new Refusal(40163)
      if (kept.until <= now()) throw new Refusal(42003)
      kept.used = true
      const { until: _until, used: _used, ...agreement } = kept
      const signIn: SignIn = {
        ...agreement,
        accessToken: '',
        accessUntil: 0,
        refreshToken: randomText(112),
        refreshUntil: now() + REFRESH_LIFE,
        dead: false,
      }
      byRefreshToken.set(signIn.refreshToken, signIn)
      giveAccessToken(signIn)
      return signIn
    },
    refresh(appId, refreshToken) {
      const signIn = byRefreshToken.get(refreshToken)
      if (signIn?.appId !== appId) throw new Refusal(40030)
      if (signIn.dead) throw new Refusal(42007)
      if (signIn.refreshUntil <= now()) throw new Refusal(42002)
      // A token that still holds stays, and holds for longer.
      if (signIn.accessUntil > now()) signIn.accessUntil = now() + WEB_TOKEN_LIFE
      else giveAccessToken(signIn)
      return signIn
    },
    signIn(accessToken) {
      const signIn = byAccessToken.get(accessToken)
      if (!signIn) throw new Refusal(40001)
      if (signIn.dead) throw new Refusal(42007)
      if (signIn.accessToken !== accessToken || signIn.accessUntil <= now()) throw new Refusal(42001)
      return signIn
    },
    kill(openid) {
      for (const signIn of byRefreshToken.values()) if (signIn.user.openid === openid) signIn.dead = true
    },
  }
}
