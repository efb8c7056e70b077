import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAccount, memoryStore, type Store } from '../../src/server/index.js'
import { startStallTolerantTimeout } from '../../src/server/util/stall-tolerant-timeout.js'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { unlessStalled, watchOwnStalls } from '../support/stalls.js'

/** Processes that get no processor for seconds, as on a machine with a high load. */
const TOKEN = '/cgi-bin/stable_token'

/** A real stall that changes the order of what these tests wait for, in ms. */
const STALLED = 50

let platform: SimulatedPlatform
let store: Store
const begin = () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  platform = createPlatform()
  store = memoryStore()
}
beforeEach(begin)
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
const aMoment = (ms = 20) => new Promise(resolve => setTimeout(resolve, ms))

/** @param answer is awaited before WeChat's answer arrives */
const account = (answer: Promise<void> = Promise.resolve()) =>
  createAccount({
    ...SIMULATED_ACCOUNT,
    hosts: ['https://api.example'],
    store,
    fetch: async (url, init) => {
      const response = await platform.handler(new Request(url as string, init))
      await answer
      return response
    },
  })

const longestStall = watchOwnStalls()
const itInRealTime = (name: string, test: () => Promise<void>) =>
  it(name, () => unlessStalled(test, { stalled: STALLED, longestStall, renew: begin }))

function gate() {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { open, opened }
}

describe('a process that stood still for longer than its lease', () => {
  itInRealTime('stores what it got, and does not ask again, where nobody else has got one', async () => {
    const { open, opened } = gate()
    const token = account(opened).accessToken()
    await aMoment()
    later(4500)
    open()
    const value = await token
    const entry = await store.get(`wx-ready:{${SIMULATED_ACCOUNT.appId}}:access_token`)
    expect(JSON.parse(entry?.value ?? '')).toMatchObject({ value })
    expect(platform.requests[TOKEN]).toBe(1)
  })

  itInRealTime('is given a moment by one that waits for it, and stood still as well', async () => {
    const { open, opened } = gate()
    const tokens = [account(opened).accessToken()]
    await aMoment()
    tokens.push(account().accessToken())
    await aMoment(60)
    later(4500)
    // As long as two looks at the store.
    await aMoment(300)
    open()
    expect(new Set(await Promise.all(tokens)).size).toBe(1)
    expect(platform.requests[TOKEN]).toBe(1)
  })

  itInRealTime('is not waited for where it never goes on', async () => {
    // It fails when the next test is under way.
    account(new Promise(() => {}))
      .accessToken()
      .catch(() => {})
    await aMoment()
    const token = account().accessToken()
    await aMoment(60)
    later(4500)
    expect(await token).toEqual(expect.any(String))
    expect(platform.requests[TOKEN]).toBe(2)
  })
})

describe('a timeout', () => {
  let now: number
  const late = vi.fn()
  beforeEach(() => {
    vi.useRealTimers()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    late.mockReset()
  })
  const pass = (ms: number) => {
    now += ms
    vi.advanceTimersByTime(ms)
  }
  /** The process gets no processor. */
  const standStill = (ms: number) => {
    now += ms
  }

  it('is over in time', () => {
    startStallTolerantTimeout(3000, late)
    pass(2999)
    expect(late).not.toHaveBeenCalled()
    pass(1)
    expect(late).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves a moment for what has come while the process stood still', () => {
    const cancel = startStallTolerantTimeout(3000, late)
    standStill(2000)
    pass(3000)
    expect(late).not.toHaveBeenCalled()
    cancel()
    pass(1000)
    expect(late).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('ends once the process runs again, and also if it keeps stalling', () => {
    startStallTolerantTimeout(3000, late)
    standStill(300)
    pass(3000)
    expect(late).not.toHaveBeenCalled()
    pass(250)
    expect(late).toHaveBeenCalledTimes(1)
    startStallTolerantTimeout(3000, late)
    standStill(6000)
    pass(3000)
    expect(late).toHaveBeenCalledTimes(2)
  })
})
