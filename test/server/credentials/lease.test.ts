import { describe, expect, it, vi } from 'vitest'
import { createStallGuard } from '../../../src/server/credentials/stall-guard.js'
import type { Store } from '../../../src/server/index.js'
import { createGate, type Gate } from '../../support/gate.js'
import { fakeAllTimers, pause, setUpPlatform, storeKey } from '../../support/platform-fixture.js'

const wechat = setUpPlatform()
const { account, advanceDate, fetchPlatform, requests, stored } = wechat

describe('a refresh by several processes', () => {
  it('a process reads the store again once it has the lease: another may just have refreshed', async () => {
    const slow = createGate()
    const late = account({
      store: {
        ...wechat.store,
        async add(...entry) {
          // The store was empty when this process read it; now it tries to take the lease.
          await slow.wait()
          return wechat.store.add(...entry)
        },
      },
    })
    const waiting = late.accessToken()
    await slow.isReached
    const token = await account().accessToken()
    slow.open()
    expect(await waiting).toBe(token)
    expect(requests().token).toBe(1)
  })

  it('a process that lost its lease stores nothing and uses the token of the next holder', async () => {
    const slow = createGate()
    const sleeper = account({
      fetch: async (...request) => {
        const answer = await fetchPlatform(...request)
        await slow.wait()
        return answer
      },
    })
    const waiting = sleeper.accessToken()
    await slow.isReached
    // Its lease expires, and the next holder gets a new token.
    advanceDate(4001)
    wechat.platform.killToken()
    const token = await account().accessToken()
    slow.open()
    expect(await waiting).toBe(token)
    expect(JSON.parse(await stored('access_token'))).toMatchObject({
      value: token,
    })
    expect(requests().token).toBe(2)
  })

  it('a process whose refresh failed uses the token that another one got meanwhile', async () => {
    const slow = createGate()
    let failing = true
    const sleeper = account({
      fetch: async (...request) => {
        if (!failing) return fetchPlatform(...request)
        await slow.wait()
        throw new TypeError('fetch failed')
      },
    })
    const waiting = sleeper.accessToken()
    await slow.isReached
    advanceDate(4001)
    const token = await account().accessToken()
    slow.open()
    expect(await waiting).toBe(token)
    failing = false
    wechat.platform.killToken()
    expect(await sleeper.request('/cgi-bin/getcallbackip')).toEqual({ ip_list: expect.any(Array) })
  })
})

describe('the lease', () => {
  it('is renewed while a refresh takes longer than the lease, and waiting processes get its token at once', async () => {
    fakeAllTimers()
    const slow = account({
      hosts: ['https://silent.example', 'https://silent2.example', 'https://api.example'],
      fetch: (url, init) =>
        String(url).includes('silent') ? new Promise(() => {}) : fetchPlatform(url, init),
    })
    const tokens = [slow, ...Array.from({ length: 10 }, () => account())].map(wx => wx.accessToken())
    await vi.advanceTimersByTimeAsync(3000 + 200 + 3000 + 400 + 150)
    expect(new Set(await Promise.all(tokens)).size).toBe(1)
    expect(requests().token).toBe(1)
    // No timer is left.
    await vi.advanceTimersByTimeAsync(3000)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('of a killed process expires after 4 s, not before', async () => {
    fakeAllTimers()
    const killed = createGate()
    account({ fetch: () => killed.wait() as never })
      .accessToken()
      .catch(() => {})
    await killed.isReached
    advanceDate(3900)
    expect((await wechat.store.get(storeKey('access_token:lock')))?.ttl).toBeGreaterThan(0)
    advanceDate(101)
    expect(await wechat.store.get(storeKey('access_token:lock'))).toBeUndefined()
  })

  it('is longer, up to 10 s, for a holder whose heartbeats are late', async () => {
    fakeAllTimers()
    const never = createGate()
    const leases: number[] = []
    const set: Store['set'] = (key, value, ttl, ...rest) => {
      if (key.endsWith(':lock')) leases.push(ttl)
      return wechat.store.set(key, value, ttl, ...rest)
    }
    const waiting = account({
      store: { ...wechat.store, set },
      fetch: () => never.wait() as never,
    }).accessToken()
    const failing = expect(waiting).rejects.toMatchObject({ code: 'TIMEOUT' })
    await never.isReached
    await vi.advanceTimersByTimeAsync(1000)
    advanceDate(1500)
    await vi.advanceTimersByTimeAsync(1000)
    advanceDate(3500)
    await vi.advanceTimersByTimeAsync(1000)
    expect(leases).toEqual([4000, 4000 + 2 * 1500, 10_000])
    await vi.advanceTimersByTimeAsync(10_000)
    await failing
  })

  it('is taken over after two graces by a process that stalls again and again', () => {
    const mayTakeOver = createStallGuard()
    expect(mayTakeOver()).toBe(true)
    advanceDate(1001)
    expect(mayTakeOver()).toBe(false)
    advanceDate(499)
    expect(mayTakeOver()).toBe(false)
    advanceDate(1)
    expect(mayTakeOver()).toBe(true)
    advanceDate(1001)
    expect(mayTakeOver()).toBe(false)
    advanceDate(1001)
    expect(mayTakeOver()).toBe(true)
  })

  it('is not taken back by a process that was suspended: it waits for the new holder', async () => {
    fakeAllTimers()
    const [slow, slower] = [createGate(), createGate()]
    const given: string[] = []
    const through =
      ({ wait }: Gate): typeof fetch =>
      async (...request) => {
        const answer = await fetchPlatform(...request)
        given.push((await answer.clone().json()).access_token)
        await wait()
        return answer
      }
    const sleeping = account({ fetch: through(slow) }).accessToken()
    await slow.isReached
    await vi.advanceTimersByTimeAsync(500)
    advanceDate(11_000)
    wechat.platform.killToken()
    const working = account({ fetch: through(slower) }).accessToken()
    await slower.isReached
    // The heartbeat of the suspended process runs late.
    await vi.advanceTimersByTimeAsync(600)
    slow.open()
    await vi.advanceTimersByTimeAsync(200)
    slower.open()
    await vi.advanceTimersByTimeAsync(200)
    // The first token was killed meanwhile.
    expect(await Promise.all([sleeping, working])).toEqual([given[1], given[1]])
    expect(JSON.parse(await stored('access_token'))).toMatchObject({
      value: given[1],
    })
    expect(given).toHaveLength(2)
  })
})

it('callers time out when another process never releases the lease, also those that come later', async () => {
  fakeAllTimers()
  const wx = account({ store: { ...wechat.store, add: async () => false } })
  const first = expect(wx.accessToken()).rejects.toMatchObject({ code: 'TIMEOUT' })
  await vi.advanceTimersByTimeAsync(5000)
  const second = expect(wx.accessToken()).rejects.toMatchObject({ code: 'TIMEOUT' })
  await vi.advanceTimersByTimeAsync(10_500)
  await Promise.all([first, second])
})

it('a lease held for too long is reported with a hint at another process', async () => {
  await wechat.store.add(storeKey('access_token:lock'), 'somebody', 1e9)
  const waiting = expect(account().accessToken()).rejects.toMatchObject({
    code: 'TIMEOUT',
    hint: expect.stringContaining('Another process'),
  })
  await pause()
  advanceDate(10_001)
  await waiting
  expect(wechat.events).toEqual([expect.objectContaining({ type: 'failure', credential: 'access_token' })])
})
