import { createHmac, timingSafeEqual } from 'node:crypto'

/** A login that has begun in this browser. */
export interface BegunLogin {
  /** What comes back with the code. */
  state: string
  /** Where the user is taken then. */
  returnTo: string
}

/** Keeps logins in the browsers where they began: a code that comes to another browser is not taken. */
export interface LoginCookies {
  /** @returns the headers that keep it, and put away the oldest ones where there are too many */
  keep(login: BegunLogin, request: Request): Headers
  /** @returns the login that began with this state in this browser, not too long ago */
  find(state: string, request: Request): BegunLogin | undefined
}

/** As long as somebody may think about it, in s. */
const LIFE = 600

/** Clocks of several servers differ, in s. */
const SKEW = 60

/** Each tab has its own. All of them are sent with each request, and no server takes headers of any length. */
const MOST = 4

const SHORTEST_SECRET = 32

/**
 * @param secrets the first one signs, all are taken: so that one can be put in place of another
 * @param scope what the signature is good for beside: two handlers may share a secret, but not a cookie
 * @throws {TypeError} for a secret that could be guessed
 */
export function createLoginCookies(
  secrets: readonly (string | undefined)[],
  { name, secure, scope }: { name: string; secure: boolean; scope: string },
): LoginCookies {
  const keys = secrets.map(readSecret)
  const [signer] = keys
  if (signer === undefined) throw new TypeError('loginHandler: cookieSecret is empty')
  if (!/^[\w-]+$/.test(name))
    throw new TypeError('loginHandler: cookieName is not of letters, digits, _ and -')
  // With this prefix no other host of the domain can set it.
  const prefix = `${secure ? '__Host-' : ''}${name}_`
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  // Several logins at once, in several tabs, must not take each other's.
  const nameOf = (state: string) => prefix + state.slice(0, 12)
  const sign = (payload: string, key: string) =>
    createHmac('sha256', key).update(`${scope}\n${payload}`).digest('base64url')

  return {
    keep({ state, returnTo }, request) {
      const kept = JSON.stringify({ state, returnTo, since: now() })
      const payload = Buffer.from(kept).toString('base64url')
      const headers = new Headers()
      // Browsers send them in the order in which they were made.
      const others = readCookies(request).filter(([each]) => each.startsWith(prefix))
      for (const [each] of others.slice(0, Math.max(others.length - MOST + 1, 0)))
        headers.append('set-cookie', `${each}=; Max-Age=0; ${attributes}`)
      const value = `${payload}.${sign(payload, signer)}`
      headers.append('set-cookie', `${nameOf(state)}=${value}; Max-Age=${LIFE}; ${attributes}`)
      return headers
    },
    find(state, request) {
      for (const [each, value] of readCookies(request)) {
        if (each !== nameOf(state)) continue
        const [payload = '', signature = ''] = value.split('.')
        if (!keys.some(key => isSame(signature, sign(payload, key)))) continue
        const { since, ...login } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as BegunLogin & {
          since: number
        }
        const age = now() - since
        if (isSame(login.state, state) && age >= -SKEW && age < LIFE) return login
      }
      return undefined
    },
  }
}

function readSecret(secret: string | undefined): string {
  if (typeof secret === 'string' && secret.length >= SHORTEST_SECRET) return secret
  throw new TypeError(`loginHandler: cookieSecret is not ${SHORTEST_SECRET} characters long, or longer`)
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

/** Takes the same time however much of it is the same. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
