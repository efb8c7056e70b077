import { type OAuth, type SignIn, WEB_TOKEN_LIFE } from './oauth.js'
import { Refusal } from './response.js'
import { localized } from './users.js'
import { accountBySecret, type Call, type Route, requireAll, type World } from './world.js'

/** The APIs for those who have signed in: their tokens have nothing to do with the account's. */
export function createSnsRoutes(world: World, oauth: OAuth): Record<string, Route> {
  return {
    '/sns/oauth2/access_token'(call) {
      const given = Object.fromEntries(call.query)
      requireAll(given, { appid: 41002, secret: 41004, code: 41008 })
      if (given.grant_type !== 'authorization_code') throw new Refusal(40002)
      const { facts } = accountBySecret(world, call, given.appid, given.secret)
      const signIn = oauth.exchange(facts.appId, String(given.code))
      return { ...tokensOf(signIn), ...factsOf(signIn) }
    },
    '/sns/oauth2/refresh_token'(call) {
      const given = Object.fromEntries(call.query)
      requireAll(given, { appid: 41002, refresh_token: 41003 })
      if (given.grant_type !== 'refresh_token') throw new Refusal(40002)
      const account = world.accounts.get(String(given.appid))
      if (!account) throw new Refusal(40013)
      call.logged.appId = account.facts.appId
      return tokensOf(oauth.refresh(account.facts.appId, String(given.refresh_token)))
    },
    '/sns/userinfo'(call) {
      const { user, scope } = signedIn(oauth, call)
      if (!scope.includes('snsapi_userinfo')) throw new Refusal(48001)
      const { language: _, ...known } = localized(user, call.query.get('lang') ?? 'en')
      return known
    },
    '/sns/auth'(call) {
      signedIn(oauth, call)
      return { errcode: 0, errmsg: 'ok' }
    },
  }
}

function tokensOf({ accessToken, refreshToken, user, scope }: SignIn): object {
  return {
    access_token: accessToken,
    expires_in: WEB_TOKEN_LIFE / 1000,
    refresh_token: refreshToken,
    openid: user.openid,
    scope,
  }
}

/** Told with the tokens only to who may know the person. */
function factsOf({ user, scope, snapshot }: SignIn): object {
  if (!scope.includes('snsapi_userinfo')) return {}
  return {
    ...(snapshot && { is_snapshotuser: 1 }),
    ...(user.unionid !== undefined && { unionid: user.unionid }),
  }
}

function signedIn(oauth: OAuth, call: Call): SignIn {
  const given = Object.fromEntries(call.query)
  requireAll(given, { access_token: 41001, openid: 41009 })
  const signIn = oauth.signIn(String(given.access_token))
  call.logged.appId = signIn.appId
  if (signIn.user.openid !== given.openid) throw new Refusal(40003)
  return signIn
}
