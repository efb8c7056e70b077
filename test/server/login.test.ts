import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createOAuth,
  type LoginFailure,
  type LoginHandlerOptions,
  loginHandler,
  memoryStore,
  type OAuthOptions,
  PlatformError,
  type PlatformErrorCode,
} from '../../src/server/index.js'
import {
  type SimulatedAuthorizeOptions as Agreement,
  createPlatform,
  FAULTS,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { type Listening, listen } from '../support/listen.js'
import { person } from '../support/person.js'

const EXCHANGE = '/sns/oauth2/access_token'
const SITE = 'https://www.example.com'
const LOGIN = `${SITE}/wx/login`
const SECRET = 'a secret of the site, 32 and more'

let platform: SimulatedPlatform
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  platform = createPlatform()
})
afterEach(() => {
  vi.useRealTimers()
})

const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
const exchanges = () => platform.requests[EXCHANGE] ?? 0
const agree = (openid: string, more: Agreement = {}) =>
  platform.authorize({ user: person(openid), scope: 'snsapi_base', ...more })

type Handling = Partial<LoginHandlerOptions> & { oauth?: Partial<OAuthOptions> }

/** A site whose session cookie is the openid. */
function createSite({ oauth = {}, ...options }: Handling = {}) {
  const fetch: typeof globalThis.fetch = (input, init) => platform.handler(new Request(input, init))
  return loginHandler(createOAuth({ ...SIMULATED_ACCOUNT, fetch, ...oauth }), {
    redirectUri: LOGIN,
    cookieSecret: SECRET,
    onLogin: ({ openid }) => ({ headers: { 'set-cookie': `session=${openid}` } }),
    ...options,
  })
}

/** A browser that keeps cookies and does not follow redirects. */
function createBrowser(site: (request: Request) => Promise<Response>) {
  const cookies = new Map<string, string>()
  const set: string[] = []
  return {
    cookies,
    /** Every `set-cookie` header received. */
    set,
    async get(url: string, init: RequestInit = {}) {
      const cookie = [...cookies].map(pair => pair.join('=')).join('; ')
      const response = await site(new Request(url, { ...init, headers: { cookie } }))
      for (const line of response.headers.getSetCookie()) {
        set.push(line)
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (/; Max-Age=0(;|$)/.test(line)) cookies.delete(name)
        else cookies.set(name, value)
      }
      return response
    },
  }
}

/** The URL that WeChat redirects the user to. */
function back(response: Response, answer: { code?: string } = {}): string {
  const asked = new URL(response.headers.get('location') ?? '')
  const url = new URL(asked.searchParams.get('redirect_uri') ?? '')
  if (answer.code !== undefined) url.searchParams.set('code', answer.code)
  url.searchParams.set('state', asked.searchParams.get('state') ?? '')
  return url.href
}

const begin = (path: string) => `${LOGIN}?return=${encodeURIComponent(path)}`
/** The target has a hash, even if empty, so that the browser does not keep WeChat's. */
const goesTo = (response: Response) => [
  response.status,
  response.headers.get('location')?.replace(/#$/, '') ?? null,
]
const goesToWeChat = (response: Response) =>
  response.status === 302 &&
  (response.headers.get('location') ?? '').startsWith('https://open.weixin.qq.com/')

describe('a login', () => {
  it('redirects to WeChat and back to the page, with the cookies of the site and without code and state', async () => {
    const { get, cookies } = createBrowser(createSite())
    const start = await get(begin('/shop/42?x=1'))
    expect(goesToWeChat(start)).toBe(true)
    const asked = new URL(start.headers.get('location') ?? '')
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      appid: SIMULATED_ACCOUNT.appId,
      redirect_uri: LOGIN,
      response_type: 'code',
      scope: 'snsapi_base',
      state: expect.stringMatching(/^[a-z0-9]{33}$/),
    })
    const end = await get(back(start, { code: agree('o-1') }))
    expect(goesTo(end)).toEqual([302, `${SITE}/shop/42?x=1`])
    expect(cookies.get('session')).toBe('o-1')
    for (const { headers } of [start, end]) {
      expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
        'no-store',
        'no-referrer',
      ])
    }
  })

  it('is kept in a cookie that scripts and other hosts cannot access', async () => {
    const { get, set } = createBrowser(createSite())
    const start = await get(begin('/shop'))
    expect(set).toEqual([
      expect.stringMatching(
        /^__Host-wx_login_[a-z0-9]{12}=[\w-]+\.[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ])
    const [payload = ''] = (/=([^.]+)/.exec(set[0] ?? '') ?? []).slice(1)
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      state: new URL(start.headers.get('location') ?? '').searchParams.get('state'),
      returnTo: `${SITE}/shop`,
      since: Math.floor(Date.now() / 1000),
    })
  })

  it('on loopback is kept in a cookie that works without https', async () => {
    const { get, set } = createBrowser(
      createSite({ redirectUri: 'http://127.0.0.1:3000/login', cookieName: 'my' }),
    )
    await get('http://127.0.0.1:3000/login')
    expect(set).toEqual([
      expect.stringMatching(/^my_[a-z0-9]{12}=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
  })

  it('has a new state each time', async () => {
    const { get } = createBrowser(createSite())
    const urls = await Promise.all(Array.from({ length: 5 }, () => get(LOGIN)))
    expect(new Set(urls.map(each => back(each))).size).toBe(5)
  })

  it('with snsapi_userinfo passes the profile to onLogin only', async () => {
    const onLogin = vi.fn()
    const site = createSite({ scope: 'snsapi_userinfo', lang: 'zh_TW', onLogin })
    const { get, set } = createBrowser(site)
    const start = await get(begin('/me'))
    expect(start.headers.get('location')).toContain('&scope=snsapi_userinfo&')
    const end = await get(back(start, { code: agree('o-1', { scope: 'snsapi_userinfo' }) }))
    expect(goesTo(end)).toEqual([302, `${SITE}/me`])
    expect(set).toHaveLength(1)
    const [{ openid, token, user, returnTo }] = onLogin.mock.lastCall ?? []
    expect([openid, token.openid, token.isSnapshotUser, returnTo]).toEqual([
      'o-1',
      'o-1',
      false,
      `${SITE}/me`,
    ])
    expect(user).toMatchObject({ openid: 'o-1', nickname: '张伟', sex: 1, country: '中國' })
  })

  it('by a snapshot page is marked as such', async () => {
    const onLogin = vi.fn()
    const { get } = createBrowser(createSite({ scope: 'snsapi_userinfo', onLogin }))
    const code = agree('o-1', { scope: 'snsapi_userinfo', snapshot: true })
    await get(back(await get(LOGIN), { code }))
    expect(onLogin.mock.lastCall?.[0].token.isSnapshotUser).toBe(true)
  })

  it('accepts several cookies from onLogin, or a response instead of the redirect', async () => {
    const headers = new Headers([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['location', 'https://evil.example/'],
    ])
    const { get, cookies } = createBrowser(createSite({ onLogin: () => ({ headers }) }))
    const end = await get(back(await get(LOGIN), { code: agree('o-1') }))
    expect(goesTo(end)).toEqual([302, `${SITE}/`])
    expect([cookies.get('a'), cookies.get('b')]).toEqual(['1', '2'])

    const other = createBrowser(
      createSite({ onLogin: () => Response.redirect('https://www.example.com/welcome') }),
    )
    const welcome = await other.get(back(await other.get(LOGIN), { code: agree('o-1') }))
    expect(goesTo(welcome)).toEqual([302, 'https://www.example.com/welcome'])
    expect(welcome.headers.get('cache-control')).toBe('no-store')
  })

  it.each(['POST', 'HEAD', 'PUT', 'OPTIONS'])('cannot be started with %s', async method => {
    const response = await createSite()(new Request(LOGIN, { method }))
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
  })

  it('rejects if onLogin throws', async () => {
    const onLogin = () => Promise.reject(new Error('no database'))
    const { get } = createBrowser(createSite({ onLogin }))
    await expect(get(back(await get(LOGIN), { code: agree('o-1') }))).rejects.toThrow('no database')
  })
})

describe('a callback that is loaded twice', () => {
  it.each<[string, (get: () => Promise<Response>) => Promise<Response[]>]>([
    ['at the same time', get => Promise.all([get(), get(), get()])],
    ['one after the other, as by a refresh', async get => [await get(), await get()]],
  ])('%s works each time, with one exchange', async (_name, load) => {
    const store = memoryStore()
    const sites = [createSite({ oauth: { store } }), createSite({ oauth: { store } })]
    // Each request may reach another process.
    let count = 0
    const { get } = createBrowser(request => (sites[count++ % 2] as (typeof sites)[0])(request))
    const url = back(await get(begin('/shop')), { code: agree('o-1') })
    for (const response of await load(() => get(url))) {
      expect(goesTo(response)).toEqual([302, `${SITE}/shop`])
      expect(response.headers.getSetCookie()).toEqual(['session=o-1'])
    }
    expect(exchanges()).toBe(1)
  })

  it('after the code has expired starts a new login', async () => {
    const { get } = createBrowser(createSite())
    const url = back(await get(begin('/shop')), { code: agree('o-1') })
    await get(url)
    later(301_000)
    const again = await get(url)
    expect(goesToWeChat(again)).toBe(true)
    expect(goesTo(await get(back(again, { code: agree('o-1') })))).toEqual([302, `${SITE}/shop`])
  })

  it('with the same state and another code is refused', async () => {
    const store = memoryStore()
    const onLogin = vi.fn()
    const { get } = createBrowser(createSite({ onLogin, oauth: { store } }))
    const start = await get(LOGIN)
    await get(back(start, { code: agree('o-1') }))
    expect(goesToWeChat(await get(back(start, { code: agree('o-evil') })))).toBe(true)
    expect(onLogin.mock.calls.map(([{ openid }]) => openid)).toEqual(['o-1'])
    expect(exchanges()).toBe(1)
  })
})

describe('a callback of a login that this browser did not start', () => {
  /** A callback URL that another browser got. */
  const shared = async (site: (request: Request) => Promise<Response>) => {
    const sharer = createBrowser(site)
    const start = await sharer.get(begin('/shop'))
    return { url: back(start, { code: agree('o-sharer') }), sharer }
  }

  it('from a shared link is not exchanged, and starts a login of the friend', async () => {
    const onLogin = vi.fn()
    const site = createSite({ onLogin })
    const { url } = await shared(site)
    const friend = createBrowser(site)
    const again = await friend.get(url)
    expect(goesToWeChat(again)).toBe(true)
    expect(exchanges()).toBe(0)
    await friend.get(back(again, { code: agree('o-friend') }))
    expect(onLogin.mock.calls.map(([{ openid }]) => openid)).toEqual(['o-friend'])
  })

  it('is not accepted if this browser has started another login', async () => {
    const site = createSite()
    const { url } = await shared(site)
    const friend = createBrowser(site)
    await friend.get(LOGIN)
    expect(goesToWeChat(await friend.get(url))).toBe(true)
    expect(exchanges()).toBe(0)
  })

  it('ends with an error, not in a loop, if the browser rejects cookies', async () => {
    const site = createSite()
    const { url } = await shared(site)
    const again = await site(new Request(url))
    expect(goesToWeChat(again)).toBe(true)
    const end = await site(new Request(back(again, { code: agree('o-1') })))
    expect([end.status, end.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
    expect(await end.text()).toContain(`href="${LOGIN}?return=${encodeURIComponent(`${SITE}/`)}"`)
    expect(exchanges()).toBe(0)
  })

  const changed = (value: string, change: (payload: string, signature: string) => string) => {
    const [payload = '', signature = ''] = value.split('.')
    return change(payload, signature)
  }
  const flipped = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)

  it.each<[string, (value: string) => string]>([
    ['no signature', value => changed(value, payload => payload)],
    ['an empty signature', value => changed(value, payload => `${payload}.`)],
    [
      'another signature',
      value => changed(value, (payload, signature) => `${payload}.${flipped(signature)}`),
    ],
    [
      'another page in its payload',
      value =>
        changed(value, (payload, signature) => {
          const login = JSON.parse(Buffer.from(payload, 'base64url').toString())
          const forged = JSON.stringify({ ...login, returnTo: 'https://evil.example/' })
          return `${Buffer.from(forged).toString('base64url')}.${signature}`
        }),
    ],
    ['no content', () => ''],
    ['invalid content', () => 'a.b.c=%'],
  ])('is assumed if the cookie has %s', async (_name, change) => {
    const { get, cookies } = createBrowser(createSite())
    const start = await get(LOGIN)
    for (const [name, value] of cookies) cookies.set(name, change(value))
    expect(goesToWeChat(await get(back(start, { code: agree('o-1') })))).toBe(true)
    expect(exchanges()).toBe(0)
  })

  it.each<[string, Handling]>([
    ['another secret', { cookieSecret: `${SECRET}!` }],
    ['another account', { oauth: { appId: 'wx2' } }],
    ['another handler', { redirectUri: `${SITE}/other/login` }],
  ])('is assumed if the cookie belongs to %s', async (_name, other) => {
    const { get, cookies } = createBrowser(createSite(other))
    const start = await get(LOGIN)
    const here = createBrowser(createSite())
    for (const [name, value] of cookies) here.cookies.set(name, value)
    const { searchParams } = new URL(back(start, { code: agree('o-1') }))
    expect(goesToWeChat(await here.get(`${LOGIN}?${searchParams}`))).toBe(true)
    expect(exchanges()).toBe(0)
  })

  it.each([
    ['no characters', ''],
    ['spaces', ' '],
  ])('is assumed if the code consists of %s', async (_name, code) => {
    const { get } = createBrowser(createSite())
    expect(goesToWeChat(await get(back(await get(LOGIN), { code })))).toBe(true)
    expect(exchanges()).toBe(0)
  })

  it('is assumed if the state differs under the same cookie name', async () => {
    const { get } = createBrowser(createSite())
    const url = back(await get(LOGIN), { code: agree('o-1') })
    const last = url.at(-1) === '0' ? '1' : '0'
    expect(goesToWeChat(await get(url.slice(0, -1) + last))).toBe(true)
    expect(exchanges()).toBe(0)
  })

  it.each([
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['an empty state', (url: URL) => url.searchParams.set('state', '')],
    ['a foreign state', (url: URL) => url.searchParams.set('state', '__proto__')],
    ['two states', (url: URL) => url.searchParams.append('state', 'x')],
  ])('gets a 400 with %s', async (_name, change) => {
    const { get } = createBrowser(createSite())
    const url = new URL(back(await get(LOGIN), { code: agree('o-1') }))
    change(url)
    expect((await get(url.href)).status).toBe(400)
    expect(exchanges()).toBe(0)
  })

  it.each([
    ['two codes', (url: URL) => url.searchParams.append('code', 'x')],
    ['an empty code', (url: URL) => url.searchParams.set('code', '')],
  ])('starts a new login with %s', async (_name, change) => {
    const { get } = createBrowser(createSite())
    const url = new URL(back(await get(begin('/shop')), { code: agree('o-1') }))
    change(url)
    const again = await get(url.href)
    expect(goesToWeChat(again)).toBe(true)
    expect(exchanges()).toBe(0)
    expect(goesTo(await get(back(again, { code: agree('o-1') })))).toEqual([302, `${SITE}/shop`])
  })

  it('is assumed after 10 minutes', async () => {
    const { get } = createBrowser(createSite())
    const starts = [await get(LOGIN), await get(LOGIN)] as const
    later(599_000)
    expect(goesTo(await get(back(starts[0], { code: agree('o-1') })))).toEqual([302, `${SITE}/`])
    later(2000)
    // The browser still sends the cookie, which it may have kept for longer.
    expect(goesToWeChat(await get(back(starts[1], { code: agree('o-2') })))).toBe(true)
    expect(exchanges()).toBe(1)
  })

  it('is assumed if the cookie is from the future, except for differences of clocks', async () => {
    const { get } = createBrowser(createSite())
    const starts = [await get(LOGIN), await get(LOGIN)] as const
    later(-50_000)
    expect(goesTo(await get(back(starts[0], { code: agree('o-1') })))).toEqual([302, `${SITE}/`])
    later(-50_000)
    expect(goesToWeChat(await get(back(starts[1], { code: agree('o-2') })))).toBe(true)
  })
})

describe('several tabs', () => {
  it('log in at the same time, each returning to its own page', async () => {
    const { get } = createBrowser(createSite())
    const starts = [await get(begin('/a')), await get(begin('/b'))]
    const ends = [...starts].reverse().map(start => get(back(start, { code: agree('o-1') })))
    expect((await Promise.all(ends)).map(goesTo)).toEqual([
      [302, `${SITE}/b`],
      [302, `${SITE}/a`],
    ])
  })

  it('keep the newest 4 cookies only', async () => {
    const { get, cookies } = createBrowser(createSite())
    cookies.set('session', 'theirs')
    const starts: Response[] = []
    for (let i = 0; i < 9; i += 1) starts.push(await get(begin(`/${i}`)))
    expect(cookies.size).toBe(5)
    expect(cookies.get('session')).toBe('theirs')
    const first = await get(back(starts[5] as Response, { code: agree('o-1') }))
    expect(goesTo(first)).toEqual([302, `${SITE}/5`])
  })
})

it('a secret can be replaced: the first one signs, all are accepted', async () => {
  const next = 'b'.repeat(32)
  const before = createBrowser(createSite())
  const start = await before.get(begin('/shop'))
  const after = createBrowser(createSite({ cookieSecret: [next, SECRET] }))
  for (const [name, value] of before.cookies) after.cookies.set(name, value)
  expect(goesTo(await after.get(back(start, { code: agree('o-1') })))).toEqual([302, `${SITE}/shop`])

  const end = createBrowser(createSite({ cookieSecret: next }))
  const newer = await after.get(begin('/new'))
  for (const [name, value] of after.cookies) end.cookies.set(name, value)
  expect(goesTo(await end.get(back(newer, { code: agree('o-1') })))).toEqual([302, `${SITE}/new`])
})

describe('a user who declines', () => {
  it('returns to the page, with a mark in its query', async () => {
    const { get } = createBrowser(createSite())
    const end = await get(back(await get(begin('/shop?a=%20b#c'))))
    expect(goesTo(end)).toEqual([302, `${SITE}/shop?a=%20b&wx_login=refused#c`])
    // No longer after a login that succeeded.
    const start = await get(begin('/shop?wx_login=refused&a=%20b#c'))
    const welcome = await get(back(start, { code: agree('o-1') }))
    expect(goesTo(welcome)).toEqual([302, `${SITE}/shop?a=%20b#c`])
  })

  it('is handled by onRefused', async () => {
    const onRefused = ({ returnTo }: { returnTo: string }) => new Response(`not ${returnTo}`, { status: 403 })
    const { get } = createBrowser(createSite({ onRefused }))
    const end = await get(back(await get(begin('/shop'))))
    expect([end.status, await end.text()]).toEqual([403, `not ${SITE}/shop`])
    expect(end.headers.get('cache-control')).toBe('no-store')
  })

  it('returns to the default page if the cookie was lost', async () => {
    const end = await createSite({ returnTo: '/home' })(new Request(`${LOGIN}?state=abc`))
    expect(goesTo(end)).toEqual([302, `${SITE}/home?wx_login=refused`])
  })
})

describe('the page to return to', () => {
  const allow = [SITE, 'https://shop.example.com/spring', 'https://*.wild.example']
  const arrives = async (url: string, options: Handling = { allow }) => {
    const { get } = createBrowser(createSite(options))
    const start = await get(url)
    return start.status === 302 ? get(back(start, { code: agree('o-1') })) : start
  }

  it.each([
    ['/', `${SITE}/`],
    ['/shop/42?x=1#top', `${SITE}/shop/42?x=1#top`],
    ['/中文?q=a b', `${SITE}/%E4%B8%AD%E6%96%87?q=a%20b`],
    ['/?q=a+b&q&r=', `${SITE}/?q=a+b&q&r=`],
    ['/?next=https://evil.example/', `${SITE}/?next=https://evil.example/`],
    ['/@evil.example', `${SITE}/@evil.example`],
    ['/.//evil.example', `${SITE}//evil.example`],
    ['/%2F%2Fevil.example', `${SITE}/%2F%2Fevil.example`],
    ['/%5Cevil.example', `${SITE}/%5Cevil.example`],
    [`${SITE}/shop`, `${SITE}/shop`],
    ['//www.example.com/shop', `${SITE}/shop`],
    [`${SITE}:443/shop`, `${SITE}/shop`],
    ['https://shop.example.com/spring/1', 'https://shop.example.com/spring/1'],
    ['https://a.wild.example/x', 'https://a.wild.example/x'],
    // A shared link with parameters of a login, and a coupon code, which is not WeChat's.
    ['/shop?a=1&code=0x1&state=abc&b=%20', `${SITE}/shop?a=1&b=%20`],
    ['/shop?code=0x1&state=abc', `${SITE}/shop`],
    ['/shop?code=SPRING', `${SITE}/shop?code=SPRING`],
    ['/shop?state=open', `${SITE}/shop?state=open`],
  ])('for %j is %s', async (path, url) => {
    expect(goesTo(await arrives(begin(path)))).toEqual([302, url])
  })

  it.each([
    '//evil.example/',
    '///evil.example/',
    '/\\evil.example/',
    '\\\\evil.example/',
    '\\/evil.example/',
    '/\t/evil.example/',
    '/\n/evil.example/',
    '\t//evil.example/',
    ' //evil.example/',
    ' /shop',
    '/shop\r\nset-cookie: a=1',
    '/a\\..\\b',
    '/\u0000',
    '/\u0085',
    'https:evil.example',
    'https:/evil.example',
    'https:///evil.example',
    'https://evil.example/',
    'https://evil.example\\@www.example.com/',
    'https://www.example.com@evil.example/',
    'https://me:pw@www.example.com/',
    'https://me@www.example.com/',
    'https://www.example.com.evil.example/',
    'https://www.example.com:8443/',
    'http://www.example.com/',
    'HTTPS://EVIL.example/',
    'https://shop.example.com/summer',
    'https://shop.example.com/spring/..%2fsummer',
    'https://wild.example/',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'blob:https://www.example.com/x',
    'shop',
    './shop',
    '?x=1',
    '',
    'https://',
    `/${'x'.repeat(1000)}`,
    // The login itself, which would loop.
    '/wx/login',
    '/wx/login?return=/shop',
    '/shop/../wx/login#x',
    LOGIN,
  ])('cannot be %j', async path => {
    const end = await arrives(begin(path))
    expect([end.status, end.headers.get('location')]).toEqual([400, null])
    expect(end.headers.getSetCookie()).toEqual([])
  })

  it('may be passed unencoded', async () => {
    expect(goesTo(await arrives(`${LOGIN}?return=/shop/42?x=1`))).toEqual([302, `${SITE}/shop/42?x=1`])
  })

  it('can be limited to a part of the site', async () => {
    const options = { allow: `${SITE}/shop`, returnTo: '/shop/home' }
    expect(goesTo(await arrives(begin('/shop/1'), options))).toEqual([302, `${SITE}/shop/1`])
    expect((await arrives(begin('/admin'), options)).status).toBe(400)
    expect(goesTo(await arrives(LOGIN, options))).toEqual([302, `${SITE}/shop/home`])
  })

  it('is not read from the query of a callback', async () => {
    const { get } = createBrowser(createSite())
    const url = back(await get(begin('/shop')), { code: agree('o-1') })
    expect(goesTo(await get(`${url}&return=/admin`))).toEqual([302, `${SITE}/shop`])
  })
})

describe('a login that fails', () => {
  it.each<[PlatformErrorCode, number, string | null]>([
    ['BUSY', 503, '1'],
    ['UNREACHABLE', 503, '1'],
    ['TIMEOUT', 503, '1'],
    ['RATE_LIMITED', 503, '60'],
    ['QUOTA_SPENT', 503, '600'],
    ['CREDENTIALS_REFUSED', 502, null],
    ['IP_NOT_LISTED', 502, null],
    ['BAD_ANSWER', 502, null],
  ])('because of %s shows a page without the text of WeChat', async (code, status, retryAfter) => {
    const oauth = createOAuth(SIMULATED_ACCOUNT)
    oauth.token = () =>
      Promise.reject(new PlatformError(code, { errcode: 40164, errmsg: 'invalid ip 203.0.113.9' }))
    const site = loginHandler(oauth, { redirectUri: LOGIN, cookieSecret: SECRET, onLogin: () => {} })
    const { get } = createBrowser(site)
    const end = await get(back(await get(begin('/a?b="><script>&c')), { code: 'x' }))
    expect([end.status, end.headers.get('retry-after')]).toEqual([status, retryAfter])
    const page = await end.text()
    expect(page).not.toMatch(/203\.0|40164|<script/)
    const retryUrl = `${LOGIN}?return=${encodeURIComponent(`${SITE}/a?b=%22%3E%3Cscript%3E&c`)}`
    expect(page).toContain(`href="${retryUrl}"`)
    expect(end.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('keeps the handler’s own query', async () => {
    const redirectUri = `${LOGIN}?tenant=1`
    const { get } = createBrowser(createSite({ redirectUri }))
    const start = await get(`${redirectUri}&return=/shop`)
    expect(new URL(start.headers.get('location') ?? '').searchParams.get('redirect_uri')).toBe(redirectUri)
    platform.fail(EXCHANGE, { errcode: 45011, errmsg: 'too often' })
    const page = await (await get(back(start, { code: agree('o-1') }))).text()
    expect(page).toContain(`href="${LOGIN}?tenant=1&amp;return=${encodeURIComponent(`${SITE}/shop`)}"`)
  })

  it('with an invalid code is restarted once', async () => {
    const { get } = createBrowser(createSite())
    const again = await get(back(await get(begin('/shop')), { code: 'dead' }))
    expect(goesToWeChat(again)).toBe(true)
    const third = await get(back(again, { code: 'dead too' }))
    expect(third.status).toBe(502)
    expect(await third.text()).toContain(encodeURIComponent(`${SITE}/shop`))
  })

  it('with a code that may be used up is restarted, and works', async () => {
    const { get, cookies } = createBrowser(createSite())
    platform.fail(EXCHANGE, FAULTS.spent)
    const again = await get(back(await get(begin('/shop')), { code: agree('o-1') }))
    expect(goesTo(await get(back(again, { code: agree('o-1') })))).toEqual([302, `${SITE}/shop`])
    expect(cookies.get('session')).toBe('o-1')
  })

  it('with a web token that WeChat does not know yet is restarted too', async () => {
    const { get } = createBrowser(createSite({ scope: 'snsapi_userinfo' }))
    const code = () => agree('o-1', { scope: 'snsapi_userinfo' })
    platform.fail('/sns/userinfo', { errcode: 40001, errmsg: 'invalid credential' })
    const again = await get(back(await get(begin('/shop')), { code: code() }))
    expect(goesToWeChat(again)).toBe(true)
    expect(goesTo(await get(back(again, { code: code() })))).toEqual([302, `${SITE}/shop`])
  })

  it('is handled by onError, with the reason', async () => {
    const failures: LoginFailure[] = []
    const onError = (failure: LoginFailure) => {
      failures.push(failure)
      return new Response(failure.code, { status: failure.status })
    }
    const { get } = createBrowser(createSite({ onError, oauth: { secret: 'wrong' } }))
    const end = await get(back(await get(begin('/shop')), { code: agree('o-1') }))
    expect([end.status, await end.text()]).toEqual([502, 'CREDENTIALS_REFUSED'])
    expect((await get(begin('//evil.example'))).status).toBe(400)
    expect((await get(`${LOGIN}?code=1`)).status).toBe(400)
    expect(failures.map(({ code, error }) => [code, error?.errcode])).toEqual([
      ['CREDENTIALS_REFUSED', 40125],
      ['RETURN_NOT_ALLOWED', undefined],
      ['STATE_REFUSED', undefined],
    ])
    expect(failures[0]?.retryUrl).toBe(begin(`${SITE}/shop`))
  })
})

describe('loginHandler', () => {
  it.each<[string, Partial<Record<keyof LoginHandlerOptions, unknown>>, RegExp]>([
    ['no redirectUri', { redirectUri: undefined }, /redirectUri/],
    ['a path as redirectUri', { redirectUri: '/wx/login' }, /redirectUri/],
    ['a hash in redirectUri', { redirectUri: `${LOGIN}#x` }, /redirectUri/],
    ['a code in redirectUri', { redirectUri: `${LOGIN}?code=1` }, /redirectUri/],
    ['a return in redirectUri', { redirectUri: `${LOGIN}?return=/` }, /redirectUri/],
    ['no cookieSecret', { cookieSecret: undefined }, /cookieSecret/],
    ['an empty list of secrets', { cookieSecret: [] }, /cookieSecret/],
    ['a short secret', { cookieSecret: 'x'.repeat(31) }, /cookieSecret/],
    ['a short second secret', { cookieSecret: [SECRET, 'x'] }, /cookieSecret/],
    ['a cookieName with a space', { cookieName: 'a b' }, /cookieName/],
    ['an unknown scope', { scope: 'all' }, /scope/],
    ['no onLogin', { onLogin: undefined }, /onLogin/],
    ['an empty allow', { allow: [] }, /allow/],
    ['an allow without the page to return to', { allow: 'https://other.example' }, /returnTo/],
    ['the login itself as returnTo', { returnTo: '/wx/login' }, /returnTo/],
  ])('throws for %s', (_name, options, words) => {
    expect(() => createSite(options as Handling)).toThrow(TypeError)
    expect(() => createSite(options as Handling)).toThrow(words)
  })
})

describe('over HTTP, through WeChat’s authorization page', () => {
  let api: Listening
  let server: Listening
  let site: (request: Request) => Promise<Response>
  beforeEach(async () => {
    api = await listen(platform.handler)
    server = await listen(request => site(request))
    const oauth = createOAuth({ ...SIMULATED_ACCOUNT, hosts: [api.origin], authorizeHost: api.origin })
    site = loginHandler(oauth, {
      redirectUri: `${server.origin}/wx/login`,
      cookieSecret: SECRET,
      onLogin: ({ openid }) => ({ headers: { 'set-cookie': `session=${openid}; HttpOnly` } }),
    })
  })
  afterEach(async () => {
    await server.close()
    await api.close()
  })

  const get = (url: string, cookie = '') => fetch(url, { redirect: 'manual', headers: { cookie } })
  const begun = async () => {
    const start = await get(`${server.origin}/wx/login?return=/shop`)
    const [cookie = ''] = (start.headers.get('set-cookie') ?? '').split(';')
    const agreed = await get(start.headers.get('location') ?? '')
    return { cookie, url: agreed.headers.get('location') ?? '' }
  }

  it('a callback that WeChat loads twice at the same time works twice', async () => {
    platform.signIn(person('o-1'))
    const { url, cookie } = await begun()
    for (const end of await Promise.all([get(url, cookie), get(url, cookie)])) {
      expect(goesTo(end)).toEqual([302, `${server.origin}/shop`])
      expect(end.headers.getSetCookie()).toEqual(['session=o-1; HttpOnly'])
    }
    expect(exchanges()).toBe(1)
  })

  it('a user who declines returns to the page', async () => {
    platform.refuseNext()
    const { url, cookie } = await begun()
    expect(goesTo(await get(url, cookie))).toEqual([302, `${server.origin}/shop?wx_login=refused`])
  })
})
