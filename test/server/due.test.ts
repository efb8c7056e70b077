import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createAccount, memoryStore, type Store } from '../../src/server/index.js'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'

/** Who waits when it is time to ask for a ticket or a token again. The time here is virtual. */
const MINUTE = 60_000
/** Of WeChat, in ms. */
const LATENCY = 1200

let platform: SimulatedPlatform
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  platform = createPlatform()
})
afterEach(() => {
  vi.useRealTimers()
})

const account = (store: Store = memoryStore()) =>
  createAccount({
    ...SIMULATED_ACCOUNT,
    hosts: ['https://api.example'],
    store,
    fetch: async (url, init) => {
      await new Promise(resolve => setTimeout(resolve, LATENCY))
      return platform.handler(new Request(url as string, init))
    },
  })

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
  for (let i = 0; i < 3; i += 1) await new Promise(setImmediate)
}

/** How long a call waits, in virtual ms. */
async function waits(call: () => Promise<unknown>): Promise<number> {
  const start = Date.now()
  let end: number | undefined
  void call().then(() => {
    end = Date.now()
  })
  await pass(0)
  while (end === undefined) await pass(50)
  return end - start
}

it.each([
  ['ticket', 'jsapi', (wx: ReturnType<typeof account>) => wx.ticket('jsapi')],
  ['token', 'stable_token', (wx: ReturnType<typeof account>) => wx.accessToken()],
] as const)(
  'a site with two requests a second waits for no %s that is due',
  async (name, kind, call) => {
    const wx = account()
    await waits(() => call(wx))
    let waited = 0
    for (let gone = 0; gone < 5 * 60 * MINUTE; gone += 497) {
      if ((await waits(() => call(wx))) > 0) waited += 1
      await pass(497)
    }
    // A token's successor comes before its end. A ticket's does not: that one wait is for what is dead.
    expect(platform.issued[kind]).toBe(3)
    expect(waited).toBe(name === 'ticket' ? 2 : 0)
  },
  30_000,
)

it('a page after a quiet time waits for a ticket of unknown age, and not for a token', async () => {
  const wx = account()
  const dead = await waits(() => wx.ticket('jsapi')).then(() => wx.ticket('jsapi'))
  const token = await wx.accessToken()
  platform.killTicket()
  await pass(5.9 * MINUTE)
  expect(await waits(() => wx.ticket('jsapi'))).toBe(0)
  await pass(2 * LATENCY)
  const second = await wx.ticket('jsapi')
  expect(second).not.toBe(dead)
  await pass(112 * MINUTE)
  // Asked for in time, WeChat gives the next one beside it.
  expect(await waits(() => wx.accessToken())).toBe(0)
  expect(await wx.accessToken()).toBe(token)
})

it('a page after 10 minutes waits for its ticket', async () => {
  const wx = account()
  await waits(() => wx.ticket('jsapi'))
  await pass(10 * MINUTE)
  expect(await waits(() => wx.ticket('jsapi'))).toBeGreaterThanOrEqual(LATENCY)
})

it('a page in the last minutes of a ticket of known age waits for it, and before them it does not', async () => {
  const wx = account()
  await waits(() => wx.ticket('jsapi'))
  platform.killTicket()
  await pass(5.5 * MINUTE)
  // It was seen to follow another one.
  await waits(() => wx.ticket('jsapi'))
  await pass(2 * LATENCY)
  await pass(60 * MINUTE)
  expect(await waits(() => wx.ticket('jsapi'))).toBe(0)
  await pass(2 * LATENCY)
  await pass(55 * MINUTE)
  expect(await waits(() => wx.ticket('jsapi'))).toBeGreaterThanOrEqual(LATENCY)
})
