import { type AddressInfo, createServer as createNetServer } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type AuthorizeOptions,
  createOAuth,
  memoryStore,
  type OAuthEvent,
  type OAuthOptions,
  type Store,
} from '../../src/server/index.js'
import {
  type SimulatedAuthorizeOptions as Agreement,
  afterwards,
  createPlatform,
  FAULTS,
  type Fault,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { type Listening, listen } from '../support/listen.js'
import { person } from '../support/person.js'

const EXCHANGE = '/sns/oauth2/access_token'

let platform: SimulatedPlatform
/** The queries of all requests, by path. */
let asked: Record<string, Record<string, string>[]>
let server: Listening
let events: OAuthEvent[]
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  platform = createPlatform()
  asked = {}
  server = await listen(
    request => {
      const { pathname, searchParams } = new URL(request.url)
      asked[pathname] = [...(asked[pathname] ?? []), Object.fromEntries(searchParams)]
      return platform.handler(request)
    },
    () => {},
  )
  events = []
})
afterEach(async () => {
  vi.useRealTimers()
  await server.close()
})

const signIn = (options: Partial<OAuthOptions> = {}) => {
  const told = events
  const onEvent = (event: OAuthEvent) => told.push(event)
  return createOAuth({ ...SIMULATED_ACCOUNT, hosts: [server.origin], onEvent, ...options })
}
const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
const exchanges = () => platform.requests[EXCHANGE] ?? 0
const agree = (openid: string, more: Agreement = {}) =>
  platform.authorize({ user: person(openid), scope: 'snsapi_base', ...more })

/** An origin with a closed port. */
const nowhere = async () => {
  const { origin, close } = await listen(() => new Response())
  await close()
  return origin
}

/** A store that is down. */
const down = (): Store => {
  const fail = () => Promise.reject(Object.assign(new Error('SET the-code'), { code: 'ECONNREFUSED' }))
  return { get: fail, set: fail, add: fail, delete: fail }
}

describe('authorizeUrl', () => {
  const redirectUri = 'https://www.example.com/wx/login?a=1&b=中'
  const url = (more: Partial<AuthorizeOptions> = {}) =>
    signIn().authorizeUrl({ redirectUri, state: 'abc', ...more })

  it('has the parameters in the order that WeChat enforces, redirectUri encoded once, and the hash', () => {
    expect(url()).toBe(
      'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx5e7a1b0c9d8f6e42' +
        '&redirect_uri=https%3A%2F%2Fwww.example.com%2Fwx%2Flogin%3Fa%3D1%26b%3D%E4%B8%AD' +
        '&response_type=code&scope=snsapi_base&state=abc#wechat_redirect',
    )
  })

  it('has forcePopup and forceSnapShot after the state and before the hash', () => {
    expect(url({ scope: 'snsapi_userinfo', forceSnapShot: true, forcePopup: true })).toMatch(
      /&response_type=code&scope=snsapi_userinfo&state=abc&forcePopup=true&forceSnapShot=true#wechat_redirect$/,
    )
  })

  it('equals the example of the guide', () => {
    const example =
      'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx520c15f417810387&redirect_uri=https%3A%2F%2Fchong.qq.com%2Fphp%2Findex.php%3Fd%3D%26c%3DwxAdapter%26m%3DmobileDeal%26showwxpaytitle%3D1%26vb2ctag%3D4_2030_5_1194_60&response_type=code&scope=snsapi_base&state=123#wechat_redirect'
    const made = signIn({ appId: 'wx520c15f417810387' }).authorizeUrl({
      redirectUri:
        'https://chong.qq.com/php/index.php?d=&c=wxAdapter&m=mobileDeal&showwxpaytitle=1&vb2ctag=4_2030_5_1194_60',
      state: '123',
    })
    expect(made).toBe(example)
  })

  it('uses authorizeHost', () => {
    const made = signIn({ authorizeHost: 'http://127.0.0.1:8080/' }).authorizeUrl({ redirectUri, state: '1' })
    expect(made).toMatch(/^http:\/\/127\.0\.0\.1:8080\/connect\/oauth2\/authorize\?appid=/)
  })

  it.each<[string, object, RegExp]>([
    ['a path as redirectUri', { redirectUri: '/wx/login' }, /not an absolute/],
    ['no redirectUri', { redirectUri: undefined }, /missing/],
    ['a redirectUri with another scheme', { redirectUri: 'ftp://a.example/' }, /not an absolute/],
    ['a script as redirectUri', { redirectUri: 'javascript:alert(1)' }, /not an absolute/],
    ['a redirectUri with a space', { redirectUri: 'https://a.example/a b' }, /not an absolute/],
    ['a redirectUri with a backslash', { redirectUri: 'https://a.example\\@b.example/' }, /not an absolute/],
    [
      'a redirectUri with half a surrogate pair',
      { redirectUri: 'https://a.example/\ud800' },
      /not an absolute/,
    ],
    ['an encoded redirectUri', { redirectUri: 'https%3A%2F%2Fa.example%2F' }, /is percent-encoded/],
    ['a redirectUri with a password', { redirectUri: 'https://me:pw@a.example/' }, /password/],
    ['an empty state', { state: '' }, /state/],
    ['no state', { state: undefined }, /state/],
    ['a state of 129 characters', { state: 'a'.repeat(129) }, /state/],
    ['a state with a hyphen', { state: 'a-b' }, /state/],
    ['a state with a line feed', { state: 'ab\n' }, /state/],
    ['an unknown scope', { scope: 'snsapi_login' }, /scope/],
  ])('throws for %s', (_name, more, words) => {
    expect(() => url(more)).toThrow(TypeError)
    expect(() => url(more)).toThrow(words)
  })

  it('accepts a state of 128 characters', () => {
    expect(url({ state: 'Z9'.repeat(64) })).toContain(`&state=${'Z9'.repeat(64)}#`)
  })

  it('warns once about a redirectUri on which the code can be read in transit', () => {
    const oauth = signIn()
    for (let i = 0; i < 3; i += 1) oauth.authorizeUrl({ redirectUri: 'http://www.example.com/x', state: '1' })
    expect(events).toEqual([{ type: 'warning', message: expect.stringContaining('www.example.com') }])
  })

  it('warns on the console without onEvent', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const oauth = createOAuth(SIMULATED_ACCOUNT)
    for (let i = 0; i < 3; i += 1) oauth.authorizeUrl({ redirectUri: 'http://www.example.com/x', state: '1' })
    expect(warn.mock.calls).toEqual([[expect.stringContaining('redirectUri is http:')]])
    signIn().authorizeUrl({ redirectUri: 'http://www.example.com/x', state: '1' })
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })

  it.each(['https://www.example.com/', 'http://localhost:3000/', 'http://127.0.0.1/', 'http://[::1]:80/'])(
    'does not warn about %s',
    address => {
      signIn().authorizeUrl({ redirectUri: address, state: '1' })
      expect(events).toEqual([])
    },
  )
})

describe('createOAuth', () => {
  it.each<Partial<Record<keyof OAuthOptions, unknown>>>([
    { appId: undefined },
    { secret: '' },
    { hosts: [] },
    { hosts: 'https://api.weixin.qq.com' },
    // A request to it would fail with an error of Node that contains the URL, and so the secret.
    { hosts: ['api.weixin.qq.com'] },
    { hosts: ['https://api.weixin.qq.com/?'] },
    { hosts: ['https://me:mine@api.weixin.qq.com'] },
    { authorizeHost: 'open.weixin.qq.com' },
  ])('throws for %o', options => {
    const create = () => signIn(options as Partial<OAuthOptions>)
    expect(create).toThrow(TypeError)
    expect(create).toThrow(/^createOAuth: /)
  })
})

describe('a code', () => {
  it('is exchanged for the user’s openid and web token, with WeChat’s names', async () => {
    const code = agree('o-1', { scope: 'snsapi_base,snsapi_userinfo' })
    expect(await signIn().token(code)).toEqual({
      access_token: expect.stringMatching(/./),
      expires_in: 7200,
      refresh_token: expect.stringMatching(/./),
      openid: 'o-1',
      scope: 'snsapi_base,snsapi_userinfo',
      unionid: 'u-o-1',
      isSnapshotUser: false,
    })
    expect(asked[EXCHANGE]).toEqual([
      {
        appid: SIMULATED_ACCOUNT.appId,
        secret: SIMULATED_ACCOUNT.secret,
        code,
        grant_type: 'authorization_code',
      },
    ])
  })

  it('of a snapshot page is marked as such', async () => {
    const token = await signIn().token(agree('o-1', { scope: 'snsapi_userinfo', snapshot: true }))
    expect(token).toMatchObject({ is_snapshotuser: 1, isSnapshotUser: true })
  })

  it('is exchanged once for concurrent calls and for later ones within 5 minutes', async () => {
    const oauth = signIn()
    const code = agree('o-1')
    const tokens = await Promise.all(Array.from({ length: 20 }, () => oauth.token(code)))
    later(299_000)
    expect(new Set([...tokens, await oauth.token(code)].map(({ access_token }) => access_token)).size).toBe(1)
    expect(exchanges()).toBe(1)
  })

  it('is exchanged once by all processes that share a store', async () => {
    const store = memoryStore()
    const code = agree('o-1')
    const tokens = await Promise.all(Array.from({ length: 8 }, () => signIn({ store }).token(code)))
    expect(new Set(tokens.map(({ access_token }) => access_token)).size).toBe(1)
    expect(exchanges()).toBe(1)
  })

  it('is stored under its hash, with a hash tag for the account', async () => {
    const keys: string[] = []
    const store = memoryStore()
    const add: Store['add'] = (key, value, ttl) => {
      keys.push(key)
      return store.add(key, value, ttl)
    }
    const watched: Store = { ...store, add }
    const code = agree('o-1')
    await signIn({ store: watched }).token(code, { state: 'abc' })
    const names = ['state', 'code'].map(kind =>
      expect.stringMatching(`^wx-ready:{${SIMULATED_ACCOUNT.appId}}:${kind}:[0-9a-f]{64}$`),
    )
    expect(keys).toEqual(names)
  })

  it('of another account is exchanged separately', async () => {
    const store = memoryStore()
    const code = agree('o-1')
    await signIn({ store }).token(code)
    await expect(signIn({ store, appId: 'wx2' }).token(code)).rejects.toMatchObject({ errcode: 40013 })
    expect(exchanges()).toBe(2)
  })

  it.each<[string, number, () => string | Promise<string>]>([
    ['invalid', 40029, () => 'the-code'],
    [
      'used',
      40163,
      async () => {
        const code = agree('o-1')
        await signIn().token(code)
        return code
      },
    ],
    [
      'expired',
      42003,
      () => {
        const code = agree('o-1')
        platform.advance(300_000)
        return code
      },
    ],
  ])('that is %s is sent once and rejects for all callers', async (_name, errcode, make) => {
    const store = memoryStore()
    const code = await make()
    const before = exchanges()
    const results = [signIn({ store }), signIn({ store })].map(oauth => oauth.token(code))
    const refusal = {
      code: 'REAUTHORIZE',
      errcode,
      errmsg: expect.stringContaining('rid: '),
      hint: expect.stringContaining('authorise'),
    }
    for (const result of results) await expect(result).rejects.toMatchObject(refusal)
    later(60_000)
    await expect(signIn({ store }).token(code)).rejects.toMatchObject(refusal)
    expect(exchanges() - before).toBe(1)
  })

  it.each<[string, Fault, object]>([
    ['errcode -1', FAULTS.spent, { errcode: -1, errmsg: 'system error' }],
    ['an error page of a gateway', FAULTS.html, { errmsg: expect.stringContaining('HTTP 502') }],
    ['a page that is not JSON', new Response('<p>'), { errmsg: expect.stringContaining('no JSON') }],
    ['half a response', FAULTS.cutJson, { errmsg: expect.stringContaining('no JSON') }],
    ['a lost connection', FAULTS.lost, { errmsg: expect.stringMatching(/^http:\/\/127/) }],
    ['a response without openid', afterwards({ access_token: 'x' }), { errmsg: 'no openid' }],
  ])('is never sent again after %s, because it may be used up', async (_name, fault, details) => {
    const store = memoryStore()
    const code = agree('o-1')
    platform.fail(EXCHANGE, fault)
    const oauth = signIn({ store, hosts: [server.origin, server.origin] })
    await expect(oauth.token(code)).rejects.toMatchObject({ code: 'REAUTHORIZE', ...details })
    later(60_000)
    await expect(signIn({ store }).token(code)).rejects.toMatchObject({ code: 'REAUTHORIZE', ...details })
    expect(exchanges()).toBe(1)
  })

  it('is never sent again after a timeout either', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    const fetch = vi.fn(() => new Promise<Response>(() => {}))
    const result = signIn({ fetch }).token('the-code')
    const refused = expect(result).rejects.toMatchObject({
      code: 'REAUTHORIZE',
      hint: expect.stringContaining('TIMEOUT'),
    })
    await vi.advanceTimersByTimeAsync(5000)
    await refused
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it.each([
    [40125, 'CREDENTIALS_REFUSED'],
    [45011, 'RATE_LIMITED'],
    [40164, 'IP_NOT_LISTED'],
    [48001, 'NOT_PERMITTED'],
  ])(
    'that was rejected with %i, which does not use it up, may be sent again after 2 s',
    async (errcode, code) => {
      const oauth = signIn()
      platform.fail(EXCHANGE, { errcode, errmsg: 'no' })
      await expect(oauth.token('the-code')).rejects.toMatchObject({ code, errcode })
      await expect(oauth.token('the-code')).rejects.toMatchObject({ code, errcode })
      expect(exchanges()).toBe(1)
      later(2001)
      platform.fail(EXCHANGE, { access_token: 'x', openid: 'o-1' })
      expect(await oauth.token('the-code')).toMatchObject({ openid: 'o-1' })
    },
  )

  it('is sent to the next host if the connection fails, and may be sent again if all fail', async () => {
    const store = memoryStore()
    const code = agree('o-1')
    const dead = await nowhere()
    await expect(signIn({ store, hosts: [dead] }).token(code)).rejects.toMatchObject({
      code: 'UNREACHABLE',
      errmsg: expect.stringContaining('ECONNREFUSED'),
    })
    later(2001)
    expect(await signIn({ store, hosts: [dead, server.origin] }).token(code)).toMatchObject({ openid: 'o-1' })
  })

  it('is sent to the next host if the TLS handshake fails', async () => {
    const closing = createNetServer(socket => socket.destroy())
    await new Promise<void>(resolve => closing.listen(0, '127.0.0.1', resolve))
    const { port } = closing.address() as AddressInfo
    for (const host of [server.origin.replace('http:', 'https:'), `https://127.0.0.1:${port}`]) {
      const oauth = signIn({ hosts: [host, server.origin] })
      expect(await oauth.token(agree('o-1'))).toMatchObject({ openid: 'o-1' })
    }
    expect(exchanges()).toBe(2)
    closing.close()
  })

  const failing = (properties: object) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(), properties) })
  it.each([
    ['an expired certificate', failing({ code: 'CERT_HAS_EXPIRED' })],
    ['a self-signed certificate', failing({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })],
    ['a certificate for another host', failing({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })],
    ['a connect timeout', failing({ code: 'ETIMEDOUT', syscall: 'connect' })],
    [
      'connect timeouts for all addresses',
      failing({
        code: 'ETIMEDOUT',
        errors: [{ code: 'ETIMEDOUT', syscall: 'connect' }, { code: 'ENETUNREACH' }],
      }),
    ],
  ])('is sent to the next host after %s', async (_name, error) => {
    const fetch: typeof globalThis.fetch = (url, init) =>
      String(url).startsWith('https://bad.example') ? Promise.reject(error) : globalThis.fetch(url, init)
    const oauth = signIn({ fetch, hosts: ['https://bad.example', server.origin] })
    expect(await oauth.token(agree('o-1'))).toMatchObject({ openid: 'o-1' })
  })

  it.each([
    ['a connection reset', failing({ code: 'ECONNRESET', syscall: 'read' })],
    ['a connection that the host closed', failing({ code: 'UND_ERR_SOCKET' })],
    ['a TLS error after the handshake', failing({ code: 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC' })],
    [
      'failures of which one came after connecting',
      failing({ errors: [{ code: 'ECONNREFUSED' }, { code: 'ECONNRESET' }] }),
    ],
    ['an error without a code', new TypeError('fetch failed')],
  ])('is not sent to another host after %s', async (_name, error) => {
    const asked: string[] = []
    const fetch = async (url: string) => {
      asked.push(new URL(url).host)
      throw error
    }
    const oauth = signIn({
      fetch: fetch as typeof globalThis.fetch,
      hosts: ['https://bad.example', server.origin],
    })
    await expect(oauth.token('code')).rejects.toMatchObject({ code: 'REAUTHORIZE' })
    expect(asked).toEqual(['bad.example'])
  })

  it('that another process was exchanging when it died is never sent again', async () => {
    const store = memoryStore()
    let answer = () => {}
    const dying: Store = { ...store, set: () => new Promise(() => {}) }
    const fetch = () =>
      new Promise<Response>(resolve => {
        answer = () => resolve(Response.json({}))
      })
    const dead = signIn({ store: dying, fetch }).token('the-code')
    dead.catch(() => {})
    const waiting = signIn({ store }).token('the-code')
    const refused = expect(waiting).rejects.toMatchObject({
      code: 'REAUTHORIZE',
      hint: expect.stringContaining('nobody knows'),
    })
    await new Promise(resolve => setTimeout(resolve, 300))
    later(10_000)
    await refused
    // Nor later, when callers no longer wait for it.
    await expect(signIn({ store }).token('the-code')).rejects.toMatchObject({ code: 'REAUTHORIZE' })
    expect(exchanges()).toBe(0)
    answer()
  })

  it('whose mark the store has lost while waiting is not exchanged again', async () => {
    const store = memoryStore()
    const forgetful: Store = { ...store, add: async () => false, get: async () => undefined }
    await expect(signIn({ store: forgetful }).token('the-code')).rejects.toMatchObject({
      code: 'REAUTHORIZE',
    })
    expect(exchanges()).toBe(0)
  })

  it('whose mark the store has lost keeps the outcome that one caller got', async () => {
    const store = memoryStore()
    const marks: [key: string, mark: string][] = []
    const add: Store['add'] = (key, value, ttl) => {
      marks.push([key, value])
      return store.add(key, value, ttl)
    }
    const code = agree('o-1')
    const release: (() => void)[] = []
    const held: Fault = async (_request, answer) => {
      const response = await answer()
      await new Promise<void>(resolve => release.push(resolve))
      return response
    }
    platform.fail(EXCHANGE, held, 2)
    const first = signIn({ store: { ...store, add } }).token(code)
    await vi.waitFor(() => expect(release).toHaveLength(1))
    for (const mark of marks) await store.delete(...mark)
    const second = signIn({ store: { ...store, add } }).token(code)
    await vi.waitFor(() => expect(release).toHaveLength(2))
    release[0]?.()
    const token = await first
    release[1]?.()
    await expect(second).rejects.toMatchObject({ code: 'REAUTHORIZE', errcode: 40163 })
    expect(await signIn({ store }).token(code)).toEqual(token)
  })

  it.each([
    ['not JSON', 'x'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a user without an openid', '{"value":{"access_token":"t","openid":""}}'],
    ['a user that is text', '{"value":"o-1"}'],
    ['a user without a token', '{"value":{"openid":"o-1"}}'],
    ['an error with an unknown code', '{"error":{"code":"PANIC","errmsg":"","hint":""}}'],
    ['an error without text', '{"error":{"code":"BUSY","errmsg":{"a":1}}}'],
  ])('is exchanged if its outcome in the store is %s', async (_name, text) => {
    const store = memoryStore()
    const keys: string[] = []
    const add: Store['add'] = (key, ...rest) => {
      keys.push(key)
      return store.add(key, ...rest)
    }
    const oauth = signIn({ store: { ...store, add } })
    await oauth.token(agree('o-0'))
    const code = agree('o-1')
    const [first] = keys as [string]
    const { createHash } = await import('node:crypto')
    const hashOf = (value: string) => createHash('sha256').update(value).digest('hex')
    const key = first.replace(/[0-9a-f]{64}$/, hashOf(code))
    await store.set(key, text, 300_000)
    expect(await oauth.token(code)).toMatchObject({ openid: 'o-1' })
    expect(JSON.parse((await store.get(key))?.value ?? '')).toMatchObject({ value: { openid: 'o-1' } })
  })

  it('is exchanged for a token that expires within two hours', async () => {
    platform.fail(EXCHANGE, { access_token: 't', openid: 'o', expires_in: 1e9, refresh_token: 'r' })
    expect(await signIn().token('code')).toMatchObject({ expires_in: 7200 })
  })

  it('must be text', async () => {
    await expect(signIn().token('')).rejects.toThrow(TypeError)
    await expect(signIn().token(undefined as unknown as string)).rejects.toThrow(/code is missing/)
  })
})

describe('a state', () => {
  it('is accepted with one code only, in all processes', async () => {
    const store = memoryStore()
    const [first, second] = [agree('o-1'), agree('o-2')]
    await signIn({ store }).token(first, { state: 'abc' })
    expect(await signIn({ store }).token(first, { state: 'abc' })).toMatchObject({ openid: 'o-1' })
    await expect(signIn({ store }).token(second, { state: 'abc' })).rejects.toMatchObject({
      code: 'REAUTHORIZE',
      hint: expect.stringContaining('another code'),
    })
    expect(exchanges()).toBe(1)
    expect(await signIn({ store }).token(second, { state: 'other' })).toMatchObject({ openid: 'o-2' })
  })
})

describe('while the store is down', () => {
  it('users can log in, with one exchange per code and process, and an event', async () => {
    const oauth = signIn({ store: down() })
    const code = agree('o-1')
    const tokens = await Promise.all(Array.from({ length: 5 }, () => oauth.token(code, { state: 'abc' })))
    tokens.push(await oauth.token(code, { state: 'abc' }))
    expect(new Set(tokens.map(({ openid }) => openid))).toEqual(new Set(['o-1']))
    expect(exchanges()).toBe(1)
    expect(events).toContainEqual({
      type: 'store-failure',
      error: expect.objectContaining({ code: 'STORE_UNAVAILABLE', errmsg: 'ECONNREFUSED' }),
    })
  })

  it('a store that does not respond is waited for once, for two seconds, and tried again later', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] })
    const silent = vi.fn(() => new Promise<never>(() => {}))
    const fetch = async () => Response.json({ access_token: 'x', openid: 'o-1' })
    const oauth = signIn({ store: { get: silent, set: silent, add: silent, delete: silent }, fetch })
    const token = oauth.token('the-code', { state: 'abc' })
    await vi.advanceTimersByTimeAsync(2000)
    expect(await token).toMatchObject({ openid: 'o-1' })
    expect(await oauth.token('another code', { state: 'def' })).toMatchObject({ openid: 'o-1' })
    expect(silent).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(5000)
    const third = oauth.token('a third code', { state: 'ghi' })
    expect(silent).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(2000)
    expect(await third).toMatchObject({ openid: 'o-1' })
    const failures = events.filter(({ type }) => type === 'store-failure')
    expect(failures).toHaveLength(2)
  })

  it('a store that stops responding during an exchange causes no second exchange', async () => {
    const store = memoryStore()
    const code = agree('o-1')
    let release = () => {}
    platform.fail(
      EXCHANGE,
      () =>
        new Promise(resolve => {
          release = () => resolve(undefined)
        }),
    )
    const first = signIn({ store }).token(code)
    await vi.waitFor(() => expect(exchanges()).toBe(1))
    let broken = 1
    const flaky: Store = { ...store, get: key => (broken-- > 0 ? down().get(key) : store.get(key)) }
    const second = signIn({ store: flaky }).token(code)
    await vi.waitFor(() => expect(events.some(({ type }) => type === 'store-failure')).toBe(true))
    // The store is not used for a while.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5000 })
    release()
    expect(await second).toEqual(await first)
    expect(exchanges()).toBe(1)
  })
})

describe('a web token', () => {
  it('can be refreshed', async () => {
    const oauth = signIn()
    const { refresh_token, access_token } = await oauth.token(agree('o-1'))
    platform.advance(7200_000)
    const next = await oauth.refresh(refresh_token)
    expect(next).toMatchObject({ openid: 'o-1', refresh_token, expires_in: 7200 })
    expect(next.access_token).not.toBe(access_token)
    expect(asked['/sns/oauth2/refresh_token']).toEqual([
      { appid: SIMULATED_ACCOUNT.appId, grant_type: 'refresh_token', refresh_token },
    ])
  })

  it.each<[string, number, (refreshToken: string) => string]>([
    ['unknown', 40030, () => 'nobody’s'],
    ['expired', 42002, token => token],
    ['revoked by a new password', 42007, token => token],
  ])('cannot be refreshed with a refresh token that is %s', async (name, errcode, given) => {
    const oauth = signIn()
    const { refresh_token } = await oauth.token(agree('o-1'))
    if (name === 'expired') platform.advance(91 * 86_400_000)
    if (errcode === 42007) platform.killUserTokens('o-1')
    await expect(oauth.refresh(given(refresh_token))).rejects.toMatchObject({ code: 'REAUTHORIZE', errcode })
  })

  it('returns the user’s profile', async () => {
    const oauth = signIn()
    const token = await oauth.token(agree('o-1', { scope: 'snsapi_userinfo' }))
    expect(await oauth.userInfo(token, { lang: 'en' })).toEqual({
      openid: 'o-1',
      nickname: '张伟',
      sex: 1,
      country: 'CN',
      province: 'Guangdong',
      city: 'Shenzhen',
      headimgurl: expect.stringMatching(/\/132$/),
      privilege: [],
      unionid: 'u-o-1',
    })
    await oauth.userInfo(token)
    const { access_token, openid } = token
    expect(asked['/sns/userinfo']).toEqual([
      { access_token, openid, lang: 'en' },
      { access_token, openid, lang: 'zh_CN' },
    ])
  })

  it.each([
    [0, 0],
    ['2', 2],
    [undefined, 0],
    ['x', 0],
  ])('reads the sex %j as %i', async (sex, read) => {
    const oauth = signIn({ fetch: async () => Response.json({ openid: 'o', sex }) })
    const { openid, ...user } = await oauth.userInfo({ access_token: 't', openid: 'o' })
    const nothing = { nickname: '', province: '', city: '', country: '', headimgurl: '', privilege: [] }
    expect([openid, user]).toEqual(['o', { sex: read, ...nothing }])
  })

  it('reads a nickname with control characters that break the JSON', async () => {
    platform.fail('/sns/userinfo', FAULTS.controlCharacters)
    const oauth = signIn()
    const token = await oauth.token(agree('o-1', { scope: 'snsapi_userinfo' }))
    expect(await oauth.userInfo(token)).toMatchObject({ nickname: '张伟', openid: 'o-1' })
  })

  it('with the scope snsapi_base returns no profile', async () => {
    const oauth = signIn()
    const token = await oauth.token(agree('o-1'))
    await expect(oauth.userInfo(token)).rejects.toMatchObject({ code: 'NOT_PERMITTED', errcode: 48001 })
  })

  it.each([40001, 42001, 40014])(
    '%i: is this user’s to refresh, and nothing else is asked',
    async errcode => {
      platform.fail('/sns/userinfo', { errcode, errmsg: 'dead' })
      await expect(signIn().userInfo({ access_token: 't', openid: 'o' })).rejects.toMatchObject({
        code: 'TOKEN_REFUSED',
        errcode,
        hint: expect.stringContaining('refresh'),
      })
      expect(Object.keys(asked)).toEqual(['/sns/userinfo'])
    },
  )

  it('is sent again if WeChat is busy', async () => {
    const oauth = signIn()
    const token = await oauth.token(agree('o-1', { scope: 'snsapi_userinfo' }))
    platform.fail('/sns/userinfo', FAULTS.busy)
    expect(await oauth.userInfo(token)).toMatchObject({ openid: 'o-1' })
    expect(events).toEqual([
      {
        type: 'retry',
        host: server.origin,
        path: '/sns/userinfo',
        attempt: 1,
        duration: expect.any(Number),
        error: expect.objectContaining({ errcode: -1 }),
      },
    ])
  })

  it('can be checked', async () => {
    const oauth = signIn()
    const token = await oauth.token(agree('o-1'))
    expect(await oauth.check(token)).toBe(true)
    // The platform responds with 40003, 40001, 42001 and 42007.
    expect(await oauth.check({ ...token, openid: 'other' })).toBe(false)
    expect(await oauth.check({ ...token, access_token: 'unknown' })).toBe(false)
    platform.advance(7200_000)
    expect(await oauth.check(token)).toBe(false)
    platform.killUserTokens('o-1')
    expect(await oauth.check(token)).toBe(false)
  })

  it('is not reported as invalid if the check itself fails', async () => {
    platform.fail('/sns/auth', { errcode: 48001, errmsg: 'no' })
    await expect(signIn().check({ access_token: 't', openid: 'o' })).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    })
  })

  it.each<[string, (oauth: ReturnType<typeof signIn>) => Promise<unknown>]>([
    ['no access_token', oauth => oauth.check({ access_token: '', openid: 'o' })],
    ['no openid', oauth => oauth.userInfo({ access_token: 't', openid: '' })],
    ['no refresh token', oauth => oauth.refresh('')],
    [
      'an unknown language',
      oauth => oauth.userInfo({ access_token: 't', openid: 'o' }, { lang: 'fr' as 'en' }),
    ],
  ])('throws with %s', async (_name, call) => {
    await expect(call(signIn())).rejects.toThrow(TypeError)
  })
})

it('no error and no event contains a secret, a code or a token, whatever the response is', async () => {
  const secrets = { code: 'the-code', access_token: 'the-token', refresh_token: 'the-refresh' }
  const echo = (url: unknown) => ({ errcode: 40097, errmsg: `no: ${url}` })
  const errors: PromiseSettledResult<unknown>[] = []
  for (const fetch of [
    async (url: unknown) => Response.json(echo(url)),
    async (url: unknown) => Promise.reject(new Error(`fetch failed: ${url}`)),
  ]) {
    const oauth = signIn({ fetch, store: down() })
    const calls = [
      oauth.token(secrets.code, { state: 'abc' }),
      oauth.refresh(secrets.refresh_token),
      oauth.userInfo({ access_token: secrets.access_token, openid: 'o' }),
      oauth.check({ access_token: secrets.access_token, openid: 'o' }),
    ]
    errors.push(...(await Promise.allSettled(calls)))
  }
  expect(errors.filter(({ status }) => status === 'rejected')).toHaveLength(8)
  const failures = events.filter(({ type }) => type === 'failure')
  expect(failures.map(event => 'call' in event && event.call)).toEqual(
    expect.arrayContaining(['token', 'refresh', 'userInfo', 'check']),
  )
  const told = inspect([errors, events], { depth: 9 })
  for (const secret of [...Object.values(secrets), SIMULATED_ACCOUNT.secret])
    expect(told).not.toContain(secret)
})

it('a listener that throws makes no login fail', async () => {
  const onEvent = () => {
    throw new Error('mine')
  }
  const oauth = signIn({ onEvent, store: down() })
  expect(await oauth.token(agree('o-1'))).toMatchObject({ openid: 'o-1' })
})
