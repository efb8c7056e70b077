import { accountBySecret } from './authenticate.js'
import type { PlatformState, RequestContext, Route } from './context.js'
import { type OAuth, type TokenGrant, WEB_TOKEN_LIFETIME } from './oauth.js'
import { requireParameters } from './request.js'
import { Refusal } from './response.js'
import { localized } from './users.js'

/** The OAuth APIs (网页授权). Their tokens are unrelated to those of the account. */
export function createSnsRoutes(state: PlatformState, oauth: OAuth): Record<string, Route> {
  return {
    '/sns/oauth2/access_token'(context) {
      const parameters = Object.fromEntries(context.query)
      requireParameters(parameters, { appid: 41002, secret: 41004, code: 41008 })
      if (parameters.grant_type !== 'authorization_code') throw new Refusal(40002)
      const { settings } = accountBySecret(state, context, parameters.appid, parameters.secret)
      const grant = oauth.exchange(settings.appId, String(parameters.code))
      return { ...tokenFields(grant), ...profileFields(grant) }
    },
    '/sns/oauth2/refresh_token'(context) {
      const parameters = Object.fromEntries(context.query)
      requireParameters(parameters, { appid: 41002, refresh_token: 41003 })
      if (parameters.grant_type !== 'refresh_token') throw new Refusal(40002)
      const account = state.accounts.get(String(parameters.appid))
      if (!account) throw new Refusal(40013)
      context.logEntry.appId = account.settings.appId
      return tokenFields(oauth.refresh(account.settings.appId, String(parameters.refresh_token)))
    },
    '/sns/userinfo'(context) {
      const { user, scope } = authenticate(oauth, context)
      if (!scope.includes('snsapi_userinfo')) throw new Refusal(48001)
      const { language: _, ...info } = localized(user, context.query.get('lang') ?? 'en')
      return info
    },
    '/sns/auth'(context) {
      authenticate(oauth, context)
      return { errcode: 0, errmsg: 'ok' }
    },
  }
}

function tokenFields({ accessToken, refreshToken, user, scope }: TokenGrant): object {
  return {
    access_token: accessToken,
    expires_in: WEB_TOKEN_LIFETIME / 1000,
    refresh_token: refreshToken,
    openid: user.openid,
    scope,
  }
}

/** The fields that WeChat adds for `snsapi_userinfo` only. */
function profileFields({ user, scope, snapshot }: TokenGrant): object {
  if (!scope.includes('snsapi_userinfo')) return {}
  return {
    ...(snapshot && { is_snapshotuser: 1 }),
    ...(user.unionid !== undefined && { unionid: user.unionid }),
  }
}

function authenticate(oauth: OAuth, context: RequestContext): TokenGrant {
  const parameters = Object.fromEntries(context.query)
  requireParameters(parameters, { access_token: 41001, openid: 41009 })
  const grant = oauth.findByAccessToken(String(parameters.access_token))
  context.logEntry.appId = grant.appId
  if (grant.user.openid !== parameters.openid) throw new Refusal(40003)
  return grant
}
