import type { Agreement, OAuth } from './oauth.js'
import type { SimulatedUser } from './users.js'

/** Who has WeChat, and who of them sits before the page of authorisation. */
export interface People {
  readonly byOpenid: ReadonlyMap<string, SimulatedUser>
  /** @returns the code of somebody who agrees */
  agree(to: Omit<Agreement, 'user'>, user?: string | SimulatedUser): string
  /** Asks who sits before the page. `undefined`: they refuse. */
  ask(to: Omit<Agreement, 'user'>): string | undefined
  signIn(user: string | SimulatedUser): void
  refuseNext(times: number): void
}

export function createPeople(users: readonly SimulatedUser[], oauth: OAuth): People {
  const byOpenid = new Map(users.map(user => [user.openid, user]))
  let visitor = users[0]
  let refusals = 0

  const find = (user: string | SimulatedUser | undefined): SimulatedUser => {
    if (typeof user === 'object') byOpenid.set(user.openid, user)
    const known = typeof user === 'object' ? user : byOpenid.get(String(user))
    if (!known) throw new TypeError(`createPlatform: there is no user ${user}`)
    return known
  }
  const agree: People['agree'] = (to, user = visitor) => {
    const person = find(user)
    return oauth.code({ ...to, user: to.snapshot ? virtualUser(person) : person })
  }

  return {
    byOpenid,
    agree,
    ask(to) {
      if (refusals === 0) return agree(to)
      refusals -= 1
      return undefined
    },
    signIn(user) {
      visitor = find(user)
    },
    refuseNext(times) {
      refusals += times
    },
  }
}

/** As WeChat shows somebody who only looks at a page (快照页): with an openid of its own, and nothing that is theirs. */
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
