import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type AccountEvent,
  createAccount,
  jsApiSignature,
  memoryStore,
  type Store,
} from '../../src/server/index.js'
import { createResilientStore } from '../../src/server/store/resilient.js'
import {
  createPlatform,
  FAULTS,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'

/** Two processes with one store, in the order that does the most harm. */
const TOKEN = '/cgi-bin/stable_token'
const TICKET = '/cgi-bin/ticket/getticket'
const IPS = '/cgi-bin/getcallbackip'
const KEY = `wx-ready:{${SIMULATED_ACCOUNT.appId}}:access_token`

let platform: SimulatedPlatform
let store: Store
let events: AccountEvent[]
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  platform = createPlatform()
  store = memoryStore()
  events = []
})
afterEach(() => {
  vi.useRealTimers()
})

const ask: typeof fetch = (url, init) => platform.handler(new Request(url as string, init))
const account = (options: Partial<Parameters<typeof createAccount>[0]> = {}) =>
  createAccount({
    ...SIMULATED_ACCOUNT,
    hosts: ['https://api.example'],
    fetch: ask,
    store,
    onEvent: event => events.push(event),
    ...options,
  })
const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
const asked = () => [platform.requests[TOKEN] ?? 0, platform.requests[TICKET] ?? 0]
/** Nothing that waits goes on by itself. */
const holdTimers = () => {
  vi.useRealTimers()
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
}
const aMoment = (ms = 20) => new Promise(resolve => setTimeout(resolve, ms))

/** Something that waits until it is let go. */
function gate() {
  let open = () => {}
  let reached = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  const isReached = new Promise<void>(resolve => {
    reached = resolve
  })
  const wait = () => {
    reached()
    return opened
  }
  return { open, isReached, wait }
}

describe('one refresh for all', () => {
  it('who gets the lock looks again: the one before may just have been done', async () => {
    const slow = gate()
    const late = account({
      store: {
        ...store,
        async add(...entry) {
          // It has found nothing, and goes for the lock.
          await slow.wait()
          return store.add(...entry)
        },
      },
    })
    const waiting = late.accessToken()
    await slow.isReached
    const token = await account().accessToken()
    slow.open()
    expect(await waiting).toBe(token)
    expect(asked()[0]).toBe(1)
  })

  it('who has lost the lock stores nothing, and takes what the next one got', async () => {
    const slow = gate()
    const sleeper = account({
      fetch: async (...request) => {
        const answer = await ask(...request)
        await slow.wait()
        return answer
      },
    })
    const waiting = sleeper.accessToken()
    await slow.isReached
    // Its lease has run out, and somebody has had another token made.
    later(4001)
    platform.killToken()
    const token = await account().accessToken()
    slow.open()
    expect(await waiting).toBe(token)
    expect(JSON.parse((await store.get(KEY))?.value ?? '')).toMatchObject({ value: token })
    expect(asked()[0]).toBe(2)
  })

  it('who fails takes what another one got meanwhile, and asks as before', async () => {
    const slow = gate()
    let failing = true
    const sleeper = account({
      fetch: async (...request) => {
        if (!failing) return ask(...request)
        await slow.wait()
        throw new TypeError('fetch failed')
      },
    })
    const waiting = sleeper.accessToken()
    await slow.isReached
    later(4001)
    const token = await account().accessToken()
    slow.open()
    expect(await waiting).toBe(token)
    failing = false
    platform.killToken()
    expect(await sleeper.request('/cgi-bin/getcallbackip')).toEqual({ ip_list: expect.any(Array) })
  })
})

describe('the lock', () => {
  it('is kept by who works for longer than its lease, and the others see at once what he got', async () => {
    holdTimers()
    const slow = account({
      hosts: ['https://silent.example', 'https://silent2.example', 'https://api.example'],
      fetch: (url, init) => (String(url).includes('silent') ? new Promise(() => {}) : ask(url, init)),
    })
    const tokens = [slow, ...Array.from({ length: 10 }, () => account())].map(wx => wx.accessToken())
    await vi.advanceTimersByTimeAsync(3000 + 200 + 3000 + 400 + 150)
    expect(new Set(await Promise.all(tokens)).size).toBe(1)
    expect(asked()[0]).toBe(1)
    // And nothing goes on after that.
    await vi.advanceTimersByTimeAsync(3000)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('of one that is killed is free after 4 s, and not before', async () => {
    holdTimers()
    const killed = gate()
    account({ fetch: () => killed.wait() as never })
      .accessToken()
      .catch(() => {})
    await killed.isReached
    later(3900)
    expect((await store.get(`${KEY}:lock`))?.ttl).toBeGreaterThan(0)
    later(101)
    expect(await store.get(`${KEY}:lock`)).toBeUndefined()
  })

  it('is not taken back by who stood still: he waits for the one who has it', async () => {
    holdTimers()
    const [slow, slower] = [gate(), gate()]
    const given: string[] = []
    const through =
      ({ wait }: ReturnType<typeof gate>): typeof fetch =>
      async (...request) => {
        const answer = await ask(...request)
        given.push((await answer.clone().json()).access_token)
        await wait()
        return answer
      }
    const sleeping = account({ fetch: through(slow) }).accessToken()
    await slow.isReached
    await vi.advanceTimersByTimeAsync(500)
    later(11_000)
    platform.killToken()
    const working = account({ fetch: through(slower) }).accessToken()
    await slower.isReached
    // The one who stood still says that he works.
    await vi.advanceTimersByTimeAsync(600)
    slow.open()
    await vi.advanceTimersByTimeAsync(200)
    slower.open()
    await vi.advanceTimersByTimeAsync(200)
    // The first one was dead by then.
    expect(await Promise.all([sleeping, working])).toEqual([given[1], given[1]])
    expect(JSON.parse((await store.get(KEY))?.value ?? '')).toMatchObject({ value: given[1] })
    expect(given).toHaveLength(2)
  })
})

it('who waits for somebody else in vain is told in time, and so is who comes later', async () => {
  holdTimers()
  const wx = account({ store: { ...store, add: async () => false } })
  const first = expect(wx.accessToken()).rejects.toMatchObject({ code: 'TIMEOUT' })
  await vi.advanceTimersByTimeAsync(5000)
  const second = expect(wx.accessToken()).rejects.toMatchObject({ code: 'TIMEOUT' })
  await vi.advanceTimersByTimeAsync(10_500)
  await Promise.all([first, second])
})

it('a page after a quiet time waits for a silent platform no longer than a moment', async () => {
  holdTimers()
  let silent = false
  const wx = account({
    hosts: ['https://api.example', 'https://api2.example'],
    fetch: (...request) => (silent ? new Promise(() => {}) : ask(...request)),
  })
  const ticket = await wx.ticket('jsapi')
  silent = true
  later(11 * 60_000)
  const waiting = wx.ticket('jsapi')
  await vi.advanceTimersByTimeAsync(2000)
  expect(await waiting).toBe(ticket)
})

it('a lock that somebody else holds for too long is told, with whom to look at', async () => {
  await store.add(`${KEY}:lock`, 'somebody', 1e9)
  const waiting = expect(account().accessToken()).rejects.toMatchObject({
    code: 'TIMEOUT',
    hint: expect.stringContaining('Another process'),
  })
  await aMoment()
  later(10_001)
  await waiting
  expect(events).toEqual([expect.objectContaining({ type: 'failure', credential: 'access_token' })])
})

describe('memory', () => {
  it('is believed for 60 s, and not longer', async () => {
    // A store that takes as long as one on another machine.
    const get: Store['get'] = async key => {
      await aMoment()
      return store.get(key)
    }
    const [one, other] = [account(), account({ store: { ...store, get } })]
    await one.accessToken()
    const old = await other.accessToken()
    platform.killToken()
    await one.request('/cgi-bin/ticket/getticket', { query: { type: 'jsapi' } })
    const now = await one.accessToken()
    expect(now).not.toBe(old)
    later(59_000)
    expect(await other.accessToken()).toBe(old)
    later(1001)
    expect(await other.accessToken()).toBe(now)
  })

  it('is given while the store is asked for too long', async () => {
    const silent: Store = { ...store, get: key => (stuck ? new Promise(() => {}) : store.get(key)) }
    let stuck = false
    const wx = account({ store: silent })
    const token = await wx.accessToken()
    stuck = true
    later(61_000)
    // Not the 2 s that a store has where there is nothing else. On a busy machine both timers are late, and in order.
    const late = new Promise(resolve => setTimeout(resolve, 1900, 'late'))
    expect(await Promise.race([wx.accessToken(), late])).toBe(token)
  })

  it('is given where the store has gone back to an older token, as a server of Redis that takes over does', async () => {
    const wx = account()
    await wx.accessToken()
    const before = await store.get(KEY)
    const rotated = 7200_000 - 280_000
    later(rotated)
    await wx.accessToken()
    await aMoment()
    const token = await wx.accessToken()
    expect(before?.value).not.toContain(token)
    platform.fail(TOKEN, FAULTS.busy, Infinity)
    later(290_000)
    // The old one is dead, and would not hold the rest of its time.
    await store.set(KEY, before?.value ?? '', (before?.ttl ?? 0) - rotated - 290_000)
    expect(await wx.accessToken()).toBe(token)
  })

  it('is not given once it is dead, though the store is slow', async () => {
    let ms = 0
    const get: Store['get'] = async key => {
      await aMoment(ms)
      ms = 0
      return store.get(key)
    }
    const wx = account({ store: { ...store, get } })
    await wx.accessToken()
    ms = 250
    later(7200_000)
    platform.fail(TOKEN, { errcode: 45009, errmsg: 'spent' })
    await expect(wx.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
  })

  it('that is not believed any more has the store looked at once, however many ask', async () => {
    let looks = 0
    const get: Store['get'] = key => {
      looks += 1
      return store.get(key)
    }
    const wx = account({ store: { ...store, get } })
    await wx.accessToken()
    looks = 0
    later(61_000)
    await Promise.all(Array.from({ length: 50 }, () => wx.accessToken()))
    expect(looks).toBe(1)
  })

  it('has what the store never took for as long as it holds', async () => {
    const set: Store['set'] = () => Promise.reject(new Error('READONLY'))
    const wx = account({ store: { ...store, set } })
    const token = await wx.accessToken()
    for (let i = 0; i < 10; i += 1) {
      later(61_000)
      expect(await wx.accessToken()).toBe(token)
      await aMoment(1)
    }
    expect(asked()[0]).toBe(1)
    // But not longer.
    later(7200_000)
    expect(await wx.accessToken()).not.toBe(token)
  })

  it('that the store never took gives way to what others have stored since', async () => {
    const set: Store['set'] = () => Promise.reject(new Error('READONLY'))
    const wx = account({ store: { ...store, set } })
    await wx.accessToken()
    platform.killToken()
    later(1000)
    const token = await account().accessToken()
    later(61_000)
    expect(await wx.accessToken()).toBe(token)
  })

  it('is given where the store has lost everything, while one process asks', async () => {
    const wx = account()
    const token = await wx.accessToken()
    await store.delete(KEY, (await store.get(KEY))?.value ?? '')
    later(61_000)
    expect(await wx.accessToken()).toBe(token)
    await vi.waitFor(async () => expect((await store.get(KEY))?.value).toContain(token))
    expect(asked()[0]).toBe(2)
  })
})

describe('what stands in the store and is none of ours', () => {
  it.each([
    ['no JSON', 'x'],
    ['another shape', '{"token":"x"}'],
    ['no text', '{"value":1}'],
    ['null', 'null'],
    [
      'no times',
      '{"value":"x","id":"1","ageKnown":true,"refusals":[],"knownFor":0,"askIn":null,"holdsFor":7200000}',
    ],
    [
      'no refusals',
      '{"value":"x","id":"1","ageKnown":true,"refusals":["y"],"knownFor":0,"askIn":1000,"holdsFor":7200000}',
    ],
    [
      'a life of years',
      '{"value":"x","id":"1","ageKnown":true,"refusals":[],"knownFor":0,"askIn":1000,"holdsFor":100000000000}',
    ],
  ])('%s is as nothing', async (_name, text) => {
    // As long as what holds is kept.
    await store.set(KEY, text, 7800_000)
    expect(await account().accessToken()).toMatch(/^\S{100,512}$/)
    expect(asked()[0]).toBe(1)
  })
})

describe('a failure', () => {
  it.each([
    ['of the account is everybody’s', 45009, 'QUOTA_SPENT', 1],
    ['of this minute is everybody’s', 45011, 'RATE_LIMITED', 1],
    ['of one machine is its own', 40164, 'IP_NOT_LISTED', 2],
    ['of one secret is its own', 40125, 'CREDENTIALS_REFUSED', 2],
    ['of no known kind is its own', 99999, 'BAD_REQUEST', 2],
    ['of one API is its own', 48001, 'NOT_PERMITTED', 2],
  ])('%s (%d)', async (_name, errcode, code, calls) => {
    platform.fail(TOKEN, { errcode, errmsg: 'invalid ip 203.0.113.9' })
    await expect(account().accessToken()).rejects.toMatchObject({ code, errcode })
    const other = await account()
      .accessToken()
      .catch((error: unknown) => error)
    if (calls === 1) expect(other).toMatchObject({ code, errcode, errmsg: 'invalid ip 203.0.113.9' })
    else expect(other).toEqual(expect.any(String))
    expect(asked()[0]).toBe(calls)
  })

  it('of a platform that is busy is everybody’s', async () => {
    platform.fail(TOKEN, { errcode: -1, errmsg: 'system error' }, 5)
    await expect(account().accessToken()).rejects.toMatchObject({ code: 'BUSY' })
    await expect(account().accessToken()).rejects.toMatchObject({ code: 'BUSY', errcode: -1 })
    expect(asked()[0]).toBe(5)
  })

  it('of one way out is its own', async () => {
    const fetch = async () => {
      throw new TypeError('fetch failed')
    }
    await expect(account({ fetch }).accessToken()).rejects.toMatchObject({ code: 'UNREACHABLE' })
    expect(await account().accessToken()).toEqual(expect.any(String))
  })

  it('that the store does not take is told as it came, and WeChat asked once', async () => {
    platform.fail(TOKEN, { errcode: 45009, errmsg: 'spent' })
    const set: Store['set'] = () => Promise.reject(new Error('READONLY'))
    const wx = account({ store: { ...store, set } })
    await expect(wx.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
    expect(asked()[0]).toBe(1)
  })

  it.each([
    'x',
    '{}',
    'null',
    '{"code":"CREDENTIALS_REFUSED","errmsg":"","hint":""}',
    '{"code":"BUSY","errmsg":{},"hint":""}',
    '{"code":"BUSY","errmsg":"","hint":7}',
    '{"code":"BUSY","errcode":"-1","errmsg":"","hint":""}',
  ])('that is none of ours, as %s, is as none', async text => {
    await store.set(`${KEY}:failure`, text, 600_000)
    expect(await account().accessToken()).toEqual(expect.any(String))
  })

  it.each([
    ['an API that the account lacks', 48001, 1],
    ['a token, twice', 40001, 2],
  ])('for %s is left alone for 30 s', async (_name, errcode, times) => {
    const wx = account()
    await wx.accessToken()
    platform.fail(TICKET, { errcode, errmsg: 'no' }, times)
    await expect(wx.ticket('jsapi')).rejects.toMatchObject({ errcode })
    later(29_000)
    await expect(wx.ticket('jsapi')).rejects.toMatchObject({ errcode })
    expect(asked()[1]).toBe(times)
    later(1000)
    expect(await wx.ticket('jsapi')).toEqual(expect.any(String))
  })

  it('whose time in the store is too long is over when the time of its kind is', async () => {
    await store.set(`${KEY}:failure`, '{"code":"RATE_LIMITED","errcode":45011,"errmsg":"","hint":"x"}', 1e9)
    const wx = account()
    await expect(wx.accessToken()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    await store.delete(`${KEY}:failure`, (await store.get(`${KEY}:failure`))?.value ?? '')
    later(60_001)
    expect(await wx.accessToken()).toEqual(expect.any(String))
  })

  it('that another process has told is over when its time is', async () => {
    platform.fail(TOKEN, { errcode: 45009, errmsg: 'spent' })
    await account()
      .accessToken()
      .catch(() => {})
    const other = account()
    later(300_000)
    await expect(other.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
    later(299_000)
    await expect(other.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
    later(1001)
    expect(await other.accessToken()).toEqual(expect.any(String))
  })

  it('is told as it came, also where the store goes down with it', async () => {
    let isDown = false
    const get: Store['get'] = key => (isDown ? Promise.reject(new Error('down')) : store.get(key))
    const wx = account({
      store: { ...store, get },
      fetch: async () => {
        isDown = true
        return Response.json({ errcode: 40164, errmsg: 'invalid ip 203.0.113.9' })
      },
    })
    await expect(wx.accessToken()).rejects.toMatchObject({ code: 'IP_NOT_LISTED' })
  })

  it('names the address that is to be put on the list', async () => {
    const errmsg = 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 1-2-3'
    platform.fail(TOKEN, { errcode: 40164, errmsg })
    await expect(account().accessToken()).rejects.toMatchObject({
      errmsg,
      hint: expect.stringContaining('203.0.113.9'),
    })
  })
})

describe('a ticket that died', () => {
  it('is remembered for a while, so that the age of the next one is known, and it is asked for at leisure', async () => {
    platform.fail(TICKET, { errcode: 0, errmsg: 'ok', ticket: 'old', expires_in: 60 })
    await account().ticket('jsapi')
    later(90_000)
    const wx = account()
    await wx.ticket('jsapi')
    later(6 * 60_000)
    await wx.ticket('jsapi')
    await aMoment()
    expect(asked()[1]).toBe(2)
  })
})

describe('a ticket that is due', () => {
  it('is asked for once by all, also where WeChat names the same again, and that is told', async () => {
    const all = [account(), account(), account()]
    for (const wx of all) await wx.ticket('jsapi')
    later(5 * 60_000)
    for (const wx of all) await wx.ticket('jsapi')
    await aMoment(200)
    expect(asked()[1]).toBe(2)
    expect(events.filter(event => event.type === 'refreshed' && event.credential === 'jsapi_ticket')).toEqual(
      [expect.objectContaining({ changed: true }), expect.objectContaining({ changed: false })],
    )
  })

  it('is asked for again after busy', async () => {
    platform.fail(TICKET, { errcode: -1, errmsg: 'system error' })
    expect(await account().ticket('jsapi')).toEqual(expect.any(String))
    expect(asked()[1]).toBe(2)
  })

  it('has a type that there is', async () => {
    for (const type of ['card', 'toString', '__proto__'])
      await expect(account().ticket(type as never)).rejects.toThrow(
        new TypeError(`ticket: there is no type ${type}`),
      )
  })
})

describe('a store', () => {
  it('in memory sets and deletes for the owner alone', async () => {
    await store.add('lock', 'other', 5000)
    expect(await store.set('key', 'robbed', 5000, { key: 'lock', value: 'me' })).toBe(false)
    expect(await store.get('key')).toBeUndefined()
    expect(await store.delete('lock', 'me')).toBe(false)
    expect(await store.add('lock', 'me', 5000)).toBe(false)
    expect(await store.set('key', 'mine', 5000, { key: 'lock', value: 'other' })).toBe(true)
    expect(await store.delete('lock', 'other')).toBe(true)
  })

  it('is given whole times alone', async () => {
    const times: number[] = []
    const watched: Store = {
      ...store,
      set: (key, value, ttl, ...more) => {
        times.push(ttl)
        return store.set(key, value, ttl, ...more)
      },
      add: (key, value, ttl) => {
        times.push(ttl)
        return store.add(key, value, ttl)
      },
    }
    for (const tokenApi of ['stable', 'legacy'] as const) {
      const wx = account({ store: watched, tokenApi, appId: SIMULATED_ACCOUNT.appId })
      await wx.signature('https://a.example')
      await wx.signature('https://a.example', { refused: true })
      await store.delete(KEY, (await store.get(KEY))?.value ?? '')
    }
    expect(times.length).toBeGreaterThan(5)
    expect(times.filter(ttl => !Number.isSafeInteger(ttl) || ttl <= 0)).toEqual([])
  })

  it('that failed is left alone for 5 s, and told of once', async () => {
    let looks = 0
    const get = () => {
      looks += 1
      return Promise.reject(new Error('down'))
    }
    const wx = account({ store: { ...store, get } })
    await Promise.all([wx.accessToken(), wx.ticket('jsapi'), wx.ticket('jsapi')])
    const first = looks
    expect(events.filter(({ type }) => type === 'store-failure')).toHaveLength(1)
    later(4000)
    await wx.ticket('wx_card')
    expect(looks).toBe(first)
    later(61_000)
    await wx.accessToken()
    later(5000)
    looks = 0
    await wx.ticket('wx_card')
    await wx.ticket('jsapi')
    expect(looks).toBe(1)
  })

  it('leaves no timer behind', async () => {
    holdTimers()
    const safe = createResilientStore(store, () => {}, 'test')
    await safe.get('a')
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a refused token', () => {
  const use = (wx: ReturnType<typeof account>) =>
    wx.request('/cgi-bin/ticket/getticket', { query: { type: 'jsapi' } })

  it('is asked for by force only where WeChat names it once more', async () => {
    const bodies: unknown[] = []
    const wx = account({
      fetch: (url, init) => {
        if (String(url).includes(TOKEN)) bodies.push(JSON.parse(String(init?.body)).force_refresh)
        return ask(url, init)
      },
    })
    await wx.accessToken()
    platform.killToken()
    await use(wx)
    expect(bodies).toEqual([undefined, undefined])
    later(31_000)
    // WeChat refuses it, and still names it.
    platform.fail(TICKET, { errcode: 40001, errmsg: 'invalid credential' })
    const refused = await wx.accessToken()
    await use(wx)
    expect(bodies).toEqual([undefined, undefined, undefined, true])
    expect(await wx.accessToken()).not.toBe(refused)
  })

  it('is not asked for by force again within 30 s, by nobody, also where that failed', async () => {
    let forced = 0
    const fetch: typeof globalThis.fetch = async (url, init) => {
      if (!String(init?.body).includes('force_refresh')) return ask(url, init)
      forced += 1
      return new Response('', { status: 502 })
    }
    const processes = [account({ fetch }), account({ fetch })]
    for (const one of processes) await one.accessToken()
    platform.fail(IPS, { errcode: 40001, errmsg: 'invalid credential' }, Infinity)
    for (let seconds = 0; seconds < 60; seconds += 6) {
      for (const one of processes) await expect(one.request(IPS)).rejects.toThrow()
      later(6000)
    }
    expect(forced).toBe(2)
  })

  it.each([45009, 45011])(
    'that cannot be had by force (%d) is given on, and the refusal told',
    async errcode => {
      const wx = account()
      const token = await wx.accessToken()
      platform.fail(TICKET, { errcode: 40001, errmsg: 'invalid credential, access_token is invalid' })
      platform.fail(TOKEN, async request =>
        (await request.json()).force_refresh ? { errcode, errmsg: 'reach max' } : undefined,
      )
      platform.fail(TOKEN, async () => ({ errcode, errmsg: 'reach max' }))
      await expect(use(wx)).rejects.toMatchObject({ code: 'TOKEN_REFUSED', errcode: 40001 })
      expect(await wx.accessToken()).toBe(token)
    },
  )

  it('is not asked for by force a second time where the answer was lost: their number is small', async () => {
    let forced = 0
    const wx = account({
      fetch: async (url, init) => {
        const answer = await ask(url, init)
        if (!String(init?.body).includes('force_refresh')) return answer
        forced += 1
        throw new TypeError('fetch failed')
      },
    })
    await wx.accessToken()
    platform.fail(TICKET, { errcode: 40001, errmsg: 'invalid credential' })
    await expect(use(wx)).rejects.toMatchObject({ code: 'UNREACHABLE' })
    expect(forced).toBe(1)
  })

  it('that WeChat goes on naming is replaced once, also for those who waited for it, and without the store', async () => {
    const slow = gate()
    let bodies: { force_refresh?: boolean }[] = []
    let wait = false
    const down = () => Promise.reject(new Error('down'))
    const wx = account({
      store: { get: down, set: down, add: down, delete: down },
      fetch: async (url, init) => {
        if (!String(url).includes(TOKEN)) return ask(url, init)
        bodies.push(JSON.parse(String(init?.body)))
        if (wait) await slow.wait()
        return ask(url, init)
      },
    })
    const named = { access_token: 'dead', expires_in: 7200 }
    platform.fail(TOKEN, named, 3)
    await wx.accessToken()
    bodies = []
    wait = true
    // It is time for the next one: that is under way when they are refused.
    later(6912_000)
    await wx.accessToken()
    await slow.isReached
    const using = Promise.all(Array.from({ length: 50 }, () => use(wx)))
    await aMoment()
    slow.open()
    await using
    expect(bodies.map(({ force_refresh }) => force_refresh)).toEqual([undefined, undefined, true])
  })

  it('is replaced by what another process got, also where this one has failed a moment ago', async () => {
    const [one, other] = [account(), account()]
    await one.accessToken()
    await other.accessToken()
    platform.killToken()
    platform.fail(TOKEN, { errcode: 40164, errmsg: 'invalid ip 203.0.113.9, not in whitelist' })
    await expect(one.request(IPS)).rejects.toMatchObject({ code: 'IP_NOT_LISTED' })
    await expect(other.request(IPS)).resolves.toMatchObject({ ip_list: [expect.any(String)] })
    await expect(one.request(IPS)).resolves.toMatchObject({ ip_list: [expect.any(String)] })
  })

  it('is replaced once for all who were refused', async () => {
    const wx = account()
    await wx.accessToken()
    platform.killToken()
    await Promise.all(Array.from({ length: 50 }, () => use(wx)))
    expect(asked()[0]).toBe(2)
  })

  const readOnly: Partial<Store> = { set: () => Promise.reject(new Error('READONLY')) }
  it.each([
    ['', {}],
    [', also without the store', readOnly],
  ])('is not replaced again within 30 s, and the refusal told as it came%s', async (_name, part) => {
    const wx = account({ store: { ...store, ...part } })
    await wx.accessToken()
    platform.killToken()
    await use(wx)
    platform.killToken()
    await expect(use(wx)).rejects.toMatchObject({ code: 'TOKEN_REFUSED', errcode: 40001 })
    later(29_000)
    await expect(use(wx)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' })
    expect(asked()[0]).toBe(2)
    later(1001)
    await use(wx)
    expect(asked()[0]).toBe(3)
  })

  it.each([
    ['three times within ten minutes is a conflict', [0, 200_000, 390_000], 1],
    ['twice within ten minutes is none', [0, 200_000], 0],
    ['three times within more is none', [0, 290_000, 320_000], 0],
    ['six times is two', [0, 100_000, 100_000, 100_000, 100_000, 50_000], 2],
  ])('%s', async (_name, pauses, conflicts) => {
    const wx = [account(), account()]
    for (const [i, pause] of pauses.entries()) {
      later(pause)
      await wx[0]?.accessToken()
      platform.killToken()
      await use(wx[i % 2] as (typeof wx)[number])
    }
    expect(events.filter(({ type }) => type === 'token-conflict')).toHaveLength(conflicts)
  })
})

describe('a page that was refused', () => {
  it('in another process, is signed with the ticket that is there, and WeChat not asked', async () => {
    const [one, other] = [account(), account()]
    const dead = await one.ticket('jsapi')
    await other.ticket('jsapi')
    platform.killTicket()
    await one.signature('https://a.example', { refused: true })
    expect(await other.ticket('jsapi')).toBe(dead)
    await other.signature('https://a.example', { refused: true })
    expect(await other.ticket('jsapi')).toBe(await one.ticket('jsapi'))
    expect(asked()[1]).toBe(2)
  })

  it('in two processes one after the other has WeChat asked once, and the second one waits for nothing', async () => {
    holdTimers()
    const [one, other] = [account(), account()]
    await one.ticket('jsapi')
    await other.ticket('jsapi')
    // WeChat names the same ticket again.
    await one.signature('https://a.example', { refused: true })
    await other.signature('https://a.example', { refused: true })
    expect(asked()[1]).toBe(2)
  })

  it('where another process was about to ask, and never did, is signed after a moment', async () => {
    holdTimers()
    const wx = account()
    const ticket = await wx.ticket('jsapi')
    later(1000)
    await store.add(`wx-ready:{${SIMULATED_ACCOUNT.appId}}:jsapi_ticket:refused`, '1', 30_000)
    const signing = wx.signature('https://a.example', { refused: true })
    await vi.advanceTimersByTimeAsync(2100)
    expect(await signing).toMatchObject({ appId: SIMULATED_ACCOUNT.appId })
    expect([await wx.ticket('jsapi'), asked()[1]]).toEqual([ticket, 1])
  })

  it('with a ticket that others have replaced long ago asks nobody, and the next one is heard', async () => {
    const [one, other] = [account(), account()]
    await one.ticket('jsapi')
    await other.ticket('jsapi')
    platform.killTicket()
    await one.signature('https://a.example', { refused: true })
    later(31_000)
    await other.signature('https://a.example', { refused: true })
    expect(asked()[1]).toBe(2)
    platform.killTicket()
    await other.signature('https://a.example', { refused: true })
    expect(asked()[1]).toBe(3)
  })

  it('within 30 s of the last one is signed with what others have got since', async () => {
    const key = `wx-ready:{${SIMULATED_ACCOUNT.appId}}:jsapi_ticket`
    const wx = account()
    await wx.ticket('jsapi')
    await wx.signature('https://a.example', { refused: true })
    platform.killTicket()
    await store.delete(key, (await store.get(key))?.value ?? '')
    const ticket = await account().ticket('jsapi')
    const { signature, ...values } = await wx.signature('https://a.example', { refused: true })
    expect(signature).toBe(jsApiSignature({ ...values, ticket, url: 'https://a.example' }))
  })

  it('has the ticket asked for though the store is down', async () => {
    let isDown = false
    const add: Store['add'] = (...entry) => (isDown ? Promise.reject(new Error('down')) : store.add(...entry))
    const wx = account({ store: { ...store, add } })
    const dead = await wx.ticket('jsapi')
    platform.killTicket()
    isDown = true
    await wx.signature('https://a.example', { refused: true })
    expect(await wx.ticket('jsapi')).not.toBe(dead)
    // The store is back, with what it had.
    isDown = false
    later(61_000)
    expect(await wx.ticket('jsapi')).not.toBe(dead)
  })

  it('while another process asks, waits for what that gets', async () => {
    const slow = gate()
    let wait = false
    const asking = account({
      fetch: async (...request) => {
        if (wait) await slow.wait()
        return ask(...request)
      },
    })
    const other = account()
    await asking.ticket('jsapi')
    const dead = await other.ticket('jsapi')
    platform.killTicket()
    wait = true
    later(1000)
    const first = asking.signature('https://a.example', { refused: true })
    await slow.isReached
    const second = other.signature('https://a.example', { refused: true })
    await aMoment()
    slow.open()
    await Promise.all([first, second])
    expect(await other.ticket('jsapi')).not.toBe(dead)
    expect(asked()[1]).toBe(2)
  })
})
