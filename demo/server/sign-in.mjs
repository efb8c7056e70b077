/** Signing in with WeChat, and the sessions that begin with it. */
import { randomBytes } from 'node:crypto'
import { loginHandler } from 'wx-ready/server'

const COOKIE = 'demo_session'

export function createSignIn({ oauth, allow }) {
  /** In memory, because this is a demo. */
  const sessions = new Map()
  const login = loginHandler(oauth, {
    redirectUri: `${allow[0]}/wx/login`,
    cookieSecret: randomBytes(32).toString('hex'),
    scope: 'snsapi_userinfo',
    allow,
    onLogin({ openid, user, token }) {
      const session = randomBytes(16).toString('hex')
      sessions.set(session, { openid, nickname: user?.nickname, isSnapshot: Boolean(token.isSnapshotUser) })
      return { headers: { 'set-cookie': cookie(session, 3600) } }
    },
  })
  return {
    login,
    /** Who is signed in: `null` if nobody is. */
    me: request => Response.json(sessions.get(sessionOf(request)) ?? null),
    signOut(request) {
      sessions.delete(sessionOf(request))
      return Response.json({ done: true }, { headers: { 'set-cookie': cookie('', 0) } })
    },
  }
}

/** A site on HTTPS adds `Secure`. */
function cookie(session, maxAge) {
  return `${COOKIE}=${session}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`
}

function sessionOf(request) {
  return new RegExp(`(?:^|; )${COOKIE}=(\\w+)`).exec(request.headers.get('cookie') ?? '')?.[1]
}
