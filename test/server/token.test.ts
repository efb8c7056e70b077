import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { createDailyBudget } from '../../src/server/credentials/daily-budget.js'
import { createAccount, memoryStore, PlatformError } from '../../src/server/index.js'
import { createPlatform, SIMULATED_ACCOUNT } from '../../src/simulator/platform/index.js'
import { pause, setUpPlatform, storeKey, TOKEN_PATH } from '../support/platform-fixture.js'

/** Legacy tokens, and tokens of the user's own service. */
const LEGACY = '/cgi-bin/token'
const ANY = '/cgi-bin/getcallbackip'
const MINUTE = 60_000

const wechat = setUpPlatform()
const { account, advanceDate, stored } = wechat

describe('a token of cgi-bin/token', () => {
  const legacy = () => account({ tokenApi: 'legacy' })

  it('is requested once by all processes with one store', async () => {
    const tokens = await Promise.all([legacy(), legacy(), legacy()].map(wx => wx.accessToken()))
    expect(new Set(tokens).size).toBe(1)
    expect(wechat.platform.requests).toEqual({ [LEGACY]: 1 })
  })

  it('is replaced in the background every hour', async () => {
    const wx = legacy()
    const first = await wx.accessToken()
    advanceDate(59 * MINUTE)
    expect(await wx.accessToken()).toBe(first)
    advanceDate(MINUTE)
    expect(await wx.accessToken()).toBe(first)
    await vi.waitFor(async () => expect(await wx.accessToken()).not.toBe(first))
    expect(wechat.platform.issued.token).toBe(2)
    expect(await wx.request(ANY)).toEqual({ ip_list: expect.any(Array) })
  })

  it('is replaced without force_refresh if another program invalidated it', async () => {
    wechat.platform = createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, legacyTokens: 'latest' }] })
    const wx = legacy()
    await wx.accessToken()
    await account({ tokenApi: 'legacy', store: memoryStore() }).accessToken()
    expect(await wx.request(ANY)).toEqual({ ip_list: expect.any(Array) })
    expect(wechat.platform.requests[LEGACY]).toBe(3)
    expect(wechat.platform.requests[TOKEN_PATH]).toBeUndefined()
  })

  it('is requested at most 1000 times a day by all processes, even if another program keeps replacing it', async () => {
    wechat.platform = createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, legacyTokens: 'latest' }] })
    const ours = [legacy(), legacy()]
    // A thousand requests would take long: 990 are already counted.
    await wechat.store.set(storeKey('access_token:today'), '990', 24 * 60 * MINUTE)
    let error: unknown
    for (let i = 0; i < 20 && !error; i += 1) {
      advanceDate(31_000)
      wechat.platform.killToken()
      await ours[i % 2]?.request(ANY).catch((cause: unknown) => {
        error = cause
      })
    }
    expect(error).toMatchObject({ code: 'QUOTA_SPENT', errmsg: expect.stringContaining('1000 a day') })
    expect(wechat.platform.requests[LEGACY]).toBe(10)
    expect(wechat.events.some(({ type }) => type === 'token-conflict')).toBe(true)
    // A day after the first request.
    advanceDate(24 * 60 * MINUTE)
    expect(await ours[0]?.accessToken()).toEqual(expect.any(String))
  })

  it('differs from the stable token', async () => {
    const wx = account({ store: memoryStore() })
    const stable = await wx.accessToken()
    const old = await legacy().accessToken()
    expect(old).not.toBe(stable)
    expect(await wx.request(ANY)).toEqual({ ip_list: expect.any(Array) })
  })
})

describe('a daily budget', () => {
  const down = () => Promise.reject(new Error('down'))
  const HOUR = 60 * MINUTE
  const spent = { code: 'QUOTA_SPENT' }

  it('is counted by each process if the store is down, and reset after a day', async () => {
    const spend = createDailyBudget({ get: down, set: down, add: down, delete: down }, 'day', 2)
    await spend()
    await spend()
    await expect(spend()).rejects.toMatchObject(spent)
    advanceDate(24 * HOUR)
    await spend()
    await spend()
    await expect(spend()).rejects.toMatchObject(spent)
  })

  it('is reset a day after the first request, not after the last', async () => {
    const [one, other] = [
      createDailyBudget(wechat.store, 'day', 2),
      createDailyBudget(wechat.store, 'day', 2),
    ]
    await one()
    advanceDate(23 * HOUR)
    await one()
    await expect(other()).rejects.toMatchObject(spent)
    advanceDate(HOUR)
    await other()
  })

  it('that is malformed is treated as missing', async () => {
    await wechat.store.set('day', 'x', HOUR)
    const spend = createDailyBudget(wechat.store, 'day', 1)
    await spend()
    await expect(spend()).rejects.toMatchObject(spent)
  })
})

it.each(['stable', 'legacy'] as const)('does not reveal the secret if a %s token fails', async tokenApi => {
  // It is escaped differently in JSON and, in two ways, in URLs.
  const secret = 'a"s3cret"(!)'
  const wx = account({
    tokenApi,
    secret,
    fetch: async (url, init) =>
      Response.json({
        errcode: 40125,
        errmsg: `${url} ${init?.body} ${encodeURIComponent(secret)} ${secret}`,
      }),
  })
  const error = await wx.accessToken().catch((cause: unknown) => cause)
  const text = inspect([error, wechat.events], { depth: 9, showHidden: true })
  expect(text).toContain('40125')
  expect(text).not.toContain('s3cret')
})

describe('the accessToken option', () => {
  const own = (accessToken: NonNullable<Parameters<typeof createAccount>[0]['accessToken']>) =>
    createAccount({
      appId: SIMULATED_ACCOUNT.appId,
      hosts: ['https://api.example'],
      fetch: wechat.fetchPlatform,
      store: wechat.store,
      accessToken,
      onEvent: event => wechat.events.push(event),
    })

  it('is called each time, needs no secret, and its token is not stored', async () => {
    const source = account({ store: memoryStore() })
    const asked: unknown[] = []
    const wx = own(given => {
      asked.push(given)
      return source.accessToken()
    })
    await wx.signature('https://www.example.com/')
    await wx.request(ANY)
    expect(asked).toEqual([{ refused: undefined }, { refused: undefined }])
    expect(await wx.accessToken()).toBe(await source.accessToken())
    expect(await stored('access_token')).toBe('')
  })

  it('is called once more with the token that was refused', async () => {
    const source = account({ store: memoryStore() })
    const good = await source.accessToken()
    const asked: unknown[] = []
    const wx = own(({ refused }) => {
      asked.push(refused)
      return refused ? good : 'dead'
    })
    expect(await wx.request(ANY)).toEqual({ ip_list: expect.any(Array) })
    expect(asked).toEqual([undefined, 'dead'])
  })

  it('that returns the refused token again causes no second request', async () => {
    const wx = own(() => 'dead')
    await expect(wx.request(ANY)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' })
    expect(wechat.platform.requests).toEqual({ [ANY]: 1 })
  })

  it.each<[string, () => unknown, object]>([
    ['returns the refused token again', () => 'dead', { code: 'TOKEN_REFUSED', errcode: 40014 }],
    ['returns nothing', () => undefined, { code: 'BAD_ANSWER', errmsg: 'accessToken gave no token' }],
    ['returns two lines', () => 'a\nb', { code: 'BAD_ANSWER' }],
    [
      'throws an error that contains a secret',
      () => {
        throw new Error('GET https://token.example/?key=k3y failed')
      },
      { code: 'BAD_ANSWER', errmsg: 'accessToken threw Error' },
    ],
    [
      'rejects with a PlatformError',
      () => Promise.reject(new PlatformError('BUSY', { errmsg: 'later' })),
      { code: 'BUSY', errmsg: 'later' },
    ],
  ])('that %s is reported', async (_name, source, error) => {
    const wx = own(source as never)
    await expect(wx.request(ANY)).rejects.toMatchObject(error)
    // A ticket needs a token as well.
    await expect(wx.signature('https://www.example.com/')).rejects.toMatchObject(error)
  })

  it('that never settles times out', async () => {
    vi.useRealTimers()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const asking = own(() => new Promise(() => {})).accessToken()
    const told = expect(asking).rejects.toMatchObject({
      code: 'TIMEOUT',
      hint: expect.stringContaining('accessToken'),
    })
    await vi.advanceTimersByTimeAsync(8000)
    await told
  })
})

const NO_ORIGIN = 'a host must be an origin, as in https://api.weixin.qq.com'

it.each<readonly [string, Parameters<typeof account>[0], string]>([
  ['secret', { secret: undefined }, 'secret is missing'],
  [
    'the end of a secret',
    { secret: 's3cret\n' },
    'secret contains white space: was it read from a file with a line break at its end?',
  ],
  ['tokenApi', { tokenApi: 'old' as never }, 'there is no tokenApi old'],
  ['hosts', { hosts: [] }, 'hosts is empty'],
  ['accessToken', { accessToken: 'a-token' as never }, 'accessToken must be a function that gives a token'],
  [
    'store',
    { store: { ...memoryStore(), add: undefined } as never },
    'store has no add(). Wrap a Redis client with redisStore()',
  ],
  ...['api.weixin.qq.com', 'ftp://a.example', 'https://', 'https://a.example:99999'].map(
    host => [`hosts (${host})`, { hosts: [host] }, NO_ORIGIN] as const,
  ),
  ['hosts (with a user)', { hosts: ['https://a.example', 'https://u:p@a.example'] }, NO_ORIGIN],
  ['hosts (with a query)', { hosts: ['https://a.example?b'] }, NO_ORIGIN],
])('createAccount() says what is wrong with %s', (_name, options, text) => {
  expect(() => account(options)).toThrow(new TypeError(`createAccount: ${text}`))
})

it('a malformed token is neither used nor stored', async () => {
  const wx = account()
  for (const answer of [
    { access_token: '', expires_in: 7200 },
    { access_token: 'a b', expires_in: 7200 },
    { access_token: 7, expires_in: 7200 },
    { access_token: 'x' },
    { access_token: 'x', expires_in: 0 },
    { access_token: 'x', expires_in: 'soon' },
    [],
  ]) {
    wechat.platform.fail(TOKEN_PATH, answer)
    await expect(wx.accessToken()).rejects.toMatchObject({ code: 'BAD_ANSWER' })
    advanceDate(1001)
  }
  await pause()
  expect(await stored('access_token')).toBe('')
  wechat.platform = createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, tokenLength: 512 }] })
  expect(await wx.accessToken()).toHaveLength(512)
})
