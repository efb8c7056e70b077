import { createHmac } from 'node:crypto'
import type { Login } from '../../server/index.js'

/** In s. */
const LIFETIME = 7 * 86_400

/**
 * The session of a user who has logged in: a cookie with a JWT (HS256), which servers in any language can verify. Its
 * `sub` is the openid.
 */
export function sessionCookie(
  { token, user }: Login,
  appId: string,
  secret: string,
  secure: boolean,
): string {
  const now = Math.floor(Date.now() / 1000)
  const payload = {
    iss: appId,
    sub: token.openid,
    iat: now,
    exp: now + LIFETIME,
    ...(token.unionid && { unionid: token.unionid }),
    ...(user && { name: user.nickname, picture: user.headimgurl }),
    // A user that WeChat made up, for a snapshot page (快照页).
    ...(token.isSnapshotUser && { snapshot: true }),
  }
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`
  const signature = createHmac('sha256', secret).update(text).digest('base64url')
  const attributes = `Path=/; Max-Age=${LIFETIME}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return `wx_session=${text}.${signature}; ${attributes}`
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
