import type { GivenToken, SimulatedAccount } from './account.js'
import { Refusal } from './response.js'
import { localized, type SimulatedUser } from './users.js'
import {
  accountBySecret,
  accountByToken,
  type Call,
  type Route,
  requireAll,
  takeQuota,
  type World,
} from './world.js'

/** The account's own APIs: tokens, tickets, and some that only need a token. */
export function createCgiBinRoutes(
  world: World,
  users: ReadonlyMap<string, SimulatedUser>,
): Record<string, Route> {
  return {
    '/cgi-bin/stable_token': call => stableToken(world, call),
    '/cgi-bin/token': call => legacyToken(world, call),
    '/cgi-bin/ticket/getticket'(call) {
      requireMethod(call, 'GET')
      // A missing token is told before a wrong type.
      requireAll({ token: call.query.get('access_token') }, { token: 41001 })
      const type = call.query.get('type')
      if (type !== 'jsapi' && type !== 'wx_card') throw new Refusal(40097)
      return { errcode: 0, errmsg: 'ok', ...accountByToken(world, call).ticket(type) }
    },
    '/cgi-bin/getcallbackip'(call) {
      accountByToken(world, call)
      return { ip_list: ['127.0.0.1'] }
    },
    '/cgi-bin/user/info'(call) {
      accountByToken(world, call)
      return userInfo(users, Object.fromEntries(call.query))
    },
    async '/cgi-bin/user/info/batchget'(call) {
      requireMethod(call, 'POST')
      accountByToken(world, call)
      const { user_list } = await readBody(call)
      if (!Array.isArray(user_list)) throw new Refusal(47001)
      return { user_info_list: user_list.map(asked => userInfo(users, { ...asked })) }
    },
  }
}

async function stableToken(world: World, call: Call): Promise<GivenToken> {
  requireMethod(call, 'POST')
  const given = await readBody(call)
  const account = accountFor(world, call, given)
  takeQuota(world, account, call.url.pathname)
  const force = given.force_refresh === true
  if (force) takeQuota(world, account, 'force_refresh')
  return account.stableToken(force)
}

function legacyToken(world: World, call: Call): GivenToken {
  requireMethod(call, 'GET')
  const account = accountFor(world, call, Object.fromEntries(call.query))
  takeQuota(world, account, call.url.pathname)
  return account.legacyToken()
}

function accountFor(world: World, call: Call, given: Record<string, unknown>): SimulatedAccount {
  const { grant_type, appid, secret } = given
  requireAll(given, { appid: 41002, secret: 41004 })
  if (grant_type !== 'client_credential') throw new Refusal(40002)
  const account = accountBySecret(world, call, appid, secret)
  const { from } = call
  if (account.facts.ipList?.includes(from) === false) {
    const ipv6 = from.includes(':') ? from : `::ffff:${from}`
    throw new Refusal(40164, `invalid ip ${from} ipv6 ${ipv6}, not in whitelist`)
  }
  return account
}

function userInfo(users: ReadonlyMap<string, SimulatedUser>, asked: Record<string, unknown>): object {
  requireAll(asked, { openid: 41009 })
  const user = users.get(String(asked.openid))
  if (!user) throw new Refusal(40003)
  const { privilege: _, ...known } = localized(user, String(asked.lang ?? 'zh_CN'))
  return { subscribe: 1, ...known }
}

async function readBody({ request }: Call): Promise<Record<string, unknown>> {
  const body: unknown = await request.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null) throw new Refusal(47001)
  return body as Record<string, unknown>
}

function requireMethod({ request }: Call, method: 'GET' | 'POST'): void {
  if (request.method !== method) throw new Refusal(method === 'GET' ? 43001 : 43002)
}
