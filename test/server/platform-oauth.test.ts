import { beforeEach, describe, expect, it } from 'vitest'
import {
  createPlatform,
  FAULTS,
  SIMULATED_ACCOUNT,
  SIMULATED_USERS,
  type SimulatedPlatform,
  type SimulatedUser,
} from '../../src/simulator/platform/index.js'
import { askPlatform } from '../support/ask-platform.js'

/** OAuth of the simulated platform, by WeChat’s guide and developers’ reports. */
const { appId: appid, secret } = SIMULATED_ACCOUNT
const [ZHANG, LI, CHEN] = SIMULATED_USERS as [SimulatedUser, SimulatedUser, SimulatedUser]
const MINUTE = 60_000
const DAY = 86_400_000

let platform: SimulatedPlatform
beforeEach(() => {
  // A clock that stands still, so that expiry is exact.
  platform = createPlatform({
    accounts: [SIMULATED_ACCOUNT, { appId: 'wx2', secret: 's2', authDomains: ['www.example.com'] }],
    now: () => 1_700_000_000_000,
  })
})

const ask = async (path: string, query: object) => (await askPlatform(platform, path, { ...query })).answer
const exchange = (code: string, more: object = {}) =>
  ask('/sns/oauth2/access_token', { appid, secret, code, grant_type: 'authorization_code', ...more })
const refresh = (refresh_token: unknown, more: object = {}) =>
  ask('/sns/oauth2/refresh_token', { appid, grant_type: 'refresh_token', refresh_token, ...more })
const userInfo = ({ access_token, openid }: Record<string, unknown>, more: object = {}) =>
  ask('/sns/userinfo', { access_token, openid, lang: 'zh_CN', ...more })
const isValid = async ({ access_token, openid }: Record<string, unknown>) =>
  (await ask('/sns/auth', { access_token, openid })).errcode

describe('a code', () => {
  it('is exchanged for tokens', async () => {
    expect(await exchange(platform.authorize())).toEqual({
      access_token: expect.stringMatching(/^[\w-]{50,512}$/),
      expires_in: 7200,
      refresh_token: expect.stringMatching(/^[\w-]{50,512}$/),
      openid: ZHANG.openid,
      scope: 'snsapi_userinfo',
      unionid: ZHANG.unionid,
    })
    expect(platform.issued).toMatchObject({ code: 1, web_token: 1 })
  })

  it('for snsapi_base gives access to the openid only', async () => {
    const signIn = await exchange(platform.authorize({ scope: 'snsapi_base', snapshot: true }))
    expect(Object.keys(signIn).sort()).toEqual([
      'access_token',
      'expires_in',
      'openid',
      'refresh_token',
      'scope',
    ])
    expect(signIn.scope).toBe('snsapi_base')
    expect((await userInfo(signIn)).errcode).toBe(48001)
    expect(await isValid(signIn)).toBe(0)
  })

  it('is used up by the first exchange, even if the response was lost', async () => {
    const code = platform.authorize()
    expect(await exchange(code)).toHaveProperty('access_token')
    expect(await exchange(code)).toEqual({
      errcode: 40163,
      errmsg: expect.stringMatching(/^code been used, rid: [0-9a-f-]{26}$/),
    })
    const busy = platform.authorize()
    platform.fail('/sns/oauth2/access_token', FAULTS.spent)
    expect((await exchange(busy)).errcode).toBe(-1)
    expect((await exchange(busy)).errcode).toBe(40163)
    const cut = platform.authorize()
    platform.fail('/sns/oauth2/access_token', FAULTS.lost)
    await expect(exchange(cut)).rejects.toThrow()
    expect((await exchange(cut)).errcode).toBe(40163)
  })

  it('expires after 5 minutes', async () => {
    const codes = [platform.authorize(), platform.authorize()] as const
    platform.advance(5 * MINUTE - 1)
    expect(await exchange(codes[0])).toHaveProperty('access_token')
    platform.advance(1)
    expect((await exchange(codes[1])).errcode).toBe(42003)
  })

  it.each([
    ['an unknown code', { code: 'nobody’s' }, 40029],
    ['another account’s code', { appid: 'wx2', secret: 's2' }, 40029],
    ['no code', { code: '' }, 41008],
    ['no appid', { appid: '' }, 41002],
    ['no secret', { secret: '' }, 41004],
    ['an unknown appid', { appid: 'wx9' }, 40013],
    ['another secret', { secret: 'x' }, 40125],
    ['another grant', { grant_type: 'client_credential' }, 40002],
  ])('is neither exchanged nor used up by a request with %s', async (_name, more, errcode) => {
    const code = platform.authorize()
    expect((await exchange(code, more)).errcode).toBe(errcode)
    expect(await exchange(code)).toHaveProperty('openid', ZHANG.openid)
  })

  it('is exchanged with a response of type text/plain', async () => {
    const { status, contentType } = await askPlatform(platform, '/sns/oauth2/access_token')
    expect([status, contentType]).toEqual([200, 'text/plain'])
  })
})

describe('a web token', () => {
  it('expires after 7200 s, and a refresh then returns a new one', async () => {
    const signIn = await exchange(platform.authorize())
    platform.advance(7_199_999)
    expect(await isValid(signIn)).toBe(0)
    platform.advance(1)
    expect(await isValid(signIn)).toBe(42001)
    expect((await userInfo(signIn)).errcode).toBe(42001)
    const fresh = await refresh(signIn.refresh_token)
    expect(fresh).toEqual({
      access_token: expect.any(String),
      expires_in: 7200,
      refresh_token: signIn.refresh_token,
      openid: ZHANG.openid,
      scope: 'snsapi_userinfo',
    })
    expect(fresh.access_token).not.toBe(signIn.access_token)
    expect(await isValid(fresh)).toBe(0)
    expect(await isValid(signIn)).toBe(42001)
    expect(platform.issued.web_token).toBe(2)
  })

  it('that is still valid is extended by a refresh', async () => {
    const signIn = await exchange(platform.authorize())
    platform.advance(7_000_000)
    expect((await refresh(signIn.refresh_token)).access_token).toBe(signIn.access_token)
    platform.advance(7_000_000)
    expect(await isValid(signIn)).toBe(0)
  })

  it('can be refreshed for 30 days', async () => {
    const signIn = await exchange(platform.authorize())
    platform.advance(30 * DAY - 1)
    expect(await refresh(signIn.refresh_token)).toHaveProperty('access_token')
    platform.advance(1)
    expect((await refresh(signIn.refresh_token)).errcode).toBe(42002)
  })

  it('is revoked when the user changes their password', async () => {
    const [signIn, other] = [
      await exchange(platform.authorize()),
      await exchange(platform.authorize({ user: LI.openid })),
    ]
    platform.killUserTokens(ZHANG.openid)
    expect(await isValid(signIn)).toBe(42007)
    expect((await refresh(signIn.refresh_token)).errcode).toBe(42007)
    expect(await isValid(other)).toBe(0)
    expect(await isValid(await exchange(platform.authorize()))).toBe(0)
  })

  it.each([
    ['an unknown refresh token', { refresh_token: 'nobody’s' }, 40030],
    ['another account', { appid: 'wx2' }, 40030],
    ['an unknown account', { appid: 'wx9' }, 40013],
    ['no refresh token', { refresh_token: '' }, 41003],
    ['another grant', { grant_type: 'authorization_code' }, 40002],
  ])('is not refreshed with %s', async (_name, more, errcode) => {
    const { refresh_token } = await exchange(platform.authorize())
    expect((await refresh(refresh_token, more)).errcode).toBe(errcode)
  })

  it('and the account’s token cannot replace each other', async () => {
    const signIn = await exchange(platform.authorize())
    const { access_token } = await ask('/cgi-bin/token', {
      grant_type: 'client_credential',
      appid,
      secret,
    })
    expect((await userInfo({ ...signIn, access_token })).errcode).toBe(40001)
    expect((await ask('/cgi-bin/getcallbackip', { access_token: signIn.access_token })).errcode).toBe(40001)
  })
})

describe('userinfo', () => {
  it('returns the user in three languages', async () => {
    const signIn = await exchange(platform.authorize())
    const known = { nickname: '张伟', sex: 1, headimgurl: expect.stringMatching(/\/132$/), privilege: [] }
    expect(await userInfo(signIn)).toEqual({
      ...known,
      openid: ZHANG.openid,
      country: '中国',
      province: '广东',
      city: '深圳',
      unionid: ZHANG.unionid,
    })
    expect(await userInfo(signIn, { lang: 'zh_TW' })).toMatchObject({ country: '中國', province: '廣東' })
    expect(await userInfo(signIn, { lang: 'en' })).toMatchObject({ country: 'CN', city: 'Shenzhen' })
  })

  it('returns empty fields for a user without data', async () => {
    const info = await userInfo(await exchange(platform.authorize({ user: CHEN })))
    expect(info).toMatchObject({ nickname: '陈敏', sex: 0, country: '', headimgurl: '', privilege: [] })
    expect(info).not.toHaveProperty('unionid')
  })

  it('returns a user that was passed to authorize()', async () => {
    const user: SimulatedUser = { ...LI, openid: 'oNew', nickname: '新"人\n' }
    expect(await userInfo(await exchange(platform.authorize({ user })))).toMatchObject({
      openid: 'oNew',
      nickname: '新"人\n',
      privilege: ['chinaunicom'],
    })
    expect(() => platform.authorize({ user: 'nobody' })).toThrow(TypeError)
    expect(() => platform.authorize({ appId: 'wx9' })).toThrow(TypeError)
  })

  it('of a snapshot page is that of a virtual user', async () => {
    const signIn = await exchange(platform.authorize({ snapshot: true }))
    expect(signIn).toMatchObject({ is_snapshotuser: 1, openid: expect.not.stringMatching(ZHANG.openid) })
    expect(await userInfo(signIn)).toMatchObject({ openid: signIn.openid, nickname: '微信用户', sex: 0 })
    expect(await refresh(signIn.refresh_token)).not.toHaveProperty('is_snapshotuser')
  })

  it.each([
    ['an unknown token', { access_token: 'nobody’s' }, 40001],
    ['no token', { access_token: '' }, 41001],
    ['another openid', { openid: LI.openid }, 40003],
    ['no openid', { openid: '' }, 41009],
  ])('with %s is refused, and so is sns/auth', async (_name, more, errcode) => {
    const signIn = await exchange(platform.authorize())
    expect((await userInfo({ ...signIn, ...more })).errcode).toBe(errcode)
    expect(await isValid({ ...signIn, ...more })).toBe(errcode)
  })
})

describe('the authorization page', () => {
  const BACK = 'https://www.example.com/back?a=b%20c#/route'
  const PARAMETERS = `appid=${appid}&redirect_uri=${encodeURIComponent(BACK)}&response_type=code&scope=snsapi_userinfo&state=S1`
  const open = async (parameters: string) => {
    const response = await platform.handler(
      new Request(`https://open.example/connect/oauth2/authorize?${parameters}#wechat_redirect`),
    )
    return { status: response.status, to: response.headers.get('location'), text: await response.text() }
  }
  const codeOf = (to: string | null) => new URL(String(to)).searchParams.get('code') ?? ''

  it('redirects with a code, and leaves the rest of the URL as it was', async () => {
    const { status, to } = await open(PARAMETERS)
    expect(status).toBe(302)
    expect(to).toMatch(/^https:\/\/www\.example\.com\/back\?a=b%20c&code=[\w-]{32}&state=S1#\/route$/)
    expect(await exchange(codeOf(to))).toMatchObject({ openid: ZHANG.openid, scope: 'snsapi_userinfo' })
  })

  it('adds a query to a redirect_uri without one', async () => {
    const { to } = await open(PARAMETERS.replace(encodeURIComponent('?a=b%20c#/route'), ''))
    expect(to).toMatch(/^https:\/\/www\.example\.com\/back\?code=[\w-]{32}&state=S1$/)
  })

  it('authorizes as its visitor', async () => {
    platform.signIn(LI.openid)
    expect(await exchange(codeOf((await open(PARAMETERS)).to))).toMatchObject({ openid: LI.openid })
    platform.signIn({ ...CHEN, openid: 'oNew' })
    expect(await exchange(codeOf((await open(PARAMETERS)).to))).toMatchObject({ openid: 'oNew' })
  })

  it('redirects without a code if the visitor refuses', async () => {
    platform.refuseNext(2)
    for (let i = 0; i < 2; i += 1)
      expect((await open(PARAMETERS)).to).toBe('https://www.example.com/back?a=b%20c&state=S1#/route')
    expect(codeOf((await open(PARAMETERS)).to)).not.toBe('')
    expect(platform.issued.code).toBe(1)
  })

  it.each([
    ['forcePopup=true', undefined],
    ['forceSnapShot=true', 1],
    ['forcePopup=true&forceSnapShot=true', 1],
    ['connect_redirect=1', undefined],
  ])('accepts %s at the end', async (more, is_snapshotuser) => {
    const { to } = await open(`${PARAMETERS}&${more}`)
    expect((await exchange(codeOf(to))).is_snapshotuser).toBe(is_snapshotuser)
  })

  it.each([
    ['scope before response_type', PARAMETERS.replace(/(&response_type=code)(&scope=\w+)/, '$2$1')],
    ['state before scope', PARAMETERS.replace(/(&scope=\w+)(&state=\w+)/, '$2$1')],
    ['redirect_uri before appid', PARAMETERS.replace(/(appid=\w+)&(redirect_uri=[^&]+)/, '$2&$1')],
    ['forcePopup before state', PARAMETERS.replace('&state', '&forcePopup=true&state')],
    ['another scope', PARAMETERS.replace('snsapi_userinfo', 'snsapi_login')],
    ['another response_type', PARAMETERS.replace('=code', '=token')],
    ['no redirect_uri', PARAMETERS.replace(/redirect_uri=[^&]+&/, '')],
    [
      'a redirect_uri that is not encoded',
      PARAMETERS.replace(encodeURIComponent(BACK), 'https://www.example.com/?a&b'),
    ],
    ['a state with other characters', PARAMETERS.replace('S1', 'S-1')],
    ['a state of 129 characters', PARAMETERS.replace('S1', 'S'.repeat(129))],
    ['an unknown parameter', `${PARAMETERS}&x=1`],
  ])('does not open with %s', async (_name, parameters) => {
    const { status, to, text } = await open(parameters)
    expect([status, to]).toEqual([200, null])
    expect(text).toContain('该链接无法访问')
    expect(platform.issued.code).toBe(0)
  })

  it.each([
    ['128 characters of state', PARAMETERS.replace('S1', 'S'.repeat(128))],
    ['no state', PARAMETERS.replace('&state=S1', '')],
  ])('opens with %s', async (_name, parameters) => {
    expect((await open(parameters)).status).toBe(302)
  })

  it.each([
    ['www.example.com', 302],
    ['www.example.com:8443', 302],
    ['m.www.example.com', 200],
    ['example.com', 200],
    ['www.example.com.cn', 200],
  ])('of an account with authDomains, responds for %s with %i', async (host, status) => {
    const back = encodeURIComponent(BACK.replace('www.example.com', host))
    const answer = await open(
      PARAMETERS.replace(appid, 'wx2').replace(/redirect_uri=[^&]+/, `redirect_uri=${back}`),
    )
    expect(answer.status).toBe(status)
    if (status === 200) expect(answer.text).toContain('错误码:10003')
  })

  it('redirects to a URL with Chinese characters', async () => {
    const back = encodeURIComponent('https://www.example.com/中文 页?a=%E4%B8%AD\r\nx: y')
    const { to } = await open(PARAMETERS.replace(/redirect_uri=[^&]+/, `redirect_uri=${back}`))
    expect(to).toMatch(
      /^https:\/\/www\.example\.com\/%E4%B8%AD%E6%96%87%20%E9%A1%B5\?a=%E4%B8%AD%0D%0Ax:%20y&code=[\w-]{32}&state=S1$/,
    )
  })

  it.each([['javascript%3Aalert(1)'], ['%2Fback'], ['%E4%'], ['https%3A%2F%2F']])(
    'does not redirect to %s',
    async back => {
      const { status, text } = await open(PARAMETERS.replace(/redirect_uri=[^&]+/, `redirect_uri=${back}`))
      expect(status).toBe(200)
      expect(text).toContain('10003')
    },
  )

  it('refuses an unknown account, and a scope without permission', async () => {
    expect((await open(PARAMETERS.replace(appid, 'wx9'))).text).toContain('40013')
    platform = createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, denied: ['snsapi_userinfo'] }] })
    expect((await open(PARAMETERS)).text).toContain('错误码:10005')
    expect((await open(PARAMETERS.replace('snsapi_userinfo', 'snsapi_base'))).status).toBe(302)
  })
})

it('the log has no code, token or secret', async () => {
  const code = platform.authorize()
  const signIn = await exchange(code)
  await userInfo(signIn)
  await refresh('nobody’s')
  expect(platform.log.map(({ path, appId, errcode }) => [path, appId, errcode])).toEqual([
    ['/sns/oauth2/access_token', appid, undefined],
    ['/sns/userinfo', appid, undefined],
    ['/sns/oauth2/refresh_token', appid, 40030],
  ])
  const text = JSON.stringify(platform.log)
  for (const value of [code, secret, signIn.access_token, signIn.refresh_token])
    expect(text).not.toContain(value)
})
