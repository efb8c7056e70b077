import { createHash, generateKeyPairSync } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  createAccount,
  jsApiSignature,
  type PayV2Options,
  signPayV2,
  signPayV3,
} from '../../src/server/index.js'
import {
  createPlatform,
  FAULTS,
  SIMULATED_ACCOUNT,
  type SimulatedCredentials,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'

/** What the simulator in a page asks of the platform: facts, uploads, checks of signatures, and control. */
const { appId } = SIMULATED_ACCOUNT
const BYTES = Uint8Array.of(137, 80, 78, 71, 0, 255)

let platform: SimulatedPlatform
beforeEach(() => {
  platform = createPlatform({ accounts: [SIMULATED_ACCOUNT, { appId: 'wx2', secret: 's2' }] })
})

const server = () =>
  createAccount({
    ...SIMULATED_ACCOUNT,
    hosts: ['https://api.example'],
    fetch: (url, init) => platform.handler(new Request(url as string, init)),
  })
const request = (path: string, init?: RequestInit) =>
  platform.handler(new Request(`https://api.example${path}`, init))
const call = async (method: string, ...parameters: unknown[]) => {
  const response = await request('/simulator/call', {
    method: 'POST',
    body: JSON.stringify({ method, parameters }),
  })
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  return (await response.json()) as { result?: unknown; error?: string }
}

describe('signature()', () => {
  it('signs a URL, without its hash, with the ticket that the account’s server gets', async () => {
    const url = 'http://mp.weixin.qq.com?params=值'
    const { signature, ...values } = await platform.signature(`${url}#/route`)
    expect(values).toMatchObject({ appId, timestamp: expect.any(Number), nonceStr: expect.any(String) })
    const ticket = await server().ticket('jsapi')
    expect(platform.facts(appId).tickets).toEqual([ticket])
    expect(signature).toBe(jsApiSignature({ ...values, ticket, url }))
  })

  it('signs for another account, by the platform’s clock, and rejects for one that it has not', async () => {
    const before = await platform.signature('https://a.example/')
    platform.advance(10_000)
    const after = await platform.signature('https://a.example/', 'wx2')
    expect(after.appId).toBe('wx2')
    expect(after.timestamp - before.timestamp).toBeGreaterThanOrEqual(10)
    await expect(platform.signature('https://a.example/', 'wx9')).rejects.toThrow('there is no account wx9')
  })
})

describe('/simulator/media', () => {
  it('stores a file of a page, which the account’s server downloads byte for byte', async () => {
    const response = await request(`/simulator/media?appid=${appId}&type=image&content_type=image/png`, {
      method: 'POST',
      body: BYTES,
    })
    const { media_id } = (await response.json()) as { media_id: string }
    const file = await server().media(media_id)
    expect(file.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(BYTES)
    expect(platform.media(media_id)).toMatchObject({ type: 'image', contentType: 'image/png', bytes: BYTES })

    const again = await request(`/simulator/media?appid=${appId}&media_id=${media_id}`)
    expect(again.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await again.arrayBuffer())).toEqual(BYTES)
  })

  it('stores a voice also as speex, for hd', async () => {
    const response = await request(`/simulator/media?appid=${appId}&type=voice`, {
      method: 'POST',
      body: BYTES,
    })
    const { media_id } = (await response.json()) as { media_id: string }
    const hd = await server().media(media_id, { hd: true })
    expect(hd.headers.get('content-type')).toBe('voice/speex')
    expect(new Uint8Array(await hd.arrayBuffer())).toHaveLength(100)
    expect((await server().media(media_id)).headers.get('content-type')).toBe('audio/amr')
  })

  it('has no file of another account, with another id, or after 3 days', async () => {
    const mediaId = platform.addMedia({ type: 'image', bytes: BYTES })
    const status = async (query: string) => (await request(`/simulator/media?${query}`)).status
    expect(await status(`appid=wx2&media_id=${mediaId}`)).toBe(204)
    expect(await status(`appid=${appId}&media_id=x`)).toBe(204)
    expect(await status(`appid=wx9&media_id=${mediaId}`)).toBe(404)
    expect(await status(`appid=${appId}&media_id=${mediaId}`)).toBe(200)
    platform.advance(3 * 86_400_000)
    expect(await status(`appid=${appId}&media_id=${mediaId}`)).toBe(204)
    expect(platform.media(mediaId)).toBeUndefined()
  })
})

describe('checkCard()', () => {
  const CARD = { cardId: 'pDF3iY9tv9zCGCj4jTXFOo1DxHdo', code: '1434008071', openid: 'oA', outer_id: 1 }

  it('accepts each cardExt of the account’s server once', async () => {
    const account = server()
    for (const card of [CARD, { cardId: CARD.cardId }]) {
      const sent = { card_id: card.cardId, card_ext: await account.cardExt(card) }
      expect(platform.checkCard(appId, sent)).toBeUndefined()
      expect(platform.checkCard(appId, sent)).toMatch(/used before/)
    }
  })

  it.each([
    ['with another code', (ext: object) => JSON.stringify({ ...ext, code: '2' }), /invalid signature/],
    ['as an object', (ext: object) => ext, /not text/],
    ['that is no JSON', () => 'ext', /not JSON/],
    ['that is null', () => 'null', /not JSON/],
  ])('refuses a cardExt %s', async (_name, change, refusal) => {
    const ext = JSON.parse(await server().cardExt(CARD)) as object
    expect(platform.checkCard(appId, { card_id: CARD.cardId, card_ext: change(ext) })).toMatch(refusal)
  })

  it('refuses a card with the ticket of the page, of another account, or that was revoked', async () => {
    const card_ext = await server().cardExt(CARD)
    const sent = { card_id: CARD.cardId, card_ext }
    expect(platform.checkCard('wx2', sent)).toMatch(/no valid wx_card ticket/)
    const { timestamp, nonce_str } = JSON.parse(card_ext) as { timestamp: string; nonce_str: string }
    const values = [await server().ticket('jsapi'), CARD.cardId, timestamp, nonce_str]
    const signature = createHash('sha1').update(values.sort().join('')).digest('hex')
    const wrong = JSON.stringify({ timestamp, nonce_str, signature })
    expect(platform.checkCard(appId, { ...sent, card_ext: wrong })).toMatch(/invalid signature/)
    platform.killTicket()
    expect(platform.checkCard(appId, sent)).toMatch(/no valid wx_card ticket/)
  })
})

describe('checkCardFilter()', () => {
  /** By the client's names, as WeChat's script sends it. */
  const sent = async (filter = {}) => {
    const { shopId, cardType, cardId, timestamp, nonceStr, signType, cardSign } =
      await server().cardSign(filter)
    const ids = { app_id: appId, location_id: shopId, card_type: cardType, card_id: cardId }
    return { ...ids, time_stamp: timestamp, nonce_str: nonceStr, sign_type: signType, card_sign: cardSign }
  }

  it.each([{}, { shopId: '1234', cardType: 'GROUPON', cardId: 'p1Pj9jr90_SQRaVqYI239Ka1erk' }])(
    'accepts %j of the account’s server, and nothing else',
    async filter => {
      const parameters = await sent(filter)
      expect(platform.checkCardFilter(appId, parameters)).toBeUndefined()
      for (const name of ['location_id', 'card_type', 'card_id', 'time_stamp', 'nonce_str', 'card_sign'])
        expect(platform.checkCardFilter(appId, { ...parameters, [name]: 'x' })).toMatch(/invalid signature/)
      expect(platform.checkCardFilter(appId, { ...parameters, sign_type: 'MD5' })).toMatch(/not SHA1/)
      expect(platform.checkCardFilter(appId, { ...parameters, app_id: 'wx2' })).toMatch(/appId is wx2/)
    },
  )
})

describe('checkPayment()', () => {
  const KEY = '192006250b4c09247ec02edce69f6a2d'
  const ORDER = { appId, package: 'prepay_id=wx2017033010242291fcfe0db70013231072' }
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const payCertificate = publicKey.export({ type: 'spki', format: 'pem' }).toString()

  const check = (account: Partial<SimulatedCredentials>, payment: object) =>
    createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, ...account }] }).checkPayment({ ...payment })
  const byClientNames = ({ timestamp, ...signed }: { timestamp: string }) => ({
    appId,
    timeStamp: timestamp,
    ...signed,
  })
  const v2 = (more: Partial<PayV2Options> = {}) =>
    byClientNames(signPayV2({ ...ORDER, key: KEY, signType: 'MD5', ...more }))
  const v3 = async () => byClientNames(await signPayV3({ ...ORDER, sign: privateKey }))

  it.each(['MD5', 'HMAC-SHA256'] as const)('verifies %s with payKey', signType => {
    const payment = v2({ signType })
    expect(check({ payKey: KEY }, payment)).toBeUndefined()
    expect(check({ payKey: 'another' }, payment)).toMatch(`not the ${signType} signature`)
    for (const name of ['timeStamp', 'nonceStr', 'package', 'paySign'])
      expect(check({ payKey: KEY }, { ...payment, [name]: 'x' })).toMatch(`not the ${signType} signature`)
  })

  it('verifies RSA with payCertificate', async () => {
    const payment = await v3()
    expect(check({ payCertificate }, payment)).toBeUndefined()
    for (const name of ['timeStamp', 'nonceStr', 'package', 'paySign'])
      expect(check({ payCertificate }, { ...payment, [name]: 'x' })).toMatch('not the RSA signature')
    const another = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    const pem = another.export({ type: 'spki', format: 'pem' }).toString()
    expect(check({ payCertificate: pem }, payment)).toMatch('not the RSA signature')
  })

  it('verifies the example that the vendor publishes', () => {
    const accounts = [
      { appId: 'wxd678efh567hg6787', secret: 's', payKey: 'qazwsxedcrfvtgbyhnujmikolp111111' },
    ]
    const payment = {
      appId: 'wxd678efh567hg6787',
      nonceStr: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
      package: 'prepay_id=wx2017033010242291fcfe0db70013231072',
      signType: 'MD5',
      timeStamp: '1490840662',
      paySign: '22D9B4E54AB1950F51E0649E8810ACD6',
    }
    expect(createPlatform({ accounts }).checkPayment(payment)).toBeUndefined()
  })

  it('accepts what no key covers, and refuses a type that WeChat Pay does not know once there is a key', async () => {
    const unknown = { ...v2(), signType: 'SHA1' }
    expect(check({}, unknown)).toBeUndefined()
    expect(check({ payKey: KEY }, unknown)).toBe('signType is SHA1, not MD5, HMAC-SHA256, RSA')
    expect(check({ payKey: KEY }, { ...unknown, signType: 'toString' })).toMatch('signType is toString')
    expect(check({ payKey: KEY }, await v3())).toBeUndefined()
    expect(check({ payCertificate }, v2())).toBeUndefined()
    expect(check({ payKey: KEY }, { ...unknown, appId: 'wx of another merchant' })).toBeUndefined()
  })

  it('a certificate that is none is a TypeError without the text', () => {
    const create = () => check({ payCertificate: 'secret text' }, {})
    expect(create).toThrow(TypeError)
    expect(create).not.toThrow(/secret text/)
  })
})

describe('/simulator/call', () => {
  it('calls the methods that control the platform, and is neither logged nor made to fail', async () => {
    platform.latency = 60_000
    platform.fail('/simulator/call', 'silence', Infinity)
    expect(await call('fail', '/cgi-bin/token', 'busy', 'Infinity')).toEqual({})
    expect(await call('signIn', 'oSim00000000000000000000LiNa')).toEqual({})
    expect(await call('refuseNext', null)).toEqual({})
    const { result } = await call('status')
    expect(result).toMatchObject({
      visitor: 'oSim00000000000000000000LiNa',
      refusals: 1,
      faults: expect.arrayContaining([{ path: '/cgi-bin/token', name: 'busy', remaining: 'always' }]),
      log: [],
    })
    expect(platform.requests).toEqual({})
  })

  it('calls no method that returns a credential, and reports what a method throws', async () => {
    for (const method of ['signature', 'authorize', 'facts', 'handler', 'constructor', 'toString'])
      expect(await call(method)).toEqual({ error: `a page cannot call ${method}` })
    expect(await call('signIn', 'nobody')).toEqual({ error: 'createPlatform: there is no user nobody' })
    expect(await call('fail', '/cgi-bin/token', 'unheard')).toEqual({
      error: expect.stringContaining('The faults are busy, html, '),
    })
    const response = await request('/simulator/call', { method: 'POST', body: 'no JSON' })
    expect(response.status).toBe(400)
  })
})

describe('status()', () => {
  it('has ages, counts and the log, and none of the values', async () => {
    const account = server()
    const secrets = [SIMULATED_ACCOUNT.secret, await account.accessToken(), await account.ticket('jsapi')]
    platform.advance(1000)
    platform.fail('/cgi-bin/token', FAULTS.html)
    platform.fail('/cgi-bin/token', { errcode: -1 }, 2)
    const status = platform.status()
    const kinds = status.accounts[0]?.credentials.map(({ kind }) => kind)
    expect(kinds).toEqual(['stable_token', 'jsapi'])
    for (const { age, expiresIn } of status.accounts[0]?.credentials ?? []) {
      expect(age).toBeGreaterThanOrEqual(1000)
      expect(age + expiresIn).toBe(7_200_000)
    }
    expect(status.accounts[0]?.quotas).toEqual({
      '/cgi-bin/stable_token': { used: 1, perDay: 500_000 },
      '/cgi-bin/ticket/getticket': { used: 1, perDay: 1_000_000 },
    })
    expect(status.accounts[1]).toEqual({ appId: 'wx2', credentials: [], quotas: {} })
    expect(status.faults).toEqual([
      { path: '/cgi-bin/token', name: 'html', remaining: 1 },
      { path: '/cgi-bin/token', remaining: 2 },
    ])
    expect(status.log.map(({ path }) => path)).toEqual(['/cgi-bin/stable_token', '/cgi-bin/ticket/getticket'])
    const text = JSON.stringify(status)
    for (const value of secrets) expect(text).not.toContain(value)
    platform.killToken()
    platform.killTicket()
    expect(platform.status().accounts[0]?.credentials).toEqual([])
  })
})
