import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { jsApiSignature } from '../../src/server/index.js'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  SIMULATED_USERS,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { type Listening, listen } from '../support/listen.js'
import { Card, JSSDK, OAuth, OfficialAccount, Store } from '../support/other-clients.js'

/** The simulated platform also works with other clients that work with WeChat, over real HTTP. */
const { appId, secret } = SIMULATED_ACCOUNT
const PAGE = 'https://www.example.com/page?a=b&c=%E4%B8%AD'
const LI = SIMULATED_USERS[1]

let platform: SimulatedPlatform
let server: Listening
beforeEach(async () => {
  platform = createPlatform()
  server = await listen(platform.handler)
})
afterEach(() => server.close())

/** The ticket with which WeChat would verify. */
async function liveTicket(): Promise<string> {
  const response = await fetch(`${server.origin}/simulator/tickets?appid=${appId}`)
  const { tickets } = (await response.json()) as { tickets: [string] }
  return tickets[0]
}

const tally = () => {
  const { '/simulator/tickets': _, ...requests } = platform.requests
  return requests
}

describe('wechat-jssdk', () => {
  // Its clients start timers of hours that cannot be stopped.
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval'] }))
  afterEach(() => {
    vi.useRealTimers()
  })

  const options = () => ({
    appId,
    appSecret: secret,
    accessTokenUrl: `${server.origin}/cgi-bin/token`,
    ticketUrl: `${server.origin}/cgi-bin/ticket/getticket`,
    oAuthUrl: `${server.origin}/connect/oauth2/authorize`,
    apiUrl: server.origin,
    store: new Store({ noInterval: true }),
  })

  it('signs pages with the ticket of the platform', async () => {
    const { signature, nonceStr, timestamp, url } = await new JSSDK(options()).getSignature(`${PAGE}#/route`)
    expect(url).toBe(PAGE)
    expect(signature).toBe(
      jsApiSignature({ ticket: await liveTicket(), nonceStr, timestamp: Number(timestamp), url: PAGE }),
    )
    expect(tally()).toEqual({ '/cgi-bin/token': 1, '/cgi-bin/ticket/getticket': 1 })
  })

  it('uses a different ticket for cards', async () => {
    await new JSSDK(options()).getSignature(PAGE)
    expect(await new Card(options()).getApiTicket()).toMatchObject({
      ticket: expect.not.stringMatching(await liveTicket()),
      expires_in: 7200,
    })
    expect(platform.issued).toMatchObject({ token: 2, jsapi: 1, wx_card: 1 })
  })

  it('gets the errors of the platform', async () => {
    const wrong = new JSSDK({ ...options(), appSecret: 'x' })
    await expect(wrong.getGlobalTokenAndTicket(true)).rejects.toMatchObject({
      errcode: 40125,
      errmsg: expect.stringMatching(/^invalid appsecret rid: /),
    })
  })

  it('logs users in with its own URL, and refreshes their tokens', async () => {
    platform.signIn(LI?.openid ?? '')
    const oauth = new OAuth(options())
    const page = await fetch(oauth.generateOAuthUrl(PAGE, 'snsapi_userinfo', 'S1'), { redirect: 'manual' })
    const back = new URL(String(page.headers.get('location')))
    expect(back.href.startsWith(`${PAGE}&code=`)).toBe(true)
    expect(back.searchParams.get('state')).toBe('S1')
    const code = String(back.searchParams.get('code'))
    expect(await oauth.getUserInfo(code, 'session')).toMatchObject({
      openid: LI?.openid,
      nickname: '李娜🎈',
      province: '北京',
    })
    await expect(oauth.getUserInfo(code)).rejects.toMatchObject({ errcode: 40163 })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7_200_000 })
    const refreshed = await oauth.getAccessToken(undefined, 'session')
    expect(refreshed).toMatchObject({ openid: LI?.openid, updated: true })
    expect(platform.issued.web_token).toBe(2)
  })
})

describe('node-easywechat', () => {
  const createApp = (more: object = {}) => {
    const app = new OfficialAccount({ app_id: appId, secret, http: { baseURL: server.origin }, ...more })
    return app.setCache(memoryCache())
  }
  const createOAuth = () => {
    const { hostname, port } = new URL(server.origin)
    // Its host is fixed to WeChat’s, with https: redirect its requests to this server.
    const transport = {
      request: (sent: object, then: () => void) =>
        request({ ...sent, protocol: 'http:', hostname, host: hostname, port, agent: undefined }, then),
    }
    return createApp({ oauth: { scopes: ['snsapi_userinfo'] } })
      .getOAuth()
      .setHttpOptions({ transport })
  }

  it.each([
    ['the older token', false, '/cgi-bin/token', { token: 1, stable_token: 0 }],
    ['the stable token', true, '/cgi-bin/stable_token', { token: 0, stable_token: 1 }],
  ])('signs pages with %s', async (_name, use_stable_access_token, path, issued) => {
    const utils = createApp({ use_stable_access_token }).getUtils()
    for (let i = 0; i < 2; i += 1) {
      const { signature, nonceStr, timestamp } = await utils.buildJsSdkConfig(PAGE)
      const ticket = await liveTicket()
      expect(signature).toBe(jsApiSignature({ ticket, nonceStr, timestamp, url: PAGE }))
    }
    expect(tally()).toEqual({ [path]: 1, '/cgi-bin/ticket/getticket': 1 })
    expect(platform.issued).toMatchObject({ ...issued, jsapi: 1 })
  })

  it('calls other APIs with its token, and gets the errors of the platform', async () => {
    const client = createApp().getClient()
    const user = await client.get('/cgi-bin/user/info', { params: { openid: LI?.openid } })
    expect(user.toObject()).toMatchObject({ subscribe: 1, nickname: '李娜🎈' })
    const nobody = await client.get('/cgi-bin/user/info', { params: { openid: 'nobody' } })
    expect(nobody.toObject(false)).toMatchObject({ errcode: 40003 })
  })

  it('logs users in, with each code once', async () => {
    const code = platform.authorize({ user: LI })
    const user = await createOAuth().userFromCode(code)
    expect(user.getId()).toBe(LI?.openid)
    expect(user.getNickname()).toBe('李娜🎈')
    expect(user.getRaw()).toMatchObject({ sex: 2, city: '海淀', privilege: ['chinaunicom'] })
    expect(user.getAccessToken()).toMatch(/^[\w-]+$/)
    await expect(createOAuth().userFromCode(code)).rejects.toThrow(/"errcode":40163/)
  })
})

/** Replaces its cache of files. */
function memoryCache() {
  const kept = new Map<string, unknown>()
  return {
    get: async (key: string) => kept.get(key),
    has: async (key: string) => kept.has(key),
    set: async (key: string, value: unknown) => Boolean(kept.set(key, value)),
    delete: async (key: string) => kept.delete(key),
  }
}
