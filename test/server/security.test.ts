import { request } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import {
  createOAuth,
  type Handler,
  loginHandler,
  PlatformError,
  signatureHandler,
} from '../../src/server/index.js'
import { type Listening, listen } from '../support/listen.js'

const SITE = 'https://www.example.com'
const LOGIN = `${SITE}/wx/login`
const SIGNED = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }

let server: Listening | undefined
afterEach(() => server?.close())

/** Requests over HTTP as a client that sends a wrong host. */
async function askAsEvilHost(handler: Handler, path: string) {
  server = await listen(handler)
  const { port } = new URL(server.origin)
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
  return new Promise<{ status?: number; location: string | undefined; text: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers }, async response => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode ?? 0, location: response.headers.location, text })
    })
    sent.on('error', reject).end()
  })
}

function createLogin(token: () => never): Handler {
  const oauth = { ...createOAuth({ appId: 'wx1', secret: 's' }), token }
  return loginHandler(oauth, { redirectUri: LOGIN, cookieSecret: 'x'.repeat(32), onLogin() {} })
}

it('a signature response contains the fields of the signature only', async () => {
  const account = { signature: async () => ({ ...SIGNED, ticket: 't1cket', accessToken: 't0ken' }) }
  const sign = signatureHandler(account, { allow: SITE })
  const response = await sign(new Request(`${SITE}/wx/signature?url=${encodeURIComponent(`${SITE}/`)}`))
  expect(await response.json()).toEqual({ ...SIGNED, url: `${SITE}/` })
})

it('the error page of a login contains no markup of the request, and allows no script', async () => {
  const login = createLogin(() => {
    throw new PlatformError('BUSY', { errmsg: '<script>alert(1)</script>' })
  })
  const page = `/'"><script>alert(1)</script>?a='"><script>&b=1#'"><script>`
  const start = await login(new Request(`${LOGIN}?return=${encodeURIComponent(page)}`))
  const cookie = start.headers.getSetCookie().map(text => text.split(';')[0])
  const { searchParams } = new URL(start.headers.get('location') ?? '')
  const callback = `${LOGIN}?code=c&state=${searchParams.get('state')}`
  const end = await login(new Request(callback, { headers: { cookie: cookie.join('; ') } }))
  expect(end.status).toBe(503)
  expect(end.headers.get('content-security-policy')).toMatch(/^default-src 'none'; base-uri 'none'/)
  const html = await end.text()
  const [, href = ''] = /<p><a href="([^"]*)">重试/.exec(html) ?? []
  expect(href).toContain('return=https%3A%2F%2Fwww.example.com%2F')
  expect(html.replace(href, '')).not.toMatch(/script|alert/)
  expect(html).not.toContain('<script')
})

it('neither a signature nor a redirect depends on the Host header', async () => {
  const sign = signatureHandler({ signature: async () => SIGNED }, { allow: SITE })
  const ask = (url: string) => askAsEvilHost(sign, `/wx/signature?url=${encodeURIComponent(url)}`)
  expect((await ask('http://evil.example/')).status).toBe(403)
  expect((await ask(`${SITE}/`)).status).toBe(200)
  const login = createLogin(() => {
    throw new Error('not called')
  })
  const { location = '' } = await askAsEvilHost(login, '/wx/login?return=/shop')
  expect(new URL(location).searchParams.get('redirect_uri')).toBe(LOGIN)
  expect((await askAsEvilHost(login, '/wx/login?return=http://evil.example/')).status).toBe(400)
})
