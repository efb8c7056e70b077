import { expect, it, vi } from 'vitest'
import type { Account } from '../../src/server/index.js'
import { setUpPlatform } from '../support/platform-fixture.js'

/** Which callers wait when a ticket or a token is due for a refresh. Time is virtual. */
const MINUTE = 60_000
/** Of WeChat, in ms. */
const LATENCY = 1200

const wechat = setUpPlatform({ clock: 'all' })
const account = () =>
  wechat.account({
    fetch: async (...request) => {
      await new Promise(resolve => setTimeout(resolve, LATENCY))
      return wechat.fetchPlatform(...request)
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
  ['ticket', 'jsapi', (wx: Account) => wx.ticket('jsapi')],
  ['token', 'stable_token', (wx: Account) => wx.accessToken()],
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
    expect(wechat.platform.issued[kind]).toBe(3)
    expect(waited).toBe(name === 'ticket' ? 2 : 0)
  },
  30_000,
)

it('a page after a quiet time waits for a ticket of unknown age, and not for a token', async () => {
  const wx = account()
  const dead = await waits(() => wx.ticket('jsapi')).then(() => wx.ticket('jsapi'))
  const token = await wx.accessToken()
  wechat.platform.killTicket()
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
  wechat.platform.killTicket()
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
