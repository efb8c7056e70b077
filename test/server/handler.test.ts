import { describe, expect, it, vi } from 'vitest'
import { ERROR_POLICY } from '../../src/server/error-policy.js'
import { PlatformError, type PlatformErrorCode, signatureHandler } from '../../src/server/index.js'

const SIGNED = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }

function handling(options: Parameters<typeof signatureHandler>[1]) {
  const signature = vi.fn(async (_url: string, _options?: { refused?: boolean | undefined }) => SIGNED)
  const handler = signatureHandler({ signature }, options)
  const ask = (url: string, init?: RequestInit, more = '') =>
    handler(new Request(`https://api.example/sign?url=${encodeURIComponent(url)}${more}`, init))
  return { signature, handler, ask }
}

describe('allow', () => {
  const allow = [
    'https://www.example.com',
    'https://shop.example.com/autumn/',
    'https://shop.example.com/活',
    'https://*.wild.example',
    'http://127.0.0.1:8080',
    'https://中文.example',
  ]

  it.each([
    'https://www.example.com',
    'https://www.example.com/',
    'https://www.example.com?a=1',
    'https://www.example.com:443/p?q=%E4%B8%AD&b=a+b',
    'HTTPS://WWW.EXAMPLE.COM/Case',
    'https://shop.example.com/autumn',
    'https://shop.example.com/autumn/deep?x=1',
    'https://shop.example.com/spring/../autumn/x',
    'https://a.wild.example/',
    'https://a.b.wild.example/p',
    'http://127.0.0.1:8080/landing',
    'https://xn--fiq228c.example/p',
    // Characters that browsers do not escape, and a doubly escaped link: these are URLs of real pages.
    'https://www.example.com/?p=C:\\x',
    'https://www.example.com/?a=1&amp;b=2',
    'https://shop.example.com/%e6%b4%bb/x',
    'https://shop.example.com/%E6%B4%BB/x',
    // If a whole origin is allowed, ambiguous paths do not matter.
    'https://www.example.com/a;jsessionid=1/%252e?x=%252e;b',
    'https://shop.example.com/autumn/100%25?x=..;/',
  ])('signs %s exactly as it was sent', async url => {
    const { ask, signature } = handling({ allow })
    const response = await ask(`${url}#hash`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ ...SIGNED, url })
    expect(signature).toHaveBeenCalledWith(url, { refused: false })
  })

  it.each([
    'http://www.example.com/',
    'https://www.example.com:8443/',
    'https://www.example.com.evil.example/',
    'https://evil.example/https://www.example.com',
    'https://www.example.com@evil.example/',
    'https://user:pass@www.example.com/',
    'https://example.com/',
    'https://shop.example.com/',
    'https://shop.example.com/autumnal',
    'https://shop.example.com/autumn/../admin',
    'https://shop.example.com/autumn/%2e%2e/admin',
    'https://shop.example.com/autumn%2f..%2fadmin',
    'https://shop.example.com/autumn/..%2fadmin',
    'https://shop.example.com/autumn/..%5Cadmin',
    'https://wild.example/',
    'https://notwild.example/',
    // Hosts for the URL parser, but not for a browser, a server or a certificate.
    'https://.wild.example/',
    'https://a..wild.example/',
    'https://*.wild.example/',
    'https://%2A.wild.example/',
    'https://a.*.wild.example/',
    'https://a.wild.example./',
    // An empty user name and password, which the parsed URL does not show.
    'https://@www.example.com/',
    'https://:@www.example.com/',
    'https://@a.wild.example/',
    // Paths that some servers resolve to another one.
    'https://shop.example.com/autumn/..;/admin',
    'https://shop.example.com/autumn/..;x=1/admin',
    'https://shop.example.com/autumn/%2e%2e;/admin',
    'https://shop.example.com/autumn/x;y/z',
    'https://shop.example.com/autumn/..%3b/admin',
    'https://shop.example.com/autumn/%252e%252e/admin',
    'https://shop.example.com/autumn/..%252fadmin',
    'https://shop.example.com/autumn/%25252e%25252e/admin',
    'http://127.0.0.1:8081/',
  ])('does not sign %s', async url => {
    const { ask, signature } = handling({ allow })
    const response = await ask(url)
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({
      error: { code: 'URL_NOT_ALLOWED', message: expect.any(String), hint: expect.stringContaining('allow') },
    })
    expect(signature).not.toHaveBeenCalled()
  })

  it.each([
    '*',
    'https://*',
    'https://',
    'www.example.com',
    'ftp://www.example.com',
    'https://www.*.com',
    'https://user@www.example.com',
    'https://www.example.com/?a=1',
    'https://www.example.com/#a',
    'https://@www.example.com',
    'https://:@www.example.com',
    'https://www..example.com',
    'https://*..example.com',
    'https://.example.com',
    'https://www.example.com.',
    'https://%2A.example.com',
    'https://www.example.com/a;b',
    'https://www.example.com/a%2fb',
    'https://www.example.com/%252e',
    '',
  ])('throws for the entry %j', entry => {
    expect(() => handling({ allow: entry })).toThrow(TypeError)
    expect(() => handling({ allow: ['https://www.example.com', entry] })).toThrow(JSON.stringify(entry))
  })

  it.each([
    'https://*.co.uk',
    'https://*.com.cn',
    'https://*.gd.cn',
    'https://*.github.io',
    'https://*.vercel.app:8443',
    'https://*.cos.ap-guangzhou.myqcloud.com',
  ])('warns about %s, where anyone can get a sub-domain', entry => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    handling({ allow: ['https://www.example.com', entry] })
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^allow: anyone can get a sub-domain of /)]])
    const told: unknown[] = []
    handling({ allow: 'https://a.example', cors: entry, onEvent: event => told.push(event) })
    expect(told).toEqual([{ type: 'warning', message: expect.stringMatching(/^cors: anyone can/) }])
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })

  it('does not warn about sub-domains of a host of your own, nor about a single sub-domain', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const own = [
      'https://*.example.com',
      'https://*.example.co.uk',
      'https://*.me.github.io',
      'https://me.github.io',
    ]
    handling({ allow: own })
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
  })

  it('throws for an empty list', () => {
    expect(() => handling({ allow: [] })).toThrow(TypeError)
  })
})

describe('a request without a signature as result', () => {
  const allow = 'https://a.example'

  it.each([
    ['no url', '', 'URL_MISSING'],
    ['an empty url', '?url=', 'URL_MISSING'],
    ['two urls', '?url=https%3A%2F%2Fa.example&url=https%3A%2F%2Fa.example', 'URL_MISSING'],
    ['only a hash', '?url=%23x', 'URL_MISSING'],
    ['a path', '?url=%2Fpath', 'URL_MALFORMED'],
    ['a script', '?url=javascript%3Aalert(1)', 'URL_MALFORMED'],
    ['a backslash', '?url=https%3A%2F%2Fa.example%5C%40evil.example', 'URL_MALFORMED'],
    ['a space', '?url=https%3A%2F%2Fa.example%2Fa%20b', 'URL_MALFORMED'],
    ['a line feed', '?url=https%3A%2F%2Fa.example%2F%0Ax', 'URL_MALFORMED'],
    ['no host', '?url=https%3A%2F%2F', 'URL_MALFORMED'],
    ['a third slash before the host', '?url=https%3A%2F%2F%2Fa.example%2F', 'URL_MALFORMED'],
    ['a NUL', '?url=https%3A%2F%2Fa.example%2F%00', 'URL_MALFORMED'],
    ['a control character', '?url=https%3A%2F%2Fa.example%2F%C2%85x', 'URL_MALFORMED'],
    // A link in GBK that was sent without encodeURIComponent: the original text is lost.
    ['a url that is not UTF-8', '?url=https%3A%2F%2Fa.example%2F%D6%D0', 'URL_MALFORMED'],
    ['half a surrogate pair', '?url=https%3A%2F%2Fa.example%2F%ED%A0%80', 'URL_MALFORMED'],
    ['binary data', '?url=%00%FF%FE', 'URL_MALFORMED'],
    ['a url of 8193 characters', `?url=https%3A%2F%2Fa.example%2F${'a'.repeat(8193 - 18)}`, 'URL_TOO_LONG'],
    ['a url of 100,000 characters', `?url=https%3A%2F%2Fa.example%2F${'%E4'.repeat(33_000)}`, 'URL_TOO_LONG'],
    [
      '40,000 more characters than the url',
      `?url=https%3A%2F%2Fa.example&a=${'a'.repeat(40_000)}`,
      'URL_TOO_LONG',
    ],
    ['1000 parameters, but no url', `?${'a=1&'.repeat(1000)}`, 'URL_MISSING'],
    ['1000 urls', `?${'url=https%3A%2F%2Fa.example&'.repeat(1000)}`, 'URL_MISSING'],
  ])('with %s gets a 400 with a code and a hint', async (_name, query, code) => {
    const { handler } = handling({ allow })
    const response = await handler(new Request(`https://api.example/sign${query}`))
    expect(response.status).toBe(400)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toMatchObject({ error: { code, hint: expect.any(String) } })
  })

  it('is not one with a url of 8192 characters, or with 1000 more parameters: both are signed', async () => {
    const { ask } = handling({ allow })
    expect((await ask(`https://a.example/${'a'.repeat(8192 - 18)}`)).status).toBe(200)
    expect((await ask('https://a.example/', {}, '&a=1'.repeat(1000))).status).toBe(200)
  })

  it('is not one with an unencoded url, which is signed up to its first &', async () => {
    const { handler, signature } = handling({ allow })
    await handler(new Request('https://api.example/sign?url=https://a.example/?a=1&b=2'))
    // The response echoes the url, so the page can tell.
    expect(signature).toHaveBeenCalledWith('https://a.example/?a=1', { refused: false })
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])('with the method %s gets a 405', async method => {
    const { ask } = handling({ allow })
    const response = await ask('https://a.example/', { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    const withCors = await handling({ allow, cors: true }).ask('https://a.example/', { method })
    expect(withCors.headers.get('allow')).toBe(method === 'OPTIONS' ? null : 'GET, HEAD, OPTIONS')
  })

  it.each<[PlatformErrorCode, number, string | null]>([
    ['BUSY', 503, '1'],
    ['RATE_LIMITED', 429, '60'],
    ['QUOTA_SPENT', 429, '600'],
    ['UNREACHABLE', 503, '1'],
    ['TIMEOUT', 503, '1'],
    ['STORE_UNAVAILABLE', 503, '1'],
    ['CREDENTIALS_REFUSED', 502, null],
    ['IP_NOT_LISTED', 502, null],
    ['TOKEN_REFUSED', 502, null],
  ])('because of %s gets a hint, but not the text of WeChat', async (code, status, retryAfter) => {
    const { ask, signature } = handling({ allow })
    signature.mockRejectedValue(new PlatformError(code, { errcode: 40164, errmsg: 'invalid ip 203.0.113.9' }))
    const response = await ask('https://a.example/')
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter])
    const text = await response.text()
    expect(text).not.toContain('203.0.113.9')
    expect(JSON.parse(text)).toEqual({
      error: { code, message: expect.any(String), hint: ERROR_POLICY[code].hint },
    })
  })
})

it('rejects with any error of the account that is not a PlatformError', async () => {
  const { ask, signature } = handling({ allow: 'https://a.example', cors: true })
  const mistake = new TypeError('x is not a function')
  signature.mockRejectedValue(mistake)
  await expect(ask('https://a.example/')).rejects.toBe(mistake)
})

it('ignores the # in the request’s own URL, which some clients send', async () => {
  const { handler, signature } = handling({ allow: 'https://a.example' })
  await handler(new Request('https://api.example/sign?url=https%3A%2F%2Fa.example&refused=1#x'))
  expect(signature).toHaveBeenCalledWith('https://a.example', { refused: true })
  const response = await handler(new Request('https://api.example/sign#?url=https%3A%2F%2Fa.example'))
  expect(response.status).toBe(400)
})

describe('HEAD', () => {
  it.each([
    ['https://www.example.com/?q=中<', 200],
    ['https://other.example/', 403],
    ['', 400],
  ])('for %s has the headers of GET, no body, and signs once', async (url, status) => {
    const { ask, signature } = handling({ allow: 'https://www.example.com', cors: true })
    const got = await ask(url)
    signature.mockClear()
    const head = await ask(url, { method: 'HEAD' })
    expect(head.status).toBe(status)
    expect([...head.headers]).toEqual([...got.headers])
    const length = new Uint8Array(await got.arrayBuffer()).length
    expect(head.headers.get('content-length')).toBe(String(length))
    expect(head.body).toBe(null)
    expect(signature).toHaveBeenCalledTimes(status === 200 ? 1 : 0)
  })
})

describe('a response', () => {
  const allow = 'https://a.example'

  it('contains jsApiList, for pages that pass it to wx.config', async () => {
    const { ask } = handling({ allow, jsApiList: ['chooseImage', 'scanQRCode'] })
    const answer = await (await ask('https://a.example/')).json()
    expect(answer).toEqual({ ...SIGNED, url: 'https://a.example/', jsApiList: ['chooseImage', 'scanQRCode'] })
  })

  it('contains no other property that an account returns', async () => {
    const { ask, signature } = handling({ allow })
    signature.mockResolvedValue({ ...SIGNED, ...{ ticket: 'secret' } })
    expect(await (await ask('https://a.example/')).text()).not.toContain('secret')
  })
})

it('throws a TypeError that names the invalid option', () => {
  const account = { signature: async () => SIGNED }
  const make = (...given: unknown[]) => Reflect.apply(signatureHandler, undefined, given)
  expect(() => make({}, { allow: 'https://a.example' })).toThrow(TypeError)
  expect(() => make({}, { allow: 'https://a.example' })).toThrow('not an account')
  expect(() => make(account, {})).toThrow('allow is missing')
  expect(() => make(account, { allow: [undefined] })).toThrow('allow: undefined')
  expect(() => make(account, { allow: 'https://a.example', jsApiList: 'scanQRCode' })).toThrow('jsApiList')
  expect(() => make(account, { allow: 'https://a.example', jsApiList: [1] })).toThrow('jsApiList')
})

it('tells the account that a signature was refused', async () => {
  const { ask, signature } = handling({ allow: 'https://a.example' })
  await ask('https://a.example/', {}, '&refused=1')
  expect(signature).toHaveBeenCalledWith('https://a.example/', { refused: true })
})

describe('cors', () => {
  const allow = ['https://a.example/shop', 'https://*.wild.example']
  const from = (origin: string, init: RequestInit = {}) => ({ ...init, headers: { origin, ...init.headers } })

  it.each(['https://a.example', 'https://x.wild.example'])(
    'lets pages of %s read the response',
    async origin => {
      const { ask } = handling({ allow, cors: true })
      const { headers } = await ask('https://a.example/shop', from(origin))
      expect(headers.get('access-control-allow-origin')).toBe(origin)
      expect(headers.get('vary')).toBe('origin')
    },
  )

  it.each([
    'https://evil.example',
    'null',
    'http://a.example',
    'https://a.example/shop',
    'HTTPS://A.EXAMPLE',
  ])('does not let pages of %s read the response', async origin => {
    const { ask } = handling({ allow, cors: true })
    const { headers } = await ask('https://a.example/shop', from(origin))
    expect(headers.has('access-control-allow-origin')).toBe(false)
    expect(headers.get('vary')).toBe('origin')
  })

  it('sets headers for preflights, and for errors too', async () => {
    const { ask } = handling({ allow, cors: true })
    const headers = { 'access-control-request-headers': 'x-csrf' }
    const asked = await ask('', from('https://a.example', { method: 'OPTIONS', headers }))
    expect([asked.status, Object.fromEntries(asked.headers)]).toEqual([
      204,
      {
        'access-control-allow-origin': 'https://a.example',
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET, HEAD, OPTIONS',
        'access-control-allow-headers': 'x-csrf',
        'access-control-max-age': '7200',
        'cache-control': 'no-store',
        vary: 'origin, access-control-request-headers',
      },
    ])
    const foreign = await ask('', from('https://evil.example', { method: 'OPTIONS', headers }))
    expect([foreign.status, Object.fromEntries(foreign.headers)]).toEqual([
      204,
      { 'cache-control': 'no-store', vary: 'origin, access-control-request-headers' },
    ])
    const refused = await ask('https://a.example/other', from('https://a.example'))
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
      403,
      'https://a.example',
    ])
  })

  it.each([
    'https://*.wild.example',
    'https://.wild.example',
    'https://a..wild.example',
    'https://@a.wild.example',
    'https://a.wild.example.',
  ])('does not accept the origin %s', async origin => {
    const { ask } = handling({ allow: ['https://a.example', 'https://*.wild.example'], cors: true })
    const { headers } = await ask('https://a.example/', from(origin))
    expect(headers.has('access-control-allow-origin')).toBe(false)
  })

  it('is off by default', async () => {
    const { ask } = handling({ allow })
    const { headers } = await ask('https://a.example/shop', from('https://a.example'))
    expect(headers.has('access-control-allow-origin')).toBe(false)
  })
})

it('has a hint for every code', () => {
  for (const { hint } of Object.values(ERROR_POLICY)) expect(hint).toMatch(/^.{20,}[.?]$/)
  expect(Object.keys(ERROR_POLICY)).toHaveLength(14)
})
