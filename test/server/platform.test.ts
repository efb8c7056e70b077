import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { askPlatform } from '../support/ask-platform.js'

/** The simulated platform behaves as WeChat's is known to: other tests and the demo rely on it. */
let platform: SimulatedPlatform
let clock: number
beforeEach(() => {
  clock = 1_700_000_000_000
  platform = createPlatform({
    accounts: [
      { ...SIMULATED_ACCOUNT, domains: ['www.example.com'] },
      { appId: 'wx2', secret: 's2', ticket: 'given', legacyTokens: 'latest', tokenLength: 512 },
      { appId: 'wx3', secret: 's3', ipList: ['203.0.113.7'], denied: ['/cgi-bin/user/info'] },
    ],
    quotas: { '/cgi-bin/getcallbackip': { perMinute: 2, perDay: 3 } },
    now: () => clock,
  })
})
afterEach(() => {
  expect(Object.keys(platform.requests).length).toBeGreaterThan(0)
})

const { appId: appid, secret } = SIMULATED_ACCOUNT
const STABLE = '/cgi-bin/stable_token'
const LEGACY = '/cgi-bin/token'
const TICKET = '/cgi-bin/ticket/getticket'
const CALLBACK_IP = '/cgi-bin/getcallbackip'
const FIRST = { grant_type: 'client_credential', appid, secret }
const SECOND = { ...FIRST, appid: 'wx2', secret: 's2' }
const THIRD = { ...FIRST, appid: 'wx3', secret: 's3' }

const ask = async (path: string, query?: object, init?: { body?: object; from?: string }) =>
  (await askPlatform(platform, path, { ...query }, init)).answer
const stable = (more: object = {}, from?: string) =>
  ask(STABLE, {}, { body: { ...FIRST, ...more }, ...(from && { from }) })
const legacy = (given: object = FIRST) => ask(LEGACY, given)
const ticket = (access_token: unknown, type = 'jsapi') => ask(TICKET, { type, access_token })
const errcodeOf = async (access_token: unknown) => (await ticket(access_token)).errcode
const seconds = (count: number) => platform.advance(count * 1000)

describe('stable_token', () => {
  it('returns the same token with its remaining lifetime, and in the last 5 minutes a new one; both are valid', async () => {
    const first = await stable()
    expect(first.expires_in).toBe(7200)
    seconds(6000)
    expect(await stable()).toEqual({ ...first, expires_in: 1200 })
    clock += 1
    expect(await stable()).toEqual({ ...first, expires_in: 1199 })
    clock += 899_998
    expect(await stable()).toEqual({ ...first, expires_in: 300 })
    clock += 1
    const second = await stable()
    expect(second.access_token).not.toBe(first.access_token)
    expect(second.expires_in).toBe(7200)
    expect(await errcodeOf(first.access_token)).toBe(0)
    expect(await errcodeOf(second.access_token)).toBe(0)
    clock += 299_999
    expect(await errcodeOf(first.access_token)).toBe(0)
    clock += 1
    expect(await errcodeOf(first.access_token)).toBe(42001)
    expect(await errcodeOf(second.access_token)).toBe(0)
    expect(platform.issued.stable_token).toBe(2)
  })

  it('with force_refresh revokes the old token, at most 20 times a day and 30 s apart', async () => {
    const first = await stable()
    const second = await stable({ force_refresh: true })
    expect(await errcodeOf(first.access_token)).toBe(40001)
    expect(await errcodeOf(second.access_token)).toBe(0)
    clock += 29_999
    expect((await stable({ force_refresh: true })).errcode).toBe(45009)
    expect((await stable()).access_token).toBe(second.access_token)
    clock += 1
    for (let i = 1; i < 20; i += 1) {
      expect((await stable({ force_refresh: true })).errcode).toBeUndefined()
      seconds(30)
    }
    expect((await stable({ force_refresh: true })).errcode).toBe(45009)
    seconds(86_400)
    expect((await stable({ force_refresh: true })).errcode).toBeUndefined()
  })

  it.each([
    ['an unknown appid', { appid: 'wx9' }, 40013],
    ['another secret', { secret: 'x' }, 40125],
    ['no appid', { appid: '' }, 41002],
    ['no secret', { secret: '' }, 41004],
    ['another grant', { grant_type: 'x' }, 40002],
  ])('refuses %s with HTTP 200, as WeChat does', async (_name, more, errcode) => {
    const { status, contentType, answer } = await askPlatform(
      platform,
      STABLE,
      {},
      { body: { ...FIRST, ...more } },
    )
    expect([status, answer.errcode]).toEqual([200, errcode])
    expect(contentType).toBe('application/json; encoding=utf-8')
    expect(answer.errmsg).toMatch(/[^,] rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/)
  })

  it('refuses GET, and a body that is not JSON', async () => {
    expect((await ask(STABLE)).errcode).toBe(43002)
    const request = new Request(`https://api.example${STABLE}`, { method: 'POST', body: 'appid=wx' })
    expect(await (await platform.handler(request)).json()).toMatchObject({ errcode: 47001 })
  })
})

describe('the older token API', () => {
  it('returns a new token each time, and the previous one stays valid for 5 minutes', async () => {
    const first = await legacy()
    const second = await legacy()
    expect(second).toEqual({ access_token: expect.any(String), expires_in: 7200 })
    expect(second.access_token).not.toBe(first.access_token)
    seconds(299)
    expect(await errcodeOf(first.access_token)).toBe(0)
    seconds(1)
    expect(await errcodeOf(first.access_token)).toBe(40001)
    expect(await errcodeOf(second.access_token)).toBe(0)
    seconds(6900)
    expect(await errcodeOf(second.access_token)).toBe(42001)
    expect(platform.issued.token).toBe(2)
  })

  it('revokes the previous token at once, for an account with legacyTokens: latest', async () => {
    const first = await legacy(SECOND)
    const second = await legacy(SECOND)
    expect(await errcodeOf(first.access_token)).toBe(40001)
    expect(await errcodeOf(second.access_token)).toBe(0)
    expect(second.access_token).toHaveLength(512)
  })

  it('and stable_token do not revoke each other’s tokens', async () => {
    const kept = [await stable(), await legacy()]
    await legacy()
    await stable({ force_refresh: true })
    expect(await Promise.all(kept.map(({ access_token }) => errcodeOf(access_token)))).toEqual([40001, 0])
    const [stableOne, legacyOne] = [await stable(), await legacy()]
    platform.killToken()
    expect(await errcodeOf(stableOne.access_token)).toBe(40001)
    expect(await errcodeOf(legacyOne.access_token)).toBe(40001)
  })

  it.each([
    ['an unknown appid', { appid: 'wx9' }, 40013],
    ['another secret', { secret: 'x' }, 40125],
    ['no appid', { appid: '' }, 41002],
    ['no secret', { secret: '' }, 41004],
    ['another grant', { grant_type: 'x' }, 40002],
  ])('refuses %s', async (_name, more, errcode) => {
    expect((await legacy({ ...FIRST, ...more })).errcode).toBe(errcode)
  })

  it('refuses POST', async () => {
    expect((await ask(LEGACY, FIRST, { body: {} })).errcode).toBe(43001)
  })
})

describe('getticket', () => {
  it('returns the same ticket until it expires, always with the full expires_in', async () => {
    const { access_token } = await stable()
    const first = await ticket(access_token)
    expect(first).toEqual({ errcode: 0, errmsg: 'ok', ticket: expect.any(String), expires_in: 7200 })
    seconds(6900)
    const { access_token: next } = await stable()
    clock += 299_999
    expect(await ticket(next)).toEqual(first)
    clock += 1
    expect((await ticket(next)).ticket).not.toBe(first.ticket)
    expect(platform.issued.jsapi).toBe(2)
  })

  it('has a separate ticket for cards', async () => {
    const { access_token } = await stable()
    const pages = await ticket(access_token)
    const cards = await ticket(access_token, 'wx_card')
    expect(cards).toMatchObject({ errcode: 0, expires_in: 7200 })
    expect(cards.ticket).not.toBe(pages.ticket)
    expect((await ticket(access_token, 'wx_card')).ticket).toBe(cards.ticket)
    expect(platform.issued).toMatchObject({ jsapi: 1, wx_card: 1 })
  })

  it.each([
    ['a token that was never issued', { access_token: 'x'.repeat(136), type: 'jsapi' }, 40001],
    ['text that cannot be a token', { access_token: 'nobody’s', type: 'jsapi' }, 40014],
    ['no token', { type: 'jsapi' }, 41001],
    ['another type', { access_token: 'x'.repeat(136), type: 'x' }, 40097],
  ])('refuses %s', async (_name, query, errcode) => {
    expect((await ask('/cgi-bin/ticket/getticket', query)).errcode).toBe(errcode)
  })
})

describe('an IP list', () => {
  const refused = (ip: string, ipv6: string) => ({
    errcode: 40164,
    errmsg: expect.stringMatching(`^invalid ip ${ip} ipv6 ${ipv6}, not in whitelist rid: [0-9a-f-]{26}$`),
  })

  it('refuses a token to another address, and names the address', async () => {
    expect(await stable(THIRD)).toEqual(refused('127.0.0.1', '::ffff:127.0.0.1'))
    platform.callFrom('203.0.113.9')
    expect(await stable(THIRD)).toEqual(refused('203.0.113.9', '::ffff:203.0.113.9'))
    expect(await legacy(THIRD)).toEqual(refused('203.0.113.9', '::ffff:203.0.113.9'))
    expect(await stable(THIRD, '2001:db8::9')).toEqual(refused('2001:db8::9', '2001:db8::9'))
    expect((await stable()).errcode).toBeUndefined()
    platform.callFrom('203.0.113.7')
    expect((await stable(THIRD)).errcode).toBeUndefined()
    expect((await stable(THIRD, '203.0.113.9, 203.0.113.7')).errcode).toBe(40164)
    expect((await stable(THIRD, '203.0.113.7, 203.0.113.9')).errcode).toBeUndefined()
  })

  it.each([TICKET, CALLBACK_IP, '/cgi-bin/user/info', '/cgi-bin/media/get', '/cgi-bin/media/get/jssdk'])(
    'also holds for %s with a valid token, whose quota it does not use',
    async path => {
      const { access_token } = await stable(THIRD, '203.0.113.7')
      const call = (from: string) => ask(path, { access_token, type: 'jsapi' }, { from })
      for (let i = 0; i < 3; i += 1)
        expect(await call('203.0.113.9')).toEqual(refused('203.0.113.9', '::ffff:203.0.113.9'))
      expect((await call('203.0.113.7')).errcode).not.toBe(40164)
      expect((await ask(path, { access_token: 'x'.repeat(136), type: 'jsapi' })).errcode).toBe(40001)
    },
  )
})

describe('quotas', () => {
  const asked = async (access_token: unknown) => (await ask(CALLBACK_IP, { access_token })).errcode ?? 0

  it('apply per minute, per day and per account, and are renewed', async () => {
    const [{ access_token }, other] = [await stable(), await stable(SECOND)]
    expect([await asked(access_token), await asked(access_token)]).toEqual([0, 0])
    expect(await asked(access_token)).toBe(45011)
    expect(await asked(other.access_token)).toBe(0)
    clock += 59_999
    expect(await asked(access_token)).toBe(45011)
    clock += 1
    expect([await asked(access_token), await asked(access_token)]).toEqual([0, 45009])
    seconds(86_340)
    expect(await asked((await stable()).access_token)).toBe(0)
  })

  it.each([
    ['10,000 stable tokens a minute', 10_000, () => stable(), 45011],
    ['2,000 older tokens a day', 2000, () => legacy(), 45009],
  ])('allow %s', async (_name, allowed, request, errcode) => {
    for (let i = 0; i < allowed; i += 1) if ((await request()).errcode) throw new Error(`refused at ${i}`)
    expect((await request()).errcode).toBe(errcode)
  })

  it('allow 500,000 stable tokens a day', async () => {
    // Checked with a lower quota: WeChat's own is a row of the same table.
    platform = createPlatform({ quotas: { [STABLE]: { perDay: 2 } } })
    expect([await stable(), await stable(), await stable()].map(({ errcode }) => errcode)).toEqual([
      undefined,
      undefined,
      45009,
    ])
  })
})

describe('another API', () => {
  it('accepts the account’s token of either kind', async () => {
    for (const { access_token } of [await stable(), await legacy()])
      expect(await ask(CALLBACK_IP, { access_token })).toEqual({ ip_list: ['127.0.0.1'] })
    expect((await ask(CALLBACK_IP)).errcode).toBe(41001)
  })

  it('accepts a POST body in addition to the token', async () => {
    const { access_token } = await stable()
    const BATCH = '/cgi-bin/user/info/batchget'
    const list = [{ openid: 'oSim00000000000000000000LiNa', lang: 'en' }]
    expect(await ask(BATCH, { access_token }, { body: { user_list: list } })).toMatchObject({
      user_info_list: [{ subscribe: 1, nickname: '李娜🎈', city: 'Haidian' }],
    })
    expect((await ask(BATCH, { access_token }, { body: {} })).errcode).toBe(47001)
    expect((await ask(BATCH, {}, { body: { user_list: list } })).errcode).toBe(41001)
    expect((await ask(BATCH, { access_token })).errcode).toBe(43002)
  })

  it('refuses an account without permission', async () => {
    const query = { openid: 'oSim0000000000000000ZhangWei' }
    const { access_token } = await stable()
    expect(await ask('/cgi-bin/user/info', { ...query, access_token })).toMatchObject({
      subscribe: 1,
      nickname: '张伟',
      sex: 1,
      province: '广东',
    })
    expect((await ask('/cgi-bin/user/info', { openid: 'nobody', access_token })).errcode).toBe(40003)
    const denied = await stable(THIRD, '203.0.113.7')
    const answer = await ask(
      '/cgi-bin/user/info',
      { ...query, access_token: denied.access_token },
      { from: '203.0.113.7' },
    )
    expect(answer).toMatchObject({ errcode: 48001, errmsg: expect.stringMatching(/^api unauthorized rid: /) })
  })

  it('responds with 404 if it is not simulated', async () => {
    const response = await platform.handler(new Request('https://api.example/cgi-bin/menu/get'))
    expect([response.status, await response.text()]).toEqual([404, '404 Not Found'])
  })
})

describe('/simulator/tickets, for the simulator in the page', () => {
  const tickets = (appId: string) => ask('/simulator/tickets', { appid: appId })

  it('returns the valid tickets, and the domains', async () => {
    expect(await tickets(appid)).toEqual({ tickets: [], domains: ['www.example.com'] })
    const first = await ticket((await stable()).access_token)
    expect(await tickets(appid)).toEqual({ tickets: [first.ticket], domains: ['www.example.com'] })
    platform.killTicket(appid)
    expect((await tickets(appid)).tickets).toEqual([])
    expect(await tickets('wx2')).toEqual({ tickets: ['given'], domains: [] })
    seconds(7200)
    expect((await tickets('wx2')).tickets).toEqual([])
    expect(await tickets('wx9')).toEqual({ tickets: [], domains: [] })
  })

  it('can be read by a page of any origin', async () => {
    const response = await platform.handler(new Request('https://api.example/simulator/tickets'))
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })
})

it('the log has every request, without its secrets', async () => {
  const { access_token } = await stable()
  seconds(1)
  const given = await ticket(access_token)
  await stable({ appid: 'wx2' })
  platform.fail(LEGACY, 'cut')
  await expect(legacy()).rejects.toThrow()
  const at = clock + 1000
  expect(platform.log).toEqual([
    { at: clock, method: 'POST', path: STABLE, appId: appid, status: 200 },
    { at, method: 'GET', path: '/cgi-bin/ticket/getticket', appId: appid, status: 200 },
    { at, method: 'POST', path: STABLE, appId: 'wx2', status: 200, errcode: 40125 },
    { at, method: 'GET', path: LEGACY, failed: true },
  ])
  const text = JSON.stringify(platform.log)
  for (const value of [secret, access_token, given.ticket]) expect(text).not.toContain(value)
  for (let i = 0; i < 1000; i += 1) await ask('/simulator/tickets')
  expect(platform.log).toHaveLength(1000)
})

it.each([[0], [15], [513], [Number.NaN]])('a tokenLength of %s is a TypeError', async tokenLength => {
  expect(() => createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, tokenLength }] })).toThrow(TypeError)
  await stable()
})
