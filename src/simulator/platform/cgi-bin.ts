import type { SimulatedAccount, TokenResponse } from './account.js'
import { accountBySecret, accountByToken, requireListedIp, takeQuota } from './authenticate.js'
import type { PlatformState, RequestContext, Route } from './context.js'
import { readJson, requireMethod, requireParameters } from './request.js'
import { Refusal } from './response.js'
import { localized, type SimulatedUser } from './users.js'

/** The account's APIs: tokens, tickets, and some that only need a token. */
export function createCgiBinRoutes(
  state: PlatformState,
  users: ReadonlyMap<string, SimulatedUser>,
): Record<string, Route> {
  return {
    '/cgi-bin/stable_token': context => stableToken(state, context),
    '/cgi-bin/token': context => legacyToken(state, context),
    '/cgi-bin/ticket/getticket'(context) {
      requireMethod(context, 'GET')
      // WeChat reports a missing token before a wrong type.
      requireParameters({ token: context.query.get('access_token') }, { token: 41001 })
      const type = context.query.get('type')
      if (type !== 'jsapi' && type !== 'wx_card') throw new Refusal(40097)
      return { errcode: 0, errmsg: 'ok', ...accountByToken(state, context).ticket(type) }
    },
    '/cgi-bin/getcallbackip'(context) {
      accountByToken(state, context)
      return { ip_list: ['127.0.0.1'] }
    },
    '/cgi-bin/user/info'(context) {
      accountByToken(state, context)
      return userInfo(users, Object.fromEntries(context.query))
    },
    async '/cgi-bin/user/info/batchget'(context) {
      requireMethod(context, 'POST')
      accountByToken(state, context)
      const { user_list } = await readJson(context)
      if (!Array.isArray(user_list)) throw new Refusal(47001)
      return { user_info_list: user_list.map(item => userInfo(users, { ...item })) }
    },
  }
}

async function stableToken(state: PlatformState, context: RequestContext): Promise<TokenResponse> {
  requireMethod(context, 'POST')
  const body = await readJson(context)
  const account = authenticate(state, context, body)
  takeQuota(state, account, context.url.pathname)
  const force = body.force_refresh === true
  if (force) takeQuota(state, account, 'force_refresh')
  return account.stableToken(force)
}

function legacyToken(state: PlatformState, context: RequestContext): TokenResponse {
  requireMethod(context, 'GET')
  const account = authenticate(state, context, Object.fromEntries(context.query))
  takeQuota(state, account, context.url.pathname)
  return account.legacyToken()
}

function authenticate(
  state: PlatformState,
  context: RequestContext,
  parameters: Record<string, unknown>,
): SimulatedAccount {
  const { grant_type, appid, secret } = parameters
  requireParameters(parameters, { appid: 41002, secret: 41004 })
  if (grant_type !== 'client_credential') throw new Refusal(40002)
  const account = accountBySecret(state, context, appid, secret)
  requireListedIp(account, context)
  return account
}

function userInfo(users: ReadonlyMap<string, SimulatedUser>, parameters: Record<string, unknown>): object {
  requireParameters(parameters, { openid: 41009 })
  const user = users.get(String(parameters.openid))
  if (!user) throw new Refusal(40003)
  const { privilege: _, ...info } = localized(user, String(parameters.lang ?? 'zh_CN'))
  return { subscribe: 1, ...info }
}
