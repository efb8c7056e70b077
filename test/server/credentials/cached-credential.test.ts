import { describe, expect, it, vi } from 'vitest'
import type { Store } from '../../../src/server/index.js'
import { FAULTS } from '../../../src/simulator/platform/index.js'
import { createGate } from '../../support/gate.js'
import { fakeAllTimers, pause, setUpPlatform, storeKey, TOKEN_PATH } from '../../support/platform-fixture.js'

const wechat = setUpPlatform()
const { account, advanceDate, fetchPlatform, removeStored, requests, stored } = wechat

describe('a cached token', () => {
  it('is used for 60 s before the store is read again', async () => {
    // As slow as a store on another machine.
    const get: Store['get'] = async key => {
      await pause()
      return wechat.store.get(key)
    }
    const [one, other] = [account(), account({ store: { ...wechat.store, get } })]
    await one.accessToken()
    const old = await other.accessToken()
    wechat.platform.killToken()
    await one.request('/cgi-bin/ticket/getticket', { query: { type: 'jsapi' } })
    const now = await one.accessToken()
    expect(now).not.toBe(old)
    advanceDate(59_000)
    expect(await other.accessToken()).toBe(old)
    advanceDate(1001)
    expect(await other.accessToken()).toBe(now)
  })

  it('is used when the store is slow to respond', async () => {
    const silent: Store = {
      ...wechat.store,
      get: key => (stuck ? new Promise(() => {}) : wechat.store.get(key)),
    }
    let stuck = false
    const wx = account({ store: silent })
    const token = await wx.accessToken()
    stuck = true
    advanceDate(61_000)
    // Without a cached token the store gets 2 s. On a busy machine both timers are late, but in order.
    const late = new Promise(resolve => setTimeout(resolve, 1900, 'late'))
    expect(await Promise.race([wx.accessToken(), late])).toBe(token)
  })

  it('is used when the store returns an older token, as a Redis replica does after a failover', async () => {
    const wx = account()
    await wx.accessToken()
    const before = await wechat.store.get(storeKey('access_token'))
    const rotated = 7200_000 - 280_000
    advanceDate(rotated)
    await wx.accessToken()
    await pause()
    const token = await wx.accessToken()
    expect(before?.value).not.toContain(token)
    wechat.platform.fail(TOKEN_PATH, FAULTS.busy, Infinity)
    advanceDate(290_000)
    // The older token is dead, although its entry has not expired.
    await wechat.store.set(
      storeKey('access_token'),
      before?.value ?? '',
      (before?.ttl ?? 0) - rotated - 290_000,
    )
    expect(await wx.accessToken()).toBe(token)
  })

  it('is not used after its expiry, even if the store is slow', async () => {
    let ms = 0
    const get: Store['get'] = async key => {
      await pause(ms)
      ms = 0
      return wechat.store.get(key)
    }
    const wx = account({ store: { ...wechat.store, get } })
    await wx.accessToken()
    ms = 250
    advanceDate(7200_000)
    wechat.platform.fail(TOKEN_PATH, { errcode: 45009, errmsg: 'spent' })
    await expect(wx.accessToken()).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
  })

  it('older than 60 s causes one store read, however many callers there are', async () => {
    let looks = 0
    const get: Store['get'] = key => {
      looks += 1
      return wechat.store.get(key)
    }
    const wx = account({ store: { ...wechat.store, get } })
    await wx.accessToken()
    looks = 0
    advanceDate(61_000)
    await Promise.all(Array.from({ length: 50 }, () => wx.accessToken()))
    expect(looks).toBe(1)
  })

  it('that the store did not accept is used until it expires', async () => {
    const set: Store['set'] = () => Promise.reject(new Error('READONLY'))
    const wx = account({ store: { ...wechat.store, set } })
    const token = await wx.accessToken()
    for (let i = 0; i < 10; i += 1) {
      advanceDate(61_000)
      expect(await wx.accessToken()).toBe(token)
      await pause(1)
    }
    expect(requests().token).toBe(1)
    // Then a new one is requested.
    advanceDate(7200_000)
    expect(await wx.accessToken()).not.toBe(token)
  })

  it('that the store did not accept is replaced by what another process stored since', async () => {
    const set: Store['set'] = () => Promise.reject(new Error('READONLY'))
    const wx = account({ store: { ...wechat.store, set } })
    await wx.accessToken()
    wechat.platform.killToken()
    advanceDate(1000)
    const token = await account().accessToken()
    advanceDate(61_000)
    expect(await wx.accessToken()).toBe(token)
  })

  it('is used when the store lost its data, while one process refreshes', async () => {
    const wx = account()
    const token = await wx.accessToken()
    await removeStored('access_token')
    advanceDate(61_000)
    expect(await wx.accessToken()).toBe(token)
    await vi.waitFor(async () => expect(await stored('access_token')).toContain(token))
    expect(requests().token).toBe(2)
  })
})

it('a newer token of another process is used, though a slow store makes it look older', async () => {
  let slowness = 0
  const get: Store['get'] = key => {
    advanceDate(slowness)
    return wechat.store.get(key)
  }
  const wx = account({ store: { ...wechat.store, get } })
  const other = account()
  await wx.accessToken()
  wechat.platform.killToken()
  advanceDate(1000)
  await other.request('/cgi-bin/getcallbackip')
  const token = await other.accessToken()
  advanceDate(61_000)
  slowness = 3000
  expect(await wx.accessToken()).toBe(token)
})

it('a call waits for its own refresh if the one in the background was abandoned', async () => {
  fakeAllTimers()
  let hangs = false
  const silent = createGate()
  const wx = account({
    fetch: (...request) => (hangs ? (silent.wait() as never) : fetchPlatform(...request)),
  })
  const old = await wx.accessToken()
  advanceDate(6920_000)
  hangs = true
  expect(await wx.accessToken()).toBe(old)
  await silent.isReached
  hangs = false
  // In a Worker, the timers of a request end with it: there is no heartbeat. The lease has expired too.
  advanceDate(5000)
  const next = wx.accessToken()
  await vi.advanceTimersByTimeAsync(1000)
  expect(await next).not.toBe(old)
})

it('after 11 idle minutes a page waits 2 s for a silent platform, then gets the cached ticket', async () => {
  fakeAllTimers()
  let silent = false
  const wx = account({
    hosts: ['https://api.example', 'https://api2.example'],
    fetch: (...request) => (silent ? new Promise(() => {}) : fetchPlatform(...request)),
  })
  const ticket = await wx.ticket('jsapi')
  silent = true
  advanceDate(11 * 60_000)
  const waiting = wx.ticket('jsapi')
  await vi.advanceTimersByTimeAsync(2000)
  expect(await waiting).toBe(ticket)
})

describe('while WeChat is silent and the cached ticket may have expired', () => {
  const silenced = async () => {
    fakeAllTimers()
    let isSilent = false
    const wx = account({
      fetch: (...request) => (isSilent ? new Promise(() => {}) : fetchPlatform(...request)),
    })
    const ticket = await wx.ticket('jsapi')
    isSilent = true
    advanceDate(11 * 60_000)
    return { wx, ticket }
  }
  /** What a call has given so far. */
  const settled = async (call: Promise<string>) => {
    const state: { value?: string } = {}
    void call.then(value => {
      state.value = value
    })
    await vi.advanceTimersByTimeAsync(0)
    // A refresh in the background starts after this turn.
    await new Promise(setImmediate)
    return state
  }

  it('callers wait until 2 s after the start of the refresh, whenever they joined it', async () => {
    const { wx, ticket } = await silenced()
    const first = await settled(wx.ticket('jsapi'))
    await vi.advanceTimersByTimeAsync(1500)
    const second = await settled(wx.ticket('jsapi'))
    await vi.advanceTimersByTimeAsync(400)
    expect([first.value, second.value]).toEqual([undefined, undefined])
    await vi.advanceTimersByTimeAsync(200)
    expect([first.value, second.value]).toEqual([ticket, ticket])
    await vi.advanceTimersByTimeAsync(10_000)
  })

  it('no caller waits for the next refresh within 30 s of a failed one', async () => {
    const { wx, ticket } = await silenced()
    await settled(wx.ticket('jsapi'))
    // The refresh times out after 3 s, and is repeated 5 s later at the earliest.
    await vi.advanceTimersByTimeAsync(9000)
    const next = await settled(wx.ticket('jsapi'))
    expect(next.value).toBe(ticket)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(wechat.events.filter(({ type }) => type === 'failure').length).toBeGreaterThanOrEqual(2)
    advanceDate(30_000)
    const later = await settled(wx.ticket('jsapi'))
    expect(later.value).toBeUndefined()
    await vi.advanceTimersByTimeAsync(10_000)
  })
})
