import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AccountEvent, createAccount, memoryStore, type Store } from '../../src/server/index.js'
import {
  createPlatform,
  FAULTS,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform.js'

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
    const [one, other] = [account(), account()]
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
    const start = performance.now()
    expect(await wx.accessToken()).toBe(token)
    // Not the 2 s that a store has where there is nothing else.
    expect(performance.now() - start).toBeLessThan(1500)
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
      '{"value":"x","id":"1","ageKnown":true,"refusals":[],"knownFor":0,"askIn":null,"holdsFor":1}',
    ],
  ])('%s is as nothing', async (_name, text) => {
    await store.set(KEY, text, 60_000)
    expect(await account().accessToken()).toMatch(/^\S{100,512}$/)
    expect(asked()[0]).toBe(1)
  })
})

describe('a failure', () => {
  it.each([
    ['of the account is everybody’s', 45009, 'QUOTA_SPENT', 1],
    ['of one machine is its own', 40164, 'IP_NOT_LISTED', 2],
    ['of one secret is its own', 40125, 'CREDENTIALS_REFUSED', 2],
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

  it('that another process has told is over when its time is', async () => {
    platform.fail(TOKEN, { errcode: 45009, errmsg: 'spent' })
    await account()
      .accessToken()
      .catch(() => {})
    const other = account()
    await expect(other.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
    later(599_000)
    await expect(other.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
    later(1001)
    expect(await other.accessToken()).toEqual(expect.any(String))
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

  it('that cannot be had by force is given on, and the refusal told', async () => {
    const wx = account()
    const token = await wx.accessToken()
    platform.fail(TICKET, { errcode: 40001, errmsg: 'invalid credential, access_token is invalid' })
    platform.fail(TOKEN, async request =>
      (await request.json()).force_refresh ? { errcode: 45009, errmsg: 'reach max' } : undefined,
    )
    platform.fail(TOKEN, async () => ({ errcode: 45009, errmsg: 'reach max' }))
    await expect(use(wx)).rejects.toMatchObject({ code: 'TOKEN_REFUSED', errcode: 40001 })
    expect(await wx.accessToken()).toBe(token)
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

  it('is not replaced again within 30 s, and the refusal told as it came', async () => {
    const wx = account()
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
