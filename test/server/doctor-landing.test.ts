import { describe, expect, it } from 'vitest'
import { PUBLIC_ORIGIN, type SiteOptions } from '../support/broken-site.js'
import { examine, find } from '../support/examine.js'

const PAGE = { args: ['--only', 'page-redirects'], env: {} }

async function redirects(options: SiteOptions) {
  const { report } = await examine({ page: '/shop', ...options }, PAGE)
  return find(report, 'page-redirects')
}

const refresh = (content: string) => `<meta http-equiv="refresh" content="${content}">`

/** A page with this markup at `/shop`. */
const page = (html: string): SiteOptions => ({
  respond: path => (path === '/shop' ? new Response(html) : undefined),
})

describe('a refresh', () => {
  it.each([
    ['0;url=/new'],
    ['0; URL=/new'],
    ["0;url='/new'"],
    ['0,url=/new'],
    ['5 url=/new'],
    ['0;url=https&#58;//www.example.com/new'],
  ])('with %s is followed', async content => {
    expect(await redirects(page(refresh(content)))).toMatchObject({
      status: 'warning',
      message: expect.stringContaining(`${PUBLIC_ORIGIN}/new in the end`),
    })
  })

  it('is followed to the URL that its entities stand for', async () => {
    expect(await redirects(page(refresh('0;url=/new?a=1&amp;b=2')))).toMatchObject({
      message: expect.stringContaining(`${PUBLIC_ORIGIN}/new?a=1&b=2 in the end`),
    })
  })

  it.each([
    ['in noscript', `<noscript>${refresh('0;url=/nojs')}</noscript>`],
    ['in a comment', `<!-- ${refresh('0;url=/old')} -->`],
    ['in a script', `<script>document.write('${refresh('0;url=/old')}')</script>`],
    ['after some minutes', refresh('300;url=/again')],
    ['without a URL', refresh('5')],
    ['to the same URL', refresh('0;url=/shop')],
  ])('%s is not followed', async (_, html) => {
    expect(await redirects(page(html))).toMatchObject({
      status: 'ok',
      message: 'HTTP 200, without a redirect.',
    })
  })
})

const redirect = (location: string, ...cookies: string[]) =>
  new Response(null, {
    status: 302,
    headers: [['location', location], ...cookies.map((each): [string, string] => ['set-cookie', each])],
  })

describe('a site that waits for its cookies', () => {
  it('may redirect to the same URL', async () => {
    const received: (string | null)[] = []
    const finding = await redirects({
      respond(_, { headers }) {
        const cookie = headers.get('cookie')
        received.push(cookie)
        return cookie ? undefined : redirect('/shop', 'a=1; Path=/; HttpOnly', 'b=2=3; Secure')
      },
    })
    expect(received).toEqual([null, 'a=1; b=2=3'])
    expect(finding).toMatchObject({
      status: 'ok',
      message: 'HTTP 200, after a redirect that sets a cookie.',
    })
  })

  it('may redirect to another URL and back', async () => {
    const finding = await redirects({
      respond(path, { headers }) {
        if (path === '/check') return redirect('/shop', 'checked=1')
        return headers.has('cookie') ? undefined : redirect('/check')
      },
    })
    expect(finding).toMatchObject({ status: 'ok' })
  })

  it('gets none of another host', async () => {
    const received: (string | null)[] = []
    await examine(
      {
        page: '/shop',
        furtherOrigins: ['https://m.example.com'],
        respond(path, { headers }) {
          if (path === '/shop') return redirect('https://m.example.com/new', 'a=1')
          received.push(headers.get('cookie'))
          return undefined
        },
      },
      PAGE,
    )
    expect(received).toEqual([null])
  })

  it.each([
    ['the same cookie again', () => redirect('/shop', 'a=1')],
    ['another cookie each time', () => redirect('/shop', `a=${Math.random()}`)],
    ['no cookie', () => redirect('/shop')],
  ])('is reported if it redirects for ever, with %s', async (_, respond) => {
    expect(await redirects({ respond })).toMatchObject({
      status: 'failed',
      message: 'The redirects do not end.',
    })
  })

  it('gets them at its endpoint too', async () => {
    const session = 'session=1'
    const { code, report } = await examine({
      headers: { 'set-cookie': session },
      endpoint: ({ headers }) =>
        headers.get('cookie') === session ? undefined : Response.json({}, { status: 401 }),
    })
    expect({ code, causes: report.causes }).toEqual({ code: 0, causes: [] })
  })

  it('gets none at an endpoint on another origin', async () => {
    const received: (string | null)[] = []
    await examine(
      {
        headers: { 'set-cookie': 'session=1' },
        endpointOrigin: 'https://www.example.com:8443',
        furtherOrigins: ['https://www.example.com:8443'],
        endpoint({ headers }) {
          received.push(headers.get('cookie'))
          return undefined
        },
      },
      { args: ['--only', 'endpoint'], env: {} },
    )
    expect(new Set(received)).toEqual(new Set([null]))
  })
})
