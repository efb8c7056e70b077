import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import express from 'express'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type DevMiddlewareOptions, devMiddleware } from '../../src/dev/middleware.js'
import { type HttpReply, listenWith, request } from '../support/raw-http.js'

type App = (request: IncomingMessage, response: ServerResponse) => void

const TAG = '<script src="/@wx-ready/simulator.js"></script>'
const NAVIGATION = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-dest': 'document' }
const WECHAT = { 'user-agent': 'Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0.42' }

const servers: { close(): void }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Starts an app behind the middleware. */
async function start(app: App, options: DevMiddlewareOptions = {}): Promise<string> {
  const dev = devMiddleware(options)
  const server = createServer((request, response) =>
    dev(request, response, error => {
      if (error) response.writeHead(500).end(String(error))
      else app(request, response)
    }),
  )
  const { origin, close } = await listenWith(server)
  servers.push({ close })
  return origin
}

/** Requests a page as a browser does when it navigates. */
async function navigate(
  app: App,
  headers: Record<string, string> = {},
  options?: DevMiddlewareOptions,
): Promise<HttpReply> {
  return request(await start(app, options), { headers: { ...NAVIGATION, ...headers } })
}

const html =
  (body: string, headers: Record<string, string | number> = {}): App =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
    response.end(body)
  }

describe('puts its script first into the head', () => {
  it.each([
    ['of a document', '<!doctype html><html><head>', '<title>T</title></head>'],
    [
      'with attributes',
      '<!DOCTYPE html>\n<html lang="a>b">\n<HEAD data-x=\'>\' class>',
      '<meta charset="utf-8">',
    ],
    ['after comments', '<!-- <head> --><!doctype html><!--[if IE]><html><![endif]--><html><head>', '</head>'],
    ['without <head>', '<!doctype html><html lang="zh">', '<title>T</title>'],
    ['without <html>', '<!doctype html>\n', '<title>T</title><h1>'],
    ['without anything, if the browser navigates', '', '<h1>Hello</h1>'],
    ['after a byte order mark', '\uFEFF<!doctype html><head>', '<header>微信</header>'],
  ])('%s', async (_, before, after) => {
    const { body } = await navigate(html(before + after))
    expect(body).toBe(before + TAG + after)
  })

  const DOCUMENT = '<!doctype html><html><head><title>微信</title></head><body>页面</body></html>'
  const INJECTED = DOCUMENT.replace('<head>', `<head>${TAG}`)
  const bytes = [...Buffer.from(DOCUMENT)].map(byte => Buffer.of(byte))

  it.each<[string, App]>([
    [
      'a stream of single bytes',
      (_, response) => void Readable.from(bytes).pipe(response.setHeader('content-type', 'text/html')),
    ],
    ['end() alone', (_, response) => void response.setHeader('content-type', 'text/html').end(DOCUMENT)],
    [
      'end() with an encoding',
      (_, response) =>
        void response
          .setHeader('content-type', 'text/html')
          .end(Buffer.from(DOCUMENT).toString('base64'), 'base64'),
    ],
    ['a stale content-length', html(DOCUMENT, { 'content-length': Buffer.byteLength(DOCUMENT) })],
    [
      'a list of headers',
      (_, response) =>
        void response
          .writeHead(200, ['content-type', 'text/html', 'set-cookie', 'a=1', 'set-cookie', 'b=2'])
          .end(DOCUMENT),
    ],
    [
      'a status message',
      (_, response) => void response.writeHead(200, 'Fine', { 'content-type': 'text/html' }).end(DOCUMENT),
    ],
    [
      'flushed headers',
      (_, response) => {
        response.setHeader('content-type', 'text/html')
        response.flushHeaders()
        response.write(DOCUMENT.slice(0, 20), () => response.end(DOCUMENT.slice(20)))
      },
    ],
    [
      'an error page',
      (_, response) => void response.writeHead(500, { 'content-type': 'text/html' }).end(DOCUMENT),
    ],
  ])('of a response by %s', async (_, app) => {
    expect((await navigate(app)).body).toBe(INJECTED)
  })

  it('keeps all cookies and the status message', async () => {
    const { headers, statusMessage } = await navigate((_, response) => {
      response.setHeader('set-cookie', 'old=1')
      response
        .writeHead(200, 'Fine', ['content-type', 'text/html', 'set-cookie', 'a=1', 'set-cookie', 'b=2'])
        .end(DOCUMENT)
    })
    expect({ cookies: headers['set-cookie'], statusMessage }).toEqual({
      cookies: ['a=1', 'b=2'],
      statusMessage: 'Fine',
    })
  })

  it('later middleware does not compress it, and a copy in the browser is not used', async () => {
    const seen: IncomingMessage['headers'][] = []
    const { body, headers } = await navigate(
      (request, response) => {
        seen.push({ ...request.headers })
        if (request.headers['if-none-match'] === '"1"') return void response.writeHead(304).end()
        const zip = /gzip/.test(String(request.headers['accept-encoding']))
        html(zip ? gzipSync(DOCUMENT).toString('latin1') : DOCUMENT, { etag: '"1"', 'last-modified': 'x' })(
          request,
          response,
        )
      },
      { 'accept-encoding': 'gzip', 'if-none-match': '"1"', range: 'bytes=0-9' },
    )
    expect(body).toBe(INJECTED)
    expect(headers).not.toHaveProperty('etag')
    expect(headers).not.toHaveProperty('last-modified')
    expect(seen[0]).not.toHaveProperty('range')
  })

  it('with the nonce of the Content Security Policy', async () => {
    const policy = "script-src 'strict-dynamic' 'nonce-a\"b='"
    const { body } = await navigate(html(DOCUMENT, { 'content-security-policy': policy }))
    expect(body).toContain('<script src="/@wx-ready/simulator.js" nonce="a&#34;b="></script>')
  })

  it('below the path of a proxy, and where Express mounts it', async () => {
    expect((await navigate(html(DOCUMENT), {}, { base: '/shop' })).body).toContain(
      '"/shop/@wx-ready/simulator.js"',
    )
    const app = express()
    app.use('/mounted', devMiddleware(), (_, response) => void response.send(DOCUMENT))
    const { origin, close } = await listenWith(createServer(app))
    servers.push({ close })
    const page = await request(`${origin}/mounted/page`, { headers: NAVIGATION })
    expect(page.body).toContain('"/mounted/@wx-ready/simulator.js"')
    expect((await request(`${origin}/mounted/@wx-ready/platform/simulator/tickets`)).status).toBe(200)
  })
})

describe('leaves unchanged', () => {
  const DOCUMENT = '<!doctype html><html><head></head></html>'
  const given: [string, App, Record<string, string>][] = [
    ['a document that a script requests', html(DOCUMENT), { 'sec-fetch-dest': 'empty' }],
    [
      'a fragment, where the browser does not name the destination',
      html('<li>1</li>'),
      { 'sec-fetch-dest': '' },
    ],
    [
      'what is not HTML',
      (_, response) => void response.setHeader('content-type', 'application/json').end(DOCUMENT),
      {},
    ],
    ['what has no type', (_, response) => void response.end(DOCUMENT), {}],
    ['a download', html(DOCUMENT, { 'content-disposition': 'attachment; filename=a.html' }), {}],
    ['what is encoded in spite of all', html(DOCUMENT, { 'content-encoding': 'x-secret' }), {}],
    ['a page for WeChat itself', html(DOCUMENT), WECHAT],
    ['a page that has the script', html(DOCUMENT.replace('<head>', `<head>${TAG}`)), {}],
  ]
  it.each(given)('%s', async (_, app, headers) => {
    const alone = createServer(app)
    const { origin, close } = await listenWith(alone)
    servers.push({ close })
    const expected = await request(origin, { headers: NAVIGATION })
    expect((await navigate(app, headers)).body).toBe(expected.body)
  })

  it('HEAD and 304 have no body', async () => {
    const origin = await start((request, response) =>
      request.url === '/304'
        ? void response.writeHead(304, { 'content-type': 'text/html' }).end()
        : html(DOCUMENT)(request, response),
    )
    const head = await request(origin, { method: 'HEAD', headers: NAVIGATION })
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', undefined])
    expect((await request(`${origin}/304`, { headers: NAVIGATION })).status).toBe(304)
  })
})

describe('signs', () => {
  const page = (origin: string) => `/wx/signature?url=${encodeURIComponent(`${origin}/walks?from=PEK`)}`
  const notFound: App = (_, response) =>
    void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>')
  const real = {
    signature: async (url: string) => ({ appId: 'wxreal', timestamp: 1, nonceStr: 'n', signature: url }),
  }

  it('a simulated page of any address, by a ticket of the simulated platform', async () => {
    const origin = await start(notFound)
    const reply = await request(origin + page('https://tunnel.example'))
    const { appId, signature } = JSON.parse(reply.body)
    expect(signature).toMatch(/^[0-9a-f]{40}$/)
    const facts = await request(`${origin}/@wx-ready/platform/simulator/tickets?appid=${appId}`)
    expect(JSON.parse(facts.body).tickets).toHaveLength(1)
  })

  it('at another path, and refuses a malformed request as the handler does', async () => {
    const origin = await start(notFound, { signature: '/api/sign' })
    expect(JSON.parse((await request(`${origin}/api/sign`)).body).error.code).toBe('URL_MISSING')
    expect((await request(origin + page(origin))).status).toBe(404)
  })

  it.each([
    ['its own host', {}, (origin: string) => origin],
    ['a forwarded host', { 'x-forwarded-host': 'dev.example.com' }, () => 'https://dev.example.com'],
    [
      'the host of the referring page',
      { referer: 'https://dev.example.com/a' },
      () => 'https://dev.example.com',
    ],
  ])('a page in WeChat by the real account, on %s', async (_, headers, pageOrigin) => {
    const origin = await start(notFound, { account: real })
    const reply = await request(origin + page(pageOrigin(origin)), { headers: { ...WECHAT, ...headers } })
    expect(JSON.parse(reply.body)).toMatchObject({ appId: 'wxreal' })
    const simulated = await request(origin + page(origin))
    expect(JSON.parse(simulated.body).appId).not.toBe('wxreal')
  })

  it('no page of another host by the real account', async () => {
    const origin = await start(notFound, { account: real })
    const reply = await request(origin + page('https://evil.example'), { headers: WECHAT })
    expect([reply.status, JSON.parse(reply.body).error]).toMatchObject([
      403,
      { code: 'URL_NOT_ALLOWED', hint: expect.stringContaining('X-Forwarded-Host') },
    ])
  })

  it('a simulator of a test by the simulated account, although its browser names WeChat', async () => {
    const origin = await start(notFound, { account: real })
    const headers = { ...WECHAT, cookie: 'a=1; wx-ready-simulated=1' }
    expect(JSON.parse((await request(origin + page(origin), { headers })).body).appId).not.toBe('wxreal')
  })

  it('in WeChat without a real account: another handler, or an explanation', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const origin = await start(notFound, { account: { appId: undefined, secret: undefined } })
    const reply = await request(origin + page(origin), { headers: WECHAT })
    expect([reply.status, JSON.parse(reply.body).error.code]).toEqual([501, 'NO_ACCOUNT'])
    expect(warn.mock.calls.flat().join()).toContain('account: { appId, secret }')
    warn.mockRestore()
    const backEnd = await start(
      (_, response) => void response.setHeader('content-type', 'application/json').end('{"appId":"wx1"}'),
    )
    expect((await request(backEnd + page(backEnd), { headers: WECHAT })).body).toBe('{"appId":"wx1"}')
  })
})

describe('serves', () => {
  it('nothing outside the built files', async () => {
    const origin = await start((_, response) => void response.end('app'))
    for (const path of [
      '../package.json',
      '%2e%2e/package.json',
      'a/../../package.json',
      'nothing.js',
      'dev/options.ts',
    ])
      expect([path, (await request(`${origin}/@wx-ready/${path}`)).status]).toEqual([path, 404])
  })

  it('the platform to a back end, with a body', async () => {
    const origin = await start((_, response) => void response.end('app'))
    const token = await request(`${origin}/@wx-ready/platform/cgi-bin/stable_token`, {
      method: 'POST',
      body: JSON.stringify({
        grant_type: 'client_credential',
        appid: 'wx5e7a1b0c9d8f6e42',
        secret: '5fa3c0de5fa3c0de5fa3c0de5fa3c0de',
      }),
    })
    expect(JSON.parse(token.body)).toMatchObject({ expires_in: expect.any(Number) })
  })
})

it.each([
  [{ signature: 'wx/signature' }, 'signature must be the path'],
  [{ signature: 'https://api.example.com/sign' }, 'signature must be the path'],
  [{ signatur: '/sign' }, 'there is no field signatur'],
  [{ base: 'shop' }, 'base must be a path'],
  [{ account: { appId: 'wx1' } }, 'secret is missing'],
])('rejects the options %j', (options, message) => {
  expect(() => devMiddleware(options as DevMiddlewareOptions)).toThrow(message)
})
