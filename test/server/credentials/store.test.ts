import { describe, expect, it, vi } from 'vitest'
import type { Store } from '../../../src/server/index.js'
import { SIMULATED_ACCOUNT } from '../../../src/simulator/platform/index.js'
import { fakeAllTimers, setUpPlatform } from '../../support/platform-fixture.js'

const wechat = setUpPlatform()
const { account, advanceDate, removeStored } = wechat

describe('a store', () => {
  it('in memory sets and deletes for the owner of the lock only', async () => {
    await wechat.store.add('lock', 'other', 5000)
    expect(await wechat.store.set('key', 'robbed', 5000, { key: 'lock', value: 'me' })).toBe(false)
    expect(await wechat.store.get('key')).toBeUndefined()
    expect(await wechat.store.delete('lock', 'me')).toBe(false)
    expect(await wechat.store.add('lock', 'me', 5000)).toBe(false)
    expect(await wechat.store.set('key', 'mine', 5000, { key: 'lock', value: 'other' })).toBe(true)
    expect(await wechat.store.delete('lock', 'other')).toBe(true)
  })

  it('receives times to live that are positive integers', async () => {
    const times: number[] = []
    const watched: Store = {
      ...wechat.store,
      set: (key, value, ttl, ...more) => {
        times.push(ttl)
        return wechat.store.set(key, value, ttl, ...more)
      },
      add: (key, value, ttl) => {
        times.push(ttl)
        return wechat.store.add(key, value, ttl)
      },
    }
    for (const tokenApi of ['stable', 'legacy'] as const) {
      const wx = account({ store: watched, tokenApi, appId: SIMULATED_ACCOUNT.appId })
      await wx.signature('https://a.example')
      await wx.signature('https://a.example', { refused: true })
      await removeStored('access_token')
    }
    expect(times.length).toBeGreaterThan(5)
    expect(times.filter(ttl => !Number.isSafeInteger(ttl) || ttl <= 0)).toEqual([])
  })

  it('that failed is not used for 5 s, and reported once', async () => {
    let looks = 0
    const get = () => {
      looks += 1
      return Promise.reject(new Error('down'))
    }
    const wx = account({ store: { ...wechat.store, get } })
    await Promise.all([wx.accessToken(), wx.ticket('jsapi'), wx.ticket('jsapi')])
    const first = looks
    expect(wechat.events.filter(({ type }) => type === 'store-failure')).toHaveLength(1)
    advanceDate(4000)
    await wx.ticket('wx_card')
    expect(looks).toBe(first)
    advanceDate(61_000)
    await wx.accessToken()
    advanceDate(5000)
    looks = 0
    await wx.ticket('wx_card')
    await wx.ticket('jsapi')
    expect(looks).toBe(1)
  })

  it('leaves no timer behind when it responds', async () => {
    fakeAllTimers()
    await account().accessToken()
    expect(vi.getTimerCount()).toBe(0)
  })
})
