import { describe, expect, it, vi } from 'vitest'
import { jsApiSignature, type Store } from '../../../src/server/index.js'
import { SIMULATED_ACCOUNT } from '../../../src/simulator/platform/index.js'
import { createGate } from '../../support/gate.js'
import { fakeAllTimers, pause, setUpPlatform, storeKey } from '../../support/platform-fixture.js'

const wechat = setUpPlatform()
const { account, advanceDate, fetchPlatform, requests } = wechat

describe('a refused signature', () => {
  it('makes a second process use the ticket that the first one got, without asking WeChat', async () => {
    const [one, other] = [account(), account()]
    const dead = await one.ticket('jsapi')
    await other.ticket('jsapi')
    wechat.platform.killTicket()
    await one.signature('https://a.example', { refused: true })
    expect(await other.ticket('jsapi')).toBe(dead)
    await other.signature('https://a.example', { refused: true })
    expect(await other.ticket('jsapi')).toBe(await one.ticket('jsapi'))
    expect(requests().ticket).toBe(2)
  })

  it('in two processes in turn asks WeChat once, and the second does not wait', async () => {
    fakeAllTimers()
    const [one, other] = [account(), account()]
    await one.ticket('jsapi')
    await other.ticket('jsapi')
    // WeChat returns the same ticket again.
    await one.signature('https://a.example', { refused: true })
    await other.signature('https://a.example', { refused: true })
    expect(requests().ticket).toBe(2)
  })

  it('waits 2 s for a process that claimed the request and never made it', async () => {
    fakeAllTimers()
    const wx = account()
    const ticket = await wx.ticket('jsapi')
    advanceDate(1000)
    await wechat.store.add(storeKey('jsapi_ticket:refused'), '1', 30_000)
    const signing = wx.signature('https://a.example', { refused: true })
    await vi.advanceTimersByTimeAsync(2100)
    expect(await signing).toMatchObject({ appId: SIMULATED_ACCOUNT.appId })
    expect([await wx.ticket('jsapi'), requests().ticket]).toEqual([ticket, 1])
  })

  it('of a ticket that was replaced long ago asks nobody, and the next refusal asks WeChat', async () => {
    const [one, other] = [account(), account()]
    await one.ticket('jsapi')
    await other.ticket('jsapi')
    wechat.platform.killTicket()
    await one.signature('https://a.example', { refused: true })
    advanceDate(31_000)
    await other.signature('https://a.example', { refused: true })
    expect(requests().ticket).toBe(2)
    wechat.platform.killTicket()
    await other.signature('https://a.example', { refused: true })
    expect(requests().ticket).toBe(3)
  })

  it('within 30 s of the last one is signed with the ticket that others got since', async () => {
    const key = storeKey('jsapi_ticket')
    const wx = account()
    await wx.ticket('jsapi')
    await wx.signature('https://a.example', { refused: true })
    wechat.platform.killTicket()
    await wechat.store.delete(key, (await wechat.store.get(key))?.value ?? '')
    const ticket = await account().ticket('jsapi')
    const { signature, ...values } = await wx.signature('https://a.example', { refused: true })
    expect(signature).toBe(jsApiSignature({ ...values, ticket, url: 'https://a.example' }))
  })

  it('makes WeChat be asked for the ticket even if the store is down', async () => {
    let isDown = false
    const add: Store['add'] = (...entry) =>
      isDown ? Promise.reject(new Error('down')) : wechat.store.add(...entry)
    const wx = account({ store: { ...wechat.store, add } })
    const dead = await wx.ticket('jsapi')
    wechat.platform.killTicket()
    isDown = true
    await wx.signature('https://a.example', { refused: true })
    expect(await wx.ticket('jsapi')).not.toBe(dead)
    // The store is back with its old entry.
    isDown = false
    advanceDate(61_000)
    expect(await wx.ticket('jsapi')).not.toBe(dead)
  })

  it('waits for the ticket that another process is requesting', async () => {
    const slow = createGate()
    let wait = false
    const asking = account({
      fetch: async (...request) => {
        if (wait) await slow.wait()
        return fetchPlatform(...request)
      },
    })
    const other = account()
    await asking.ticket('jsapi')
    const dead = await other.ticket('jsapi')
    wechat.platform.killTicket()
    wait = true
    advanceDate(1000)
    const first = asking.signature('https://a.example', { refused: true })
    await slow.isReached
    const second = other.signature('https://a.example', { refused: true })
    await pause()
    slow.open()
    await Promise.all([first, second])
    expect(await other.ticket('jsapi')).not.toBe(dead)
    expect(requests().ticket).toBe(2)
  })
})
