import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPlatform, SIMULATED_ACCOUNT, type SimulatedPlatform } from '../../src/simulator/platform.js'

/** What is known of WeChat's platform, of the one that is simulated: tests and the demo rely on it. */
let platform: SimulatedPlatform
beforeEach(() => {
  platform = createPlatform({
    accounts: [
      { ...SIMULATED_ACCOUNT, domains: ['www.example.com'] },
      { appId: 'wx2', secret: 's2', ticket: 'given' },
    ],
  })
})
afterEach(() => {
  expect(Object.keys(platform.requests).length).toBeGreaterThan(0)
})

const { appId: appid, secret } = SIMULATED_ACCOUNT
const stable = { grant_type: 'client_credential', appid, secret }
const ask = async (path: string, body?: object) => {
  const init = body && { method: 'POST', body: JSON.stringify(body) }
  const response = await platform.handler(new Request(`https://api.example${path}`, init))
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
}
const token = async (more: object = {}) => (await ask('/cgi-bin/stable_token', { ...stable, ...more })).answer
const ticket = async (access_token: unknown) =>
  (await ask(`/cgi-bin/ticket/getticket?type=jsapi&access_token=${access_token}`)).answer

describe('stable_token', () => {
  it('gives the same token with what remains of its life, and a new one in its last 5 minutes; both hold', async () => {
    const first = await token()
    expect(first.expires_in).toBe(7200)
    platform.advance(6000_000)
    expect(await token()).toEqual({ ...first, expires_in: 1200 })
    platform.advance(900_000)
    const second = await token()
    expect(second.access_token).not.toBe(first.access_token)
    expect((await ticket(first.access_token)).errcode).toBe(0)
    expect((await ticket(second.access_token)).errcode).toBe(0)
    platform.advance(300_001)
    expect((await ticket(first.access_token)).errcode).toBe(42001)
    expect((await ticket(second.access_token)).errcode).toBe(0)
  })

  it('by force kills the old one, 20 times a day and 30 s apart', async () => {
    const first = await token()
    const second = await token({ force_refresh: true })
    expect((await ticket(first.access_token)).errcode).toBe(42001)
    expect((await ticket(second.access_token)).errcode).toBe(0)
    expect((await token({ force_refresh: true })).errcode).toBe(45009)
    for (let i = 1; i < 20; i += 1) {
      platform.advance(30_000)
      expect((await token({ force_refresh: true })).errcode).toBeUndefined()
    }
    platform.advance(30_000)
    expect((await token({ force_refresh: true })).errcode).toBe(45009)
  })

  it.each([
    ['an unknown appid', { appid: 'wx9' }, 40013],
    ['another secret', { secret: 'x' }, 40125],
    ['no appid', { appid: '' }, 41002],
    ['no secret', { secret: '' }, 41004],
    ['another grant', { grant_type: 'x' }, 40002],
  ])('answers %s as WeChat does: with status 200', async (_name, more, errcode) => {
    const { status, answer } = await ask('/cgi-bin/stable_token', { ...stable, ...more })
    expect([status, answer.errcode]).toEqual([200, errcode])
    expect(answer.errmsg).toMatch(/ rid: [0-9a-f-]{26}$/)
  })

  it('takes no GET', async () => {
    expect((await ask('/cgi-bin/stable_token')).answer.errcode).toBe(43002)
  })
})

describe('getticket', () => {
  it('gives the same ticket while it lives, always with its full life', async () => {
    const { access_token } = await token()
    const first = await ticket(access_token)
    expect(first).toMatchObject({ errcode: 0, errmsg: 'ok', expires_in: 7200 })
    platform.advance(6800_000)
    expect(await ticket(access_token)).toEqual(first)
    platform.advance(300_000)
    const { access_token: next } = await token()
    platform.advance(100_001)
    expect((await ticket(next)).ticket).not.toBe(first.ticket)
  })

  it('refuses a token that it never gave', async () => {
    expect((await ticket('nobody’s')).errcode).toBe(40001)
  })
})

describe('what the simulator in the page asks', () => {
  const tickets = async (appId: string) => (await ask(`/simulator/tickets?appid=${appId}`)).answer

  it('gives the tickets that hold, and the domains', async () => {
    expect(await tickets(appid)).toEqual({ tickets: [], domains: ['www.example.com'] })
    const first = await ticket((await token()).access_token)
    expect(await tickets(appid)).toEqual({ tickets: [first.ticket], domains: ['www.example.com'] })
    platform.killTicket(appid)
    expect((await tickets(appid)).tickets).toEqual([])
    expect(await tickets('wx2')).toEqual({ tickets: ['given'], domains: [] })
    expect(await tickets('wx9')).toEqual({ tickets: [], domains: [] })
  })
})

it('fails as told, so many times, and counts every request', async () => {
  platform.fail('/cgi-bin/stable_token', { errcode: -1 }, 2)
  platform.fail('/cgi-bin/stable_token', new Response('{}', { status: 500 }))
  const answers = []
  for (let i = 0; i < 4; i += 1)
    answers.push((await ask('/cgi-bin/stable_token', stable)).answer.errcode ?? 'ok')
  expect(answers).toEqual([-1, -1, 'ok', 'ok'])
  expect(platform.requests).toEqual({ '/cgi-bin/stable_token': 4 })
})
