import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type AccountEvent, createAccount, memoryStore, type Store } from '../../src/server/index.js'
import {
  createPlatform,
  FAULTS,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { type Listening, listen } from '../support/listen.js'

/** What must not become a storm, nor end in a dead ticket, when something is down for a while. */
const TICKET = '/cgi-bin/ticket/getticket'
const PAGE = 'https://www.example.com/'

let platform: SimulatedPlatform
let server: Listening
let failures: AccountEvent[]
beforeEach(async () => {
  failures = []
  vi.useFakeTimers({ toFake: ['Date'] })
  platform = createPlatform()
  server = await listen(platform.handler)
})
afterEach(async () => {
  vi.useRealTimers()
  await server.close()
})

const account = (store: Store = memoryStore(), listener?: (event: AccountEvent) => void) => {
  const told = failures
  const onEvent = (event: AccountEvent) => {
    if (event.type === 'failure') told.push(event)
    listener?.(event)
  }
  return createAccount({ ...SIMULATED_ACCOUNT, hosts: [server.origin], store, onEvent })
}
const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
/** Time for what goes on in the background. */
const aMoment = () => new Promise(resolve => setTimeout(resolve, 30))

it('a ticket is given until 7200 s from first sight, also when it was asked for just before', async () => {
  const wx = account()
  const first = await wx.ticket('jsapi')
  later(7100_000)
  await wx.ticket('jsapi')
  await vi.waitFor(() => expect(platform.requests[TICKET]).toBe(2))
  await aMoment()
  later(99_000)
  expect(await wx.ticket('jsapi')).toBe(first)
  later(1001)
  expect(await wx.ticket('jsapi')).not.toBe(first)
})

it('a store that stops taking values makes no storm of requests', async () => {
  const working = memoryStore()
  let full = false
  const set: Store['set'] = (...entry) =>
    full ? Promise.reject(new Error('MISCONF')) : working.set(...entry)
  const wx = account({ ...working, set })
  const dead = await wx.ticket('jsapi')
  full = true
  platform.killTicket()
  later(301_000)
  for (let i = 0; i < 10; i += 1) {
    await wx.ticket('jsapi')
    await aMoment()
  }
  expect(platform.requests[TICKET]).toBe(2)
  // What the store still has is older, and is not gone back to.
  later(30 * 60_000)
  expect(await wx.ticket('jsapi')).not.toBe(dead)
  await vi.waitFor(() => expect(platform.requests[TICKET]).toBe(3))
  await aMoment()
  expect(await wx.ticket('jsapi')).not.toBe(dead)
})

it('a silent platform costs pages a moment once, and not at each try', async () => {
  const wx = account()
  const first = await wx.ticket('jsapi')
  platform.fail(TICKET, FAULTS.silence, Infinity)
  later(301_000)
  await wx.ticket('jsapi')
  for (let tries = 2; tries <= 3; tries += 1) {
    later(9000)
    // The try before is given up, and its time is over.
    await vi.waitFor(() => expect(failures).toHaveLength(tries - 1))
    later(6000)
    const given = await Promise.race([wx.ticket('jsapi'), new Promise(resolve => setTimeout(resolve, 1000))])
    expect(given).toBe(first)
    await vi.waitFor(() => expect(platform.requests[TICKET]).toBe(tries + 1))
  }
})

it('a store that throws at once is as one that rejects', async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  const get = () => {
    throw new Error('closed')
  }
  await expect(account({ ...memoryStore(), get }).accessToken()).resolves.toEqual(expect.any(String))
  // As long as a store may take.
  await new Promise(resolve => setTimeout(resolve, 2100))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})

it('if WeChat is busy, it is asked every 5 s while a ticket is valid, and every second otherwise', async () => {
  let failures = 0
  const wx = account(memoryStore(), ({ type }) => {
    if (type === 'failure') failures += 1
  })
  await wx.ticket('jsapi')
  platform.fail(TICKET, { errcode: -1, errmsg: 'system error' }, 100)
  const ask = () => wx.ticket('jsapi').catch(() => {})
  const isAsked = async () => {
    const before = failures
    await ask()
    await vi.waitFor(() => expect(failures).toBe(before + 1), 5000)
  }
  const isNotAsked = async () => {
    const before = platform.requests[TICKET]
    await ask()
    await aMoment()
    expect(platform.requests[TICKET]).toBe(before)
  }
  later(5 * 60_000)
  await isAsked()
  later(4000)
  await isNotAsked()
  later(1000)
  await isAsked()
  later(7200_000)
  await isAsked()
  await isNotAsked()
  later(1000)
  await isAsked()
})

it('a ticket whose age is known is asked for every 30 min, and every minute where WeChat names it beyond its end', async () => {
  const named = (ticket: string) => ({ errcode: 0, errmsg: 'ok', ticket, expires_in: 7200 })
  platform.fail(TICKET, named('old'))
  platform.fail(TICKET, named('new'), 20)
  const wx = account()
  let asked = 1
  const after = async (ms: number, more: number) => {
    later(ms)
    await wx.ticket('jsapi')
    asked += more
    await vi.waitFor(() => expect(platform.requests[TICKET]).toBe(asked))
    await aMoment()
    expect(platform.requests[TICKET]).toBe(asked)
  }
  await after(0, 0)
  await after(5 * 60_000, 1)
  await after(29 * 60_000, 0)
  await after(60_000, 1)
  await after(90 * 60_000, 1)
  await after(50_000, 0)
  await after(6000, 1)
  expect(await wx.ticket('jsapi')).toBe('new')
})

it('a ticket is as old as it was when WeChat was asked, and not when the answer came', async () => {
  let slow = true
  const wx = createAccount({
    ...SIMULATED_ACCOUNT,
    hosts: [server.origin],
    fetch: async (...request) => {
      const answer = await fetch(...request)
      if (slow && String(request[0]).includes(TICKET)) later(2000)
      return answer
    },
  })
  const first = await wx.ticket('jsapi')
  slow = false
  platform.fail(TICKET, { errcode: 45009, errmsg: 'spent' })
  later(7197_900)
  expect(await wx.ticket('jsapi')).toBe(first)
  later(200)
  await expect(wx.ticket('jsapi')).rejects.toMatchObject({ code: 'QUOTA_SPENT' })
})

const down = () => Promise.reject(new Error('down'))

it.each([
  ['the platform is down', memoryStore],
  ['the store is down too', (): Store => ({ get: down, set: down, add: down, delete: down })],
])('refused signatures ask once every 30 s, also while %s', async (_name, store) => {
  const wx = account(store())
  await wx.ticket('jsapi')
  platform.fail(TICKET, { errcode: -1, errmsg: 'system error' }, 100)
  await wx.signature(PAGE, { refused: true })
  const asked = platform.requests[TICKET]
  for (let i = 0; i < 9; i += 1) {
    later(3000)
    await wx.signature(PAGE, { refused: true })
  }
  expect(platform.requests[TICKET]).toBe(asked)
  later(3000)
  await wx.signature(PAGE, { refused: true })
  expect(platform.requests[TICKET]).toBeGreaterThan(Number(asked))
})

it('an errcode of "0" is none', async () => {
  platform.fail('/cgi-bin/stable_token', { errcode: '0', access_token: 'given', expires_in: 7200 })
  expect(await account().accessToken()).toBe('given')
})
