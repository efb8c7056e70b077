import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { CREDENTIALS, PUBLIC_ORIGIN, type Site, startSite } from '../support/broken-site.js'
import {
  GUIDE_ENDPOINTS,
  type GuideLanguage,
  readGuideEndpoint,
  readGuidePrograms,
  runEndpoint,
} from '../support/guide-endpoints.js'
import { runWxReady } from '../support/run-wx-ready.js'

const LANGUAGES = Object.keys(GUIDE_ENDPOINTS) as GuideLanguage[]
const PAGE = `${PUBLIC_ORIGIN}/shop?id=1&q=%E5%BE%AE+%26`

/** Runs an endpoint beside WeChat's simulated server. */
async function start(language: GuideLanguage, code: string) {
  const site = await startSite()
  const endpoint = await runEndpoint(language, code, { ...CREDENTIALS, WX_API: site.origin })
  const ask = async (query: string, init?: RequestInit) => {
    const response = await fetch(`${endpoint.url}?${query}`, init)
    return { response, json: await response.json() }
  }
  // Without a page, it does not ask WeChat.
  await vi.waitFor(() => ask(''), { interval: 100 })
  return {
    site,
    endpoint,
    ask,
    sign: (url: string, more = '') => ask(`url=${encodeURIComponent(url)}${more}`),
    async stop() {
      await endpoint.stop()
      await site.close()
    },
  }
}

type Started = Awaited<ReturnType<typeof start>>

/** Lets doctor check it as an endpoint of another origin than the page's. */
async function examine({ site, endpoint }: Started) {
  const args = site.args.map(arg => (arg.endsWith('/sign') ? 'https://api.example.com/wx/signature' : arg))
  const connect = ['--connect-to', `https://api.example.com=${endpoint.origin}`]
  const run = await runWxReady([...args, ...connect, '--json'], { env: CREDENTIALS })
  return { code: run.code, ...(run.json() as { causes: string[] }) }
}

const ticketRequests = ({ platform }: Site) => platform.requests['/cgi-bin/ticket/getticket'] ?? 0

describe.each(LANGUAGES)('the endpoint of the guide in %s', language => {
  let running: Started
  beforeAll(async () => {
    running = await start(language, await readGuideEndpoint('en', language))
  })
  afterAll(() => running?.stop())

  it('refuses a request without a page, for a page of others, and with another method, and says why', async () => {
    const { ask, sign } = running
    const refused = (status: number, code: string) => ({
      response: { status },
      json: { error: { code, message: expect.any(String), hint: expect.any(String) } },
    })
    expect(await ask('')).toMatchObject(refused(400, 'URL_MISSING'))
    for (const url of [
      'https://evil.example/',
      'https://www.example.com.evil.example/',
      'https://www.example.com@evil.example/',
      'https://www.example.com:8443/',
      'http://www.example.com/',
    ])
      expect(await sign(url)).toMatchObject(refused(403, 'URL_NOT_ALLOWED'))
    if (language !== 'python')
      expect(await ask('', { method: 'POST' })).toMatchObject(refused(405, 'METHOD_NOT_ALLOWED'))
    expect(ticketRequests(running.site)).toBe(1)
  })

  it('signs the text that it got, without its hash, and asks WeChat once for all pages', async () => {
    const { sign, site } = running
    const before = ticketRequests(site)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => sign(`${PAGE}&n=${index}#/detail`)),
    )
    const [, ticket] = site.secrets()
    for (const [index, { response, json }] of answers.entries()) {
      const { appId, timestamp, nonceStr, signature, url } = json
      expect({ status: response.status, appId, url }).toEqual({
        status: 200,
        appId: CREDENTIALS.WX_APP_ID,
        url: `${PAGE}&n=${index}`,
      })
      const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`
      expect(signature).toBe(createHash('sha1').update(text).digest('hex'))
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    expect(ticketRequests(site) - before).toBe(1)
  })

  it('lets only allowed origins read the response', async () => {
    const { sign } = running
    const allowed = async (origin: string) => {
      const { response } = await sign(PAGE, `&o=${encodeURIComponent(origin)}`)
      expect(response.headers.get('vary')).toBe('origin')
      const asked = await running.ask(`url=${encodeURIComponent(PAGE)}`, { headers: { origin } })
      return asked.response.headers.get('access-control-allow-origin')
    }
    expect(await allowed(PUBLIC_ORIGIN)).toBe(PUBLIC_ORIGIN)
    expect(await allowed('https://evil.example')).toBeNull()
  })

  it('doctor finds nothing wrong', async () => {
    expect(await examine(running)).toMatchObject({ code: 0, causes: [] })
  })

  it('asks WeChat again if a signature was refused, but not within 30 s', async () => {
    const { sign, site } = running
    site.platform.killTicket()
    const before = ticketRequests(site)
    await Promise.all(Array.from({ length: 5 }, () => sign(PAGE, '&refused=1')))
    expect(ticketRequests(site) - before).toBe(1)
    expect(await examine(running)).toMatchObject({ code: 0, causes: [] })
  })
})

describe.each(LANGUAGES)('the endpoint in %s, if WeChat does not answer', language => {
  it('says so, without a secret, and does not ask again at once', async () => {
    const running = await start(language, await readGuideEndpoint('en', language))
    try {
      const { site, sign, endpoint } = running
      site.platform.fail('/cgi-bin/ticket/getticket', 'html', Number.POSITIVE_INFINITY)
      const before = ticketRequests(site)
      for (const _ of [1, 2])
        expect(await sign(PAGE)).toMatchObject({
          response: { status: 503 },
          json: { error: { code: 'NO_TICKET', hint: expect.any(String) } },
        })
      expect(ticketRequests(site) - before).toBe(1)
      for (const secret of [...site.secrets(), CREDENTIALS.WX_APP_SECRET])
        expect(endpoint.errors()).not.toContain(secret)
    } finally {
      await running.stop()
    }
  })
})

it.each([
  [
    'escapes the URL',
    "explode('#', $given)[0]",
    "htmlspecialchars(explode('#', $given)[0])",
    'html-escaped-url',
  ],
  ['decodes the URL twice', "explode('#', $given)[0]", "urldecode(explode('#', $given)[0])", 'decoded-url'],
])('doctor finds out if the one in PHP %s', async (_, right, wrong, cause) => {
  const code = await readGuideEndpoint('en', 'php')
  expect(code).toContain(right)
  const running = await start('php', code.replace(right, wrong))
  try {
    expect(await examine(running)).toMatchObject({ code: 1, causes: [cause] })
  } finally {
    await running.stop()
  }
})

it('the Chinese page has the same programs, but for their comments', async () => {
  const programs = async (page: 'en' | 'zh') =>
    (await readGuidePrograms(page)).map(code => code.replace(/^\s*(\/\/|#).*\n/gm, ''))
  const [en, zh] = await Promise.all([programs('en'), programs('zh')])
  expect(en.length).toBeGreaterThan(LANGUAGES.length)
  expect(zh).toEqual(en)
})
