import type { Grant, OAuth } from './oauth.js'
import type { SimulatedUser } from './users.js'

/** What an account asks a user for. */
export type AuthorizationRequest = Omit<Grant, 'user'>

/** The users of WeChat, and which of them visits the authorization page. */
export interface Authorization {
  readonly usersByOpenid: ReadonlyMap<string, SimulatedUser>
  /** Authorizes as this user, default the visitor. Returns the code. */
  authorize(request: AuthorizationRequest, user?: string | SimulatedUser): string
  /** Asks the visitor. `undefined` if they refuse. */
  askVisitor(request: AuthorizationRequest): string | undefined
  visitor(): SimulatedUser | undefined
  /** How many requests the visitor will refuse. */
  refusals(): number
  /** Changes the visitor. */
  signIn(user: string | SimulatedUser): void
  /** Makes the visitor refuse the next `times` requests. */
  refuseNext(times: number): void
}

export function createAuthorization(users: readonly SimulatedUser[], oauth: OAuth): Authorization {
  const usersByOpenid = new Map(users.map(user => [user.openid, user]))
  let visitor = users[0]
  let refusals = 0

  const findOrAdd = (user: string | SimulatedUser | undefined): SimulatedUser => {
    if (typeof user === 'object') usersByOpenid.set(user.openid, user)
    const found = typeof user === 'object' ? user : usersByOpenid.get(String(user))
    if (!found) throw new TypeError(`createPlatform: there is no user ${user}`)
    return found
  }
  const authorize: Authorization['authorize'] = (request, user = visitor) => {
    const found = findOrAdd(user)
    return oauth.createCode({ ...request, user: request.snapshot ? virtualUser(found) : found })
  }

  return {
    usersByOpenid,
    authorize,
    askVisitor(request) {
      if (refusals === 0) return authorize(request)
      refusals -= 1
      return undefined
    },
    visitor: () => visitor,
    refusals: () => refusals,
    signIn(user) {
      visitor = findOrAdd(user)
    },
    refuseNext(times) {
      refusals += times
    },
  }
}

/** The virtual user that WeChat shows to a snapshot page (快照页): an openid of its own and no personal data. */
function virtualUser({ openid }: SimulatedUser): SimulatedUser {
  return {
    openid: `oSnapshot${openid.slice(9)}`,
    nickname: '微信用户',
    sex: 0,
    country: '',
    province: '',
    city: '',
    headimgurl: '',
  }
}
