import { createHmac, timingSafeEqual } from 'node:crypto'

/** A login that was started in this browser and has not come back yet. */
export interface PendingLogin {
  /** Comes back with the code. */
  state: string
  /** Where the user goes afterwards. */
  returnTo: string
}

/** Binds logins to the browser that started them, so that a code that comes to another browser is not accepted. */
export interface LoginCookies {
  /** @returns headers that set the login's cookie, and delete the oldest cookies if there are too many */
  set(login: PendingLogin, request: Request): Headers
  /** @returns the login with this state that was started in this browser, unless it has expired */
  find(state: string, request: Request): PendingLogin | undefined
}

/** In s. How long a user may take to decide. */
const MAX_AGE = 600

/** In s. Allows for servers whose clocks differ. */
const CLOCK_SKEW = 60

/** Cookies for logins in as many tabs. The browser sends all of them with every request, and servers limit its headers. */
const MAX_COOKIES = 4

const MIN_SECRET_LENGTH = 32

/**
 * @param secrets the first one signs, all are accepted, so that a secret can be replaced
 * @param scope part of the signature, so that handlers that share a secret do not accept each other's cookies
 * @throws {TypeError} for a secret that is too short
 */
export function createLoginCookies(
  secrets: readonly (string | undefined)[],
  { name, secure, scope }: { name: string; secure: boolean; scope: string },
): LoginCookies {
  const keys = secrets.map(validateSecret)
  const [signingKey] = keys
  if (signingKey === undefined) throw new TypeError('loginHandler: cookieSecret is empty')
  if (!/^[\w-]+$/.test(name))
    throw new TypeError('loginHandler: cookieName may contain letters, digits, _ and - only')
  // A browser accepts a cookie with this prefix from this host only, not from another host of the domain.
  const prefix = `${secure ? '__Host-' : ''}${name}_`
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  // Logins in several tabs have a cookie each.
  const cookieNameOf = (state: string) => prefix + state.slice(0, 12)
  const sign = (payload: string, key: string) =>
    createHmac('sha256', key).update(`${scope}\n${payload}`).digest('base64url')

  return {
    set({ state, returnTo }, request) {
      const login = JSON.stringify({ state, returnTo, since: now() })
      const payload = Buffer.from(login).toString('base64url')
      const headers = new Headers()
      // Browsers send the oldest cookie first.
      const others = readCookies(request).filter(([each]) => each.startsWith(prefix))
      for (const [each] of others.slice(0, Math.max(others.length - MAX_COOKIES + 1, 0)))
        headers.append('set-cookie', `${each}=; Max-Age=0; ${attributes}`)
      const value = `${payload}.${sign(payload, signingKey)}`
      headers.append('set-cookie', `${cookieNameOf(state)}=${value}; Max-Age=${MAX_AGE}; ${attributes}`)
      return headers
    },
    find(state, request) {
      for (const [each, value] of readCookies(request)) {
        if (each !== cookieNameOf(state)) continue
        const [payload = '', signature = ''] = value.split('.')
        if (!keys.some(key => isEqual(signature, sign(payload, key)))) continue
        const { since, ...login } = JSON.parse(
          Buffer.from(payload, 'base64url').toString(),
        ) as PendingLogin & { since: number }
        const age = now() - since
        if (isEqual(login.state, state) && age >= -CLOCK_SKEW && age < MAX_AGE) return login
      }
      return undefined
    },
  }
}

function validateSecret(secret: string | undefined): string {
  if (typeof secret === 'string' && secret.length >= MIN_SECRET_LENGTH) return secret
  throw new TypeError(`loginHandler: cookieSecret must have at least ${MIN_SECRET_LENGTH} characters`)
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}

function readCookies(request: Request): [name: string, value: string][] {
  const header = request.headers.get('cookie') ?? ''
  return header.split(';').map(cookie => {
    const [name = '', ...value] = cookie.trim().split('=')
    return [name, value.join('=')]
  })
}

/** Compares in constant time. */
function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
