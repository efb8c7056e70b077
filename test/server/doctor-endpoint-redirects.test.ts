import { expect, it } from 'vitest'
import { PUBLIC_ORIGIN } from '../support/broken-site.js'
import { examine, find } from '../support/examine.js'

const API = 'https://api.example.com'

const fields = { appId: 'wx0123456789', timestamp: 1700000000, nonceStr: 'n', signature: 'a'.repeat(40) }

const redirect = (location: string, headers?: Record<string, string>) =>
  new Response(null, { status: 301, headers: { ...headers, location } })

const ENDPOINT = { args: ['--only', 'endpoint'], env: {} }

it('follows a redirect on the same origin, and names the URL that saves it', async () => {
  const { code, report } = await examine({
    endpoint(request) {
      const { pathname, search } = new URL(request.url)
      return pathname === '/sign' ? redirect(`/sign/${search}`) : undefined
    },
  })
  expect({ code, causes: report.causes }).toEqual({ code: 0, causes: [] })
  expect(find(report, 'endpoint-response')?.message).toContain(`after a redirect to ${PUBLIC_ORIGIN}/sign/:`)
})

it('sends the headers of a browser to another origin that the endpoint redirects to', async () => {
  const received: unknown[] = []
  const { report } = await examine(
    {
      furtherOrigins: [API],
      endpoint({ url, headers }) {
        const { pathname, search } = new URL(url)
        received.push([pathname, headers.get('origin'), headers.get('referer')])
        if (pathname === '/sign') return redirect(`${API}/sign/${search}`)
        return Response.json(fields, { headers: { 'access-control-allow-origin': PUBLIC_ORIGIN } })
      },
    },
    ENDPOINT,
  )
  expect(received.slice(0, 2)).toEqual([
    ['/sign', null, `${PUBLIC_ORIGIN}/shop?id=1&from=menu`],
    ['/sign/', PUBLIC_ORIGIN, `${PUBLIC_ORIGIN}/`],
  ])
  expect(find(report, 'endpoint-response')?.status).toBe('ok')
  expect(find(report, 'endpoint-cors')).toMatchObject({
    status: 'ok',
    message: `The response allows ${PUBLIC_ORIGIN}.`,
  })
})

it('requires the permission of each response from another origin, also of a redirect', async () => {
  const allowed = { 'access-control-allow-origin': PUBLIC_ORIGIN }
  const { report } = await examine(
    {
      endpointOrigin: API,
      furtherOrigins: [API],
      endpoint(request) {
        const { pathname, search } = new URL(request.url)
        return pathname === '/sign'
          ? redirect(`/sign/${search}`)
          : Response.json(fields, { headers: allowed })
      },
    },
    ENDPOINT,
  )
  expect(find(report, 'endpoint-cors')).toMatchObject({
    status: 'failed',
    cause: 'cors-missing',
    message: expect.stringMatching(/^https:\/\/api\.example\.com\/sign\?.* allows no other origin\.$/),
  })
})

it('sends Origin: null after a redirect from another origin to a third one', async () => {
  const { report } = await examine(
    {
      endpointOrigin: API,
      furtherOrigins: [API],
      endpoint(request) {
        const { pathname, search } = new URL(request.url)
        const headers = { 'access-control-allow-origin': request.headers.get('origin') ?? '' }
        if (pathname === '/sign') return redirect(`${PUBLIC_ORIGIN}/sign/${search}`, headers)
        return Response.json(fields, { headers: { 'access-control-allow-origin': PUBLIC_ORIGIN } })
      },
    },
    ENDPOINT,
  )
  expect(find(report, 'endpoint-cors')).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('is requested with Origin: null'),
    details: [
      `After this redirect browsers send Origin: null. Let the page request ${PUBLIC_ORIGIN}/sign/ directly.`,
    ],
  })
})

it('reports a redirect to http, which browsers block on an https page', async () => {
  const { report } = await examine(
    {
      furtherOrigins: ['http://www.example.com'],
      endpoint(request) {
        const { pathname, search } = new URL(request.url)
        return pathname === '/sign' ? redirect(`http://www.example.com/sign/${search}`) : undefined
      },
    },
    ENDPOINT,
  )
  expect(find(report, 'endpoint-response')).toMatchObject({
    cause: 'mixed-content',
    message: 'The page is https and the endpoint redirects to http://www.example.com/sign/.',
  })
})

it('shows what an endpoint returns after a redirect, if it is no page', async () => {
  const { report } = await examine(
    {
      endpoint: ({ url }) =>
        new URL(url).pathname === '/sign' ? redirect('/sign/') : new Response('Warning: no file sign.php'),
    },
    ENDPOINT,
  )
  expect(find(report, 'endpoint-response')).toMatchObject({
    cause: 'endpoint-malformed',
    message: 'The response is no JSON object: Warning: no file sign.php',
    details: expect.arrayContaining([`${PUBLIC_ORIGIN}/sign/`]),
  })
})

it('names the login that an endpoint redirects to', async () => {
  const { report } = await examine({ endpoint: () => redirect('/login?back=sign') }, ENDPOINT)
  expect(find(report, 'endpoint-response')).toMatchObject({
    cause: 'endpoint-failed',
    message: `The endpoint redirects to ${PUBLIC_ORIGIN}/login?back=sign, probably to a login.`,
  })
})

it('shows the URLs of redirects that end in a failure, or not at all', async () => {
  const lost = await examine(
    {
      endpoint: ({ url }) =>
        new URL(url).pathname === '/sign' ? redirect('/sign/') : Response.json({}, { status: 400 }),
    },
    ENDPOINT,
  )
  expect(find(lost.report, 'endpoint-response')).toMatchObject({
    message: 'HTTP 400',
    details: expect.arrayContaining([`${PUBLIC_ORIGIN}/sign/`]),
  })
  const endless = await examine({ endpoint: ({ url }) => redirect(new URL(url).pathname) }, ENDPOINT)
  expect(find(endless.report, 'endpoint-response')).toMatchObject({
    cause: 'endpoint-failed',
    message: 'The redirects do not end.',
  })
})
