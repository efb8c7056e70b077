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
  'with two requests a second callers wait only for a dead %s, not for a due one',
  async (name, kind, call) => {
    const wx = account()
    await waits(() => call(wx))
    let waited = 0
    for (let gone = 0; gone < 5 * 60 * MINUTE; gone += 497) {
      if ((await waits(() => call(wx))) > 0) waited += 1
      await pass(497)
    }
    // WeChat issues the next token before the old one expires. It issues the next ticket only afterwards.
    expect(wechat.platform.issued[kind]).toBe(3)
    expect(waited).toBe(name === 'ticket' ? 2 : 0)
  },
  30_000,
)

it('after an idle time a page waits for a ticket of unknown age, but not for a token', async () => {
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
  // Before the expiry WeChat returns the next token while the old one is still valid.
  expect(await waits(() => wx.accessToken())).toBe(0)
  expect(await wx.accessToken()).toBe(token)
})

it('after 10 idle minutes a page waits for its ticket', async () => {
  const wx = account()
  await waits(() => wx.ticket('jsapi'))
  await pass(10 * MINUTE)
  expect(await waits(() => wx.ticket('jsapi'))).toBeGreaterThanOrEqual(LATENCY)
})

it('a page waits for a ticket of known age only in the last minutes before its expiry', async () => {
  const wx = account()
  await waits(() => wx.ticket('jsapi'))
  wechat.platform.killTicket()
  await pass(5.5 * MINUTE)
  // Its age is known, because it replaced another one.
  await waits(() => wx.ticket('jsapi'))
  await pass(2 * LATENCY)
  await pass(60 * MINUTE)
  expect(await waits(() => wx.ticket('jsapi'))).toBe(0)
  await pass(2 * LATENCY)
  await pass(55 * MINUTE)
  expect(await waits(() => wx.ticket('jsapi'))).toBeGreaterThanOrEqual(LATENCY)
})
