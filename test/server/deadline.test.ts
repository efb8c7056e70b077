import { describe, expect, it, vi } from 'vitest'
import { type Account, type AccountOptions, type Store, signatureHandler } from '../../src/server/index.js'
import { createGate } from '../support/gate.js'
import { setUpPlatform, storeKey } from '../support/platform-fixture.js'

/** Each caller has a deadline of its own, whatever the account waits for. Time is virtual. */
const PAGE = 'https://www.example.com/'
const LIMIT = 10_000
const HOSTS = ['https://a.example', 'https://b.example', 'https://c.example', 'https://d.example']

const wechat = setUpPlatform({ clock: 'all' })
const { account, fetchPlatform } = wechat
const never = () => new Promise<never>(() => {})

interface Settled {
  /** In ms, from the call's own start. */
  after: number
  /** What it rejected with. */
  error?: unknown
}

async function timed(call: () => Promise<unknown>): Promise<Settled> {
  const start = Date.now()
  try {
    await call()
    return { after: Date.now() - start }
  } catch (error) {
    return { after: Date.now() - start, error }
  }
}

/** Advances the clock in steps, so that I/O between timers gets its turn. */
async function pass(ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 250) {
    await vi.advanceTimersByTimeAsync(250)
    await new Promise(setImmediate)
  }
}

/** @param calls are made all at once. @returns what became of those that settled */
async function settle(calls: (() => Promise<unknown>)[], within = LIMIT + 250): Promise<Settled[]> {
  const settled: Settled[] = []
  for (const call of calls) void timed(call).then(one => settled.push(one))
  await pass(within)
  return settled
}

const METHODS: ((wx: Account) => Promise<unknown>)[] = [
  wx => wx.signature(PAGE),
  wx => wx.signature(PAGE, { refused: true }),
  wx => wx.ticket('jsapi'),
  wx => wx.accessToken(),
  wx => wx.cardExt({ cardId: 'p' }),
  wx => wx.cardSign(),
]

const OUTAGES: [string, () => Partial<AccountOptions>][] = [
  [
    'another process holds every lease',
    () => ({
      store: {
        ...wechat.store,
        add: async (key, ...rest) => !key.endsWith(':lock') && wechat.store.add(key, ...rest),
      },
    }),
  ],
  ['no host responds', () => ({ hosts: HOSTS, fetch: never })],
  [
    'the store reads nothing and WeChat does not respond',
    () => ({ store: { ...wechat.store, get: never }, fetch: never }),
  ],
  [
    'the store locks nothing and WeChat does not respond',
    () => ({ store: { ...wechat.store, add: never }, fetch: never }),
  ],
  ['the store fails and WeChat does not respond', () => ({ store: broken(), hosts: HOSTS, fetch: never })],
  ['the accessToken option never settles', () => ({ accessToken: never })],
  ['each response of WeChat is slow', () => ({ hosts: HOSTS, fetch: slow(2900) })],
]

function broken(): Store {
  const down = () => Promise.reject(new Error('down'))
  return { get: down, set: down, add: down, delete: down }
}

function slow(ms: number): typeof fetch {
  return async (url, init) => {
    await new Promise(resolve => setTimeout(resolve, ms))
    // All hosts but the last one time out.
    return String(url).startsWith(HOSTS[3] as string) ? fetchPlatform(url, init) : never()
  }
}

describe.each(OUTAGES)('while %s', (_name, options) => {
  it('40 calls of each method settle within 10 s', async () => {
    const wx = account(options())
    const settled = await settle(METHODS.flatMap(call => Array.from({ length: 40 }, () => () => call(wx))))
    expect(settled).toHaveLength(240)
    expect(Math.max(...settled.map(({ after }) => after))).toBeLessThanOrEqual(LIMIT)
    for (const { error } of settled)
      if (error) expect(error).toMatchObject({ code: 'TIMEOUT', hint: expect.any(String) })
  })

  it('each later caller has 10 s of its own', async () => {
    const wx = account(options())
    const settled: Settled[] = []
    for (let i = 0; i < 40; i += 1) {
      void timed(() => wx.signature(PAGE)).then(one => settled.push(one))
      await pass(500)
    }
    await pass(LIMIT)
    expect(settled).toHaveLength(40)
    expect(Math.max(...settled.map(({ after }) => after))).toBeLessThanOrEqual(LIMIT)
  })
})

it('a call has its deadline where the global Promise was replaced', async () => {
  vi.stubGlobal('Promise', class extends Promise<unknown> {})
  try {
    const wx = account({ accessToken: never })
    const settled = await settle([() => wx.signature(PAGE, { timeout: 1000 })], 1000)
    expect(settled).toMatchObject([{ error: { code: 'TIMEOUT' } }])
  } finally {
    vi.unstubAllGlobals()
  }
})

it('640 callers settle within 10 s while another process holds the lease', async () => {
  await wechat.store.add(storeKey('jsapi_ticket:lock'), 'another', 1e9)
  const wx = account()
  const settled = await settle(Array.from({ length: 640 }, () => () => wx.signature(PAGE)))
  expect(settled).toHaveLength(640)
  expect(Math.max(...settled.map(({ after }) => after))).toBeLessThanOrEqual(LIMIT)
})

it('120 HTTP requests get a 503 within 10 s while another process holds the lease', async () => {
  await wechat.store.add(storeKey('jsapi_ticket:lock'), 'another', 1e9)
  const handler = signatureHandler(account(), { allow: 'https://www.example.com' })
  const statuses: number[] = []
  const request = () => handler(new Request(`https://s.example/?url=${encodeURIComponent(PAGE)}`))
  const settled = await settle(
    Array.from({ length: 120 }, () => async () => void statuses.push((await request()).status)),
  )
  expect(settled).toHaveLength(120)
  expect(statuses).toEqual(Array(120).fill(503))
})

it('a failed refresh rejects all callers that joined it, whenever they did', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const wx = account({
    hosts: HOSTS.slice(0, 2),
    fetch: async url => {
      if (String(url).startsWith(HOSTS[0] as string)) return never()
      await new Promise(resolve => setTimeout(resolve, 2000))
      return Response.json({ errcode: 40164, errmsg: 'invalid ip 203.0.113.9' })
    },
  })
  const settled: Settled[] = []
  for (let i = 0; i < 8; i += 1) {
    void timed(() => wx.accessToken()).then(one => settled.push(one))
    await pass(500)
  }
  await pass(1500)
  // All of them at the end of the first host's 3 s and the second one's 2 s.
  const waited = settled.map(({ after }) => after - (after % 50)).sort((a, b) => b - a)
  expect(waited).toEqual([5000, 4500, 4000, 3500, 3000, 2500, 2000, 1500])
  for (const { error } of settled) expect(error).toBe(settled[0]?.error)
  expect(settled[0]?.error).toMatchObject({ code: 'IP_NOT_LISTED' })
  vi.restoreAllMocks()
})

it('if WeChat does not respond, only one of 8 processes asks it', async () => {
  let asked = 0
  const fetch = () => {
    asked += 1
    return never()
  }
  const processes = Array.from({ length: 8 }, () => account({ fetch }))
  const calls = processes.flatMap(wx => Array.from({ length: 40 }, () => () => wx.signature(PAGE)))
  const settled = await settle(calls, 4000)
  expect(settled).toHaveLength(320)
  expect(asked).toBe(1)
  // The next attempt comes a moment later.
  await pass(2500)
  await settle([() => (processes[5] as Account).signature(PAGE)], 4000)
  expect(asked).toBe(2)
})

it('a call that timed out on the lease of another process does not make the next one wait as long', async () => {
  await wechat.store.add(storeKey('access_token:lock'), 'another', 1e9)
  const wx = account()
  expect(await settle([() => wx.accessToken()], 9250)).toHaveLength(1)
  const [second] = await settle([() => wx.accessToken()], 500)
  expect(second?.error).toMatchObject({ code: 'TIMEOUT', hint: expect.stringContaining('Another process') })
})

describe('a call', () => {
  const leaving = [
    ['signature', (wx: Account, options: object) => wx.signature(PAGE, options)],
    ['accessToken', (wx: Account, options: object) => wx.accessToken(options)],
    ['ticket', (wx: Account, options: object) => wx.ticket('jsapi', options)],
    ['cardExt', (wx: Account, options: object) => wx.cardExt({ cardId: 'p' }, options)],
    ['cardSign', (wx: Account, options: object) => wx.cardSign({}, options)],
  ] as const

  it.each(leaving)('of %s accepts a timeout', async (_name, call) => {
    const wx = account({ fetch: never })
    const [settled] = await settle([() => call(wx, { timeout: 1500 })])
    expect(settled).toMatchObject({
      after: 1500,
      error: { code: 'TIMEOUT', errmsg: 'nothing within 1500 ms' },
    })
    await expect(call(wx, { timeout: 0 })).rejects.toThrow(/^timeout must be from 1 to/)
    await expect(call(wx, { timeout: Number.NaN })).rejects.toThrow(TypeError)
  })

  it.each([
    ...leaving,
    ['request', (wx: Account, options: object) => wx.request('/cgi-bin/getcallbackip', options)] as const,
    ['media', (wx: Account, options: object) => wx.media('id', options)] as const,
  ])('of %s can be aborted without affecting the others', async (_name, call) => {
    let asked = 0
    const slow = createGate()
    const wx = account({
      fetch: async (...request) => {
        asked += 1
        await slow.wait()
        return fetchPlatform(...request)
      },
    })
    const gone = AbortSignal.abort(new Error('gone'))
    await expect(call(wx, { signal: gone })).rejects.toBe(gone.reason)
    expect(asked).toBe(0)
    const leave = new AbortController()
    const left = expect(call(wx, { signal: leave.signal })).rejects.toThrow('left')
    const stays = wx.accessToken()
    leave.abort(new Error('left'))
    await left
    slow.open()
    expect(await stays).toEqual(expect.any(String))
  })

  it('leaves no timer behind', async () => {
    const wx = account()
    const { signal } = new AbortController()
    await wx.signature(PAGE, { signal })
    await wx.accessToken({ timeout: 100 })
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the timeouts option', () => {
  it('limits every call, including the token that request() and media() wait for', async () => {
    await wechat.store.add(storeKey('access_token:lock'), 'another', 1e9)
    await wechat.store.add(storeKey('jsapi_ticket:lock'), 'another', 1e9)
    const wx = account({ timeouts: { call: 4000 } })
    const calls = [
      () => wx.signature(PAGE),
      () => wx.accessToken(),
      () => wx.request('/cgi-bin/getcallbackip'),
      () => wx.media('id'),
    ]
    const settled = await settle(calls, 4000)
    expect(settled).toHaveLength(4)
    for (const { error } of settled) expect(error).toMatchObject({ code: 'TIMEOUT' })
  })

  it('limits each attempt of a request', async () => {
    const wx = account({ fetch: never, timeouts: { request: 1000 } })
    expect(await settle([() => wx.accessToken()], 1000)).toHaveLength(1)
  })

  it.each([{ call: 0 }, { call: '10' }, { request: -1 }, { request: 2 ** 31 }])('may not be %j', timeouts => {
    expect(() => account({ timeouts: timeouts as never })).toThrow(/^createAccount: timeouts\.\w+ must be/)
  })
})
