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

  it('to a page that leads back the same way is reported', async () => {
    const finding = await redirects({
      respond: path => new Response(refresh(path === '/shop' ? '0;url=/other' : '0;url=/shop')),
    })
    expect(finding).toMatchObject({ status: 'failed', message: 'The redirects do not end.' })
  })

  it('to the same URL is not followed for a cookie that changes each time', async () => {
    let requests = 0
    const finding = await redirects({
      respond() {
        requests += 1
        return new Response(refresh('3;url=/shop'), { headers: { 'set-cookie': `balancer=${requests}` } })
      },
    })
    expect(finding).toMatchObject({ status: 'ok' })
    expect(requests).toBe(2)
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
      message: 'HTTP 200, after redirects that lead back to this URL.',
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

  it('may set and delete them on its domain, by way of another host', async () => {
    const received: string[] = []
    const finding = await redirects({
      furtherOrigins: ['https://passport.example.com'],
      respond(path, { headers }) {
        const cookie = headers.get('cookie') ?? ''
        received.push(`${path} ${cookie}`)
        if (path === '/login')
          return redirect(
            `${PUBLIC_ORIGIN}/shop`,
            'visitor=1; Domain=.Example.com; Path=/',
            'own=1',
            'foreign=1; Domain=other.example',
          )
        if (!cookie) return redirect('https://passport.example.com/login', 'flash=1', 'old=1')
        if (!cookie.includes('visitor')) return redirect('https://passport.example.com/login')
        if (!cookie.includes('flash')) return undefined
        return redirect('/shop', 'flash=; Max-Age=0', 'old=deleted; Expires=Thu, 01 Jan 1970 00:00:00 GMT')
      },
    })
    expect(finding).toMatchObject({ status: 'ok' })
    expect(received).toEqual(['/shop ', '/login ', '/shop flash=1; old=1; visitor=1', '/shop visitor=1'])
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

describe('a page that starts the login of WeChat', () => {
  const LOGIN = 'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx1#wechat_redirect'

  it('is checked as the URL that visitors come back to', async () => {
    const { code, report } = await examine({
      respond(path) {
        if (path === '/wx/login') return redirect(LOGIN)
        return path.startsWith('/shop') ? redirect('/wx/login?return=/shop') : undefined
      },
    })
    expect({ code, causes: report.causes }).toEqual({ code: 0, causes: [] })
    expect(find(report, 'page-redirects')).toMatchObject({
      status: 'ok',
      message: expect.stringContaining(`Checked as ${PUBLIC_ORIGIN}/shop?id=1&from=menu:`),
    })
    expect(find(report, 'page-canonical')?.status).toBe('skipped')
    expect(find(report, 'endpoint-signature')?.status).toBe('ok')
  })

  it('is at the last URL with its path', async () => {
    const finding = await redirects({
      page: '/shop',
      furtherOrigins: ['https://m.example.com'],
      respond: (path, { url }) =>
        redirect(
          path === '/wx/login'
            ? LOGIN
            : new URL(url).searchParams.has('m')
              ? '/wx/login'
              : 'https://m.example.com/shop?m',
        ),
    })
    expect(finding).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('The page is at https://m.example.com/shop?m in the end'),
    })
  })
})

it.each([
  ['to an app', 'weixin://dl/business', 'HTTP 302 to weixin://dl/business, which no page can follow.'],
  ['without a Location', undefined, 'HTTP 302 to nowhere, which no page can follow.'],
])('a redirect %s is reported as what it is', async (_, location, message) => {
  const headers: Record<string, string> = location ? { location } : {}
  expect(await redirects({ respond: () => new Response(null, { status: 302, headers }) })).toMatchObject({
    status: 'failed',
    cause: 'page-unreachable',
    message: `${PUBLIC_ORIGIN}/shop: ${message}`,
  })
})
