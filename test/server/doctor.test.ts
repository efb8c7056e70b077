import { describe, expect, it } from 'vitest'
import { createAccount, PlatformError, signatureHandler } from '../../src/server/index.js'
import { createPlatform, SIMULATED_ACCOUNT } from '../../src/simulator/platform/index.js'
import { CREDENTIALS, PUBLIC_ORIGIN, type Site, type SiteOptions, startSite } from '../support/broken-site.js'
import { examine, find, type Report } from '../support/examine.js'
import { runWxReady } from '../support/run-wx-ready.js'

it('says that a sound set-up is well', async () => {
  const site = await startSite()
  const { code, out, err } = await runWxReady(site.args, { env: CREDENTIALS })
  await site.close()
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/\nAll well\. 0 failed, 0 warnings, 18 ok, 1 skipped\n$/)
})

interface Broken extends SiteOptions {
  /** What doctor calls it. */
  cause: string
  /** The check that finds it. */
  check: string
  env?: Record<string, string>
  prepare?: (site: Site) => void
}

const BROKEN: Record<string, Broken> = {
  'a wrong secret': {
    cause: 'wrong-secret',
    check: 'credentials',
    env: { ...CREDENTIALS, WX_APP_SECRET: 'f00df00df00df00df00df00df00df00d' },
  },
  'an IP address that is not listed': {
    cause: 'ip-not-listed',
    check: 'ip-list',
    account: { ipList: ['203.0.113.7'] },
  },
  'a domain that is not bound': { cause: 'domain-not-bound', check: 'page-domain', domain: 'exmaple.com' },
  'a back end that escapes &': {
    cause: 'html-escaped-url',
    check: 'endpoint-signature',
    url: url => url.replaceAll('&', '&amp;'),
  },
  'https behind a proxy that says http': {
    cause: 'http-behind-proxy',
    check: 'endpoint-signature',
    url: url => url.replace('https:', 'http:'),
  },
  'a stale ticket': {
    cause: 'stale-ticket',
    check: 'endpoint-signature',
    prepare: ({ platform }) => platform.killTicket(),
  },
  'a clock that is off': { cause: 'clock-off', check: 'clock', wechatAhead: 600_000 },
  'a timestamp in milliseconds': {
    cause: 'millisecond-timestamp',
    check: 'endpoint-timestamp',
    time: Date.now,
  },
  'the appId of another account': {
    cause: 'other-app-id',
    check: 'endpoint-app-id',
    appId: 'wx0000000000000000',
  },
  'a slash too few': {
    cause: 'trailing-slash',
    check: 'endpoint-signature',
    page: '/shop/?id=1',
    url: url => url.replace('/?', '?'),
  },
  'a redirect whose first URL is signed': {
    cause: 'redirect',
    check: 'endpoint-signature',
    page: '/old?id=1',
    respond: path =>
      path === '/old' ? new Response(null, { status: 302, headers: { location: '/shop?id=1' } }) : undefined,
    url: () => `${PUBLIC_ORIGIN}/old?id=1`,
  },
  'a blocked script host': {
    cause: 'script-host-blocked',
    check: 'script-hosts',
    script: 'http://127.0.0.1:9/jweixin.js',
  },
}

it.each(Object.entries(BROKEN))(
  'names %s, and nothing else',
  async (_, { cause, check, env, prepare, ...site }) => {
    const { code, report } = await examine(site, { ...(env && { env }), ...(prepare && { prepare }) })
    expect({ code, causes: report.causes }).toEqual({ code: 1, causes: [cause] })
    expect(find(report, check)).toMatchObject({
      status: 'failed',
      cause,
      fix: expect.arrayContaining([expect.any(String)]),
    })
  },
)

it('explains the second of two mistakes too', async () => {
  const { report } = await examine({ url: url => url.replaceAll('&', '&amp;').replace('https:', 'http:') })
  expect(find(report, 'endpoint-signature')).toMatchObject({
    cause: 'html-escaped-url',
    details: ['a second mistake: http was signed for an https page [http-behind-proxy]'],
  })
})

const seconds = () => Math.floor(Date.now() / 1000)
const json = (fields: object, init?: ResponseInit) => () => Response.json(fields, init)
const sound = { appId: SIMULATED_ACCOUNT.appId, timestamp: 1, nonceStr: 'n', signature: 'a'.repeat(40) }

/** Set-ups with several consequences: the first failed check counts. */
const FURTHER: Record<string, Broken> = {
  'an endpoint that returns a page': {
    cause: 'endpoint-malformed',
    check: 'endpoint-response',
    endpoint: () => new Response('<!doctype html><title>Login</title>'),
  },
  'an endpoint that redirects to a login': {
    cause: 'endpoint-failed',
    check: 'endpoint-response',
    endpoint: () => new Response(null, { status: 302, headers: { location: '/login' } }),
  },
  'an endpoint that does not allow the page': {
    cause: 'url-not-allowed',
    check: 'endpoint-response',
    endpoint: signatureHandler(createAccount(SIMULATED_ACCOUNT), { allow: 'https://other.example' }),
  },
  'an endpoint without credentials': {
    cause: 'endpoint-failed',
    check: 'endpoint-response',
    endpoint: signatureHandler(
      { signature: () => Promise.reject(new PlatformError('CREDENTIALS_REFUSED')) },
      { allow: PUBLIC_ORIGIN },
    ),
  },
  'fields with other names': {
    cause: 'endpoint-malformed',
    check: 'endpoint-fields',
    endpoint: json({ appid: 'wx1', timestamp: 1, noncestr: 'n', signature: 'x' }),
  },
  'a ticket in the response': {
    cause: 'secret-leaked',
    check: 'endpoint-secrets',
    endpoint: json({ ...sound, jsapi_ticket: 'ticket' }),
  },
  'a cached signature': {
    cause: 'cached-signature',
    check: 'endpoint-timestamp',
    time: () => seconds() - 4000,
  },
  "an endpoint's clock that is off": {
    cause: 'clock-off',
    check: 'endpoint-timestamp',
    time: () => seconds() + 4000,
  },
  'the URL with its #': { cause: 'signed-with-hash', check: 'endpoint-signature', url: url => `${url}#` },
  'a query that is lost': {
    cause: 'query-lost',
    check: 'endpoint-signature',
    url: url => url.replace(/&.*/, ''),
  },
  'only shared links that fail': {
    cause: 'query-lost',
    check: 'endpoint-shared-link',
    page: '/shop',
    url: url => url.replace(/\?.*/, ''),
  },
  'a URL that is decoded twice': {
    cause: 'decoded-url',
    check: 'endpoint-signature',
    page: '/shop?name=%E5%BE%AE',
    url: decodeURIComponent,
  },
  'the host behind the proxy': {
    cause: 'wrong-host',
    check: 'endpoint-signature',
    url: url => url.replace('www.example.com', 'www.example.com:8080'),
  },
  'a signature that WeChat spells differently': {
    cause: 'wrong-algorithm',
    check: 'endpoint-signature',
    nonceName: 'nonceStr',
  },
  'a policy that blocks the script': {
    cause: 'script-host-blocked',
    check: 'page-script',
    headers: { 'content-security-policy': "default-src 'self'; script-src 'self' https://cdn.example" },
  },
  'a script that is not from WeChat': {
    cause: 'self-hosted-script',
    check: 'page-script',
    html: '<script src="/js/jweixin-1.6.0.js"></script>',
  },
  'a canonical URL on another host': {
    cause: 'canonical-elsewhere',
    check: 'page-canonical',
    html: '<link rel="canonical" href="https://m.example.org/shop">',
  },
  'a page that is missing': {
    cause: 'page-unreachable',
    check: 'page-redirects',
    respond: path => (path === '/shop' ? new Response('gone', { status: 404 }) : undefined),
  },
  'a quota that is used up': {
    cause: 'quota-spent',
    check: 'quota',
    respond: path =>
      path.endsWith('/quota/get') ? Response.json({ quota: { daily_limit: 10, used: 10 } }) : undefined,
  },
}

it.each(Object.entries(FURTHER))('names %s', async (_, { cause, check, env, prepare, ...site }) => {
  const { report } = await examine(site, { ...(env && { env }), ...(prepare && { prepare }) })
  expect(find(report, check)).toMatchObject({ cause })
})

it('ignores elements in comments', async () => {
  const html = `<!-- <link rel="canonical" href="https://m.example.org/">
    <script src="http://res.wx.qq.com/open/js/jweixin-1.6.0.js"></script> -->`
  const { report } = await examine({ html }, { args: ['--only', 'page'] })
  expect(report.causes).toEqual([])
})

it('only warns about a policy that allows one of the script hosts', async () => {
  const script = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js'
  const headers = { 'content-security-policy': "script-src 'self' res.wx.qq.com" }
  const { code, report } = await examine(
    { script, headers },
    { args: ['--script', 'https://res2.wx.qq.com/open/js/jweixin-1.6.0.js', '--only', 'page-script'] },
  )
  expect(code).toBe(0)
  expect(find(report, 'page-script')).toMatchObject({
    status: 'warning',
    cause: 'script-host-blocked',
    message: expect.stringContaining('allows res.wx.qq.com and blocks res2.wx.qq.com'),
  })
})

describe('without the account', () => {
  it('checks the page and the fields, and compares the URL that the endpoint returns', async () => {
    const endpoint = (request: Request) => {
      const url = new URL(request.url).searchParams.get('url') ?? ''
      return Response.json({ ...sound, timestamp: seconds(), url: url.replaceAll('&', '&amp;') })
    }
    const { report } = await examine({ endpoint }, { env: {} })
    expect(report.causes).toEqual(['html-escaped-url'])
    expect(find(report, 'credentials')).toMatchObject({ status: 'skipped' })
  })

  it.each([
    [403, 'url-not-allowed'],
    [500, 'endpoint-failed'],
    [200, 'endpoint-failed'],
  ])('finds out that only shared links are refused, with HTTP %i', async (status, cause) => {
    const endpoint = (request: Request) =>
      new URL(request.url).searchParams.get('url')?.includes('from=')
        ? Response.json({ message: 'not this one' }, { status })
        : Response.json({ ...sound, timestamp: seconds() })
    const { code, report } = await examine({ endpoint, page: '/' }, { env: {} })
    expect({ code, causes: report.causes }).toEqual({ code: 1, causes: [cause] })
    expect(find(report, 'endpoint-shared-link')).toMatchObject({
      status: 'failed',
      message: expect.stringContaining(`HTTP ${status} for ${PUBLIC_ORIGIN}/?from=singlemessage`),
      details: ['not this one'],
    })
  })

  it("compares the timestamp with this machine's clock if WeChat does not respond", async () => {
    const site = await startSite()
    const args = [...site.args.slice(0, -1), 'http://127.0.0.1:9', '--json']
    const run = await runWxReady(args, { env: {} })
    await site.close()
    expect(find(run.json() as Report, 'endpoint-timestamp')).toMatchObject({
      status: 'ok',
      message: expect.stringContaining("this machine's clock"),
    })
  })

  it('says what is missing if there is nothing to check', async () => {
    const { code, err } = await runWxReady(['doctor'])
    expect(code).toBe(2)
    expect(err).toContain('Pass --page URL, or set WX_APP_ID and WX_APP_SECRET.')
  })
})

it('tells a stale ticket for certain where the endpoint heals itself', async () => {
  const platform = createPlatform()
  const fetchPlatform: typeof fetch = (url, init) => platform.handler(new Request(url as string, init))
  const account = createAccount({ ...SIMULATED_ACCOUNT, fetch: fetchPlatform })
  const site = await startSite({
    endpoint: signatureHandler(account, { allow: PUBLIC_ORIGIN }),
    respond: () => undefined,
    platform,
  })
  await account.signature(PUBLIC_ORIGIN)
  platform.killTicket()
  const { out } = await runWxReady([...site.args, '--lang', 'zh'], { env: CREDENTIALS })
  await site.close()
  expect(out).toContain('带上 refused=1 后接口获取了新的 ticket，现在签名正确。')
})

it('never prints the secret, the token or the ticket', async () => {
  const site = await startSite({ url: url => `${url}/` })
  for (const extra of [[], ['--json'], ['--lang', 'zh']]) {
    const { out, err } = await runWxReady([...site.args, ...extra], { env: CREDENTIALS })
    expect(out).not.toContain(SIMULATED_ACCOUNT.secret)
    for (const value of site.secrets()) expect(out + err).not.toContain(value)
  }
  await site.close()
})

it('hides the ticket even if the endpoint sends it', async () => {
  const site = await startSite({ endpoint: () => new Response(`ticket ${site.secrets()[1]}`) })
  const { out } = await runWxReady(site.args, { env: CREDENTIALS })
  await site.close()
  expect(out).toContain('The response is no JSON object: ticket …')
})

it('gives up on a server that does not respond', async () => {
  const { report } = await examine(
    { endpoint: () => new Promise(() => {}) },
    { args: ['--timeout', '0.3', '--only', 'endpoint'] },
  )
  expect(find(report, 'endpoint-response')).toMatchObject({
    status: 'failed',
    message: 'The endpoint does not respond: TIMEOUT.',
  })
})

it('accepts what a page accepts: any status of success', async () => {
  const { report } = await examine(
    { endpoint: json(sound, { status: 201 }) },
    { args: ['--only', 'endpoint'] },
  )
  expect(find(report, 'endpoint-response')).toMatchObject({
    status: 'ok',
    message: 'HTTP 201 with a JSON object.',
  })
})

it('lists, chooses and skips checks', async () => {
  const { out } = await runWxReady(['doctor', '--list', '--lang', 'zh'])
  expect(out.split('\n')).toHaveLength(20)
  expect(out).toContain('ip-list              account   本机 IP 在白名单里')
  const { report } = await examine({}, { args: ['--only', 'page', '--skip', 'script-hosts'] })
  expect(report.checks.map(({ name }) => name)).toEqual([
    'page-domain',
    'page-redirects',
    'page-canonical',
    'page-script',
    'domain-file',
  ])
  const unknown = await runWxReady(['doctor', '--skip', 'script-host', '--page', PUBLIC_ORIGIN])
  expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean script-hosts?') })
})

it('compares the verification file of the domain', async () => {
  const respond = (path: string) => (path === '/MP_verify_aB3.txt' ? new Response('aB3\n') : undefined)
  const args = (name: string) => ({ args: ['--only', 'domain-file', '--domain-file', name] })
  const served = await examine({ respond }, args('MP_verify_aB3.txt'))
  expect(find(served.report, 'domain-file')).toMatchObject({ status: 'ok' })
  const missing = await examine({ respond }, args('MP_verify_other.txt'))
  expect(find(missing.report, 'domain-file')).toMatchObject({
    status: 'failed',
    cause: 'domain-file-missing',
  })
})
