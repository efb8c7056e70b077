import { createHmac } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { jsApiSignature } from '../../src/server/index.js'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { CREDENTIALS } from '../support/broken-site.js'
import { type Listening, listen } from '../support/listen.js'
import { type CommandRun, runWxReady } from '../support/run-wx-ready.js'

const PAGE = 'https://www.example.com/shop?id=1&code=SECRET'
const SESSION_SECRET = 'session-secret-of-more-than-32-characters'

let platform: SimulatedPlatform
let wechat: Listening
let stops: (() => Promise<unknown>)[]

beforeEach(async () => {
  platform = createPlatform()
  wechat = await listen(request => platform.handler(request))
  stops = []
})

afterEach(async () => {
  for (const stop of stops) await stop()
  await wechat.close()
})

interface Served {
  origin: string
  log(): Record<string, unknown>[]
  ask(path: string, init?: RequestInit): Promise<Response>
  stop(): Promise<CommandRun>
}

async function start(env: Record<string, string> = {}, args: string[] = []): Promise<Served> {
  const abort = new AbortController()
  let lines = ''
  const run = runWxReady(['serve', ...args], {
    env: {
      ...CREDENTIALS,
      WX_ALLOW: 'https://www.example.com',
      PORT: '0',
      WX_PLATFORM: wechat.origin,
      ...env,
    },
    stop: abort.signal,
    onOutput: text => {
      lines += text
    },
  })
  const log = () =>
    lines
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as Record<string, unknown>)
  const stop = () => {
    abort.abort('SIGTERM')
    return run
  }
  stops.push(stop)
  const ended = run.then(({ err }) => Promise.reject(new Error(`serve ended: ${err}`)))
  ended.catch(() => {})
  const listening = vi.waitFor(() => {
    const found = log().find(({ event }) => event === 'listening')
    expect(found).toBeDefined()
    return found?.origin as string
  })
  const origin = await Promise.race([listening, ended])
  return { origin, log, stop, ask: (path, init) => fetch(origin + path, { redirect: 'manual', ...init }) }
}

/** Resolves when a server of this process receives a request of this path. */
function arrival(path: string): Promise<void> {
  return new Promise(resolve => {
    const received = (message: unknown) => {
      const { request } = message as { request: IncomingMessage }
      if (!request.url?.startsWith(path)) return
      unsubscribe('http.server.request.start', received)
      resolve()
    }
    subscribe('http.server.request.start', received)
  })
}

const signaturePath = `/wx/signature?url=${encodeURIComponent(PAGE)}`

it('signs the pages that it may, and says how it is', async () => {
  const { ask } = await start()
  const signed = (await (await ask(signaturePath)).json()) as Record<string, string> & { timestamp: number }
  const facts = await platform.handler(
    new Request(`http://p/simulator/tickets?appid=${SIMULATED_ACCOUNT.appId}`),
  )
  const [ticket = ''] = ((await facts.json()) as { tickets: string[] }).tickets
  const { nonceStr = '', timestamp, signature } = signed
  expect(signature).toBe(jsApiSignature({ ticket, nonceStr, timestamp, url: PAGE }))
  expect((await ask('/wx/signature?url=https://other.example/')).status).toBe(403)
  expect(await (await ask('/health')).json()).toEqual({ status: 'ok' })
  const ready = await ask('/ready')
  expect(ready.status).toBe(200)
  expect(await ready.text()).not.toContain(ticket)
  expect((await ask('/other')).status).toBe(404)
})

it('logs one JSON line an event, without queries and secrets', async () => {
  const { ask, log, stop } = await start({ TRUST_PROXY: '1' })
  await ask(signaturePath, { headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.9' } })
  await ask('/nothing?code=SECRET')
  const { out } = await stop()
  expect(log().filter(({ event }) => event === 'request')).toMatchObject([
    { level: 'info', method: 'GET', path: '/wx/signature', status: 200, client: '203.0.113.9' },
    { path: '/nothing', status: 404, client: '127.0.0.1' },
  ])
  expect(log().map(({ event }) => event)).toEqual(
    expect.arrayContaining(['listening', 'refreshed', 'stopped']),
  )
  for (const secret of ['SECRET', SIMULATED_ACCOUNT.secret]) expect(out).not.toContain(secret)
})

it('ignores X-Forwarded-For without TRUST_PROXY', async () => {
  const { ask, log } = await start()
  await ask('/health', { headers: { 'x-forwarded-for': '6.6.6.6' } })
  await vi.waitFor(() =>
    expect(log()).toContainEqual(expect.objectContaining({ path: '/health', client: '127.0.0.1' })),
  )
})

it('is alive but not ready while WeChat refuses it, and heals', async () => {
  platform.fail('/cgi-bin/stable_token', { errcode: -1, errmsg: 'system error' }, Infinity)
  const { ask, log } = await start()
  const ready = await ask('/ready')
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ status: 'not-ready', code: 'BUSY' })
  expect((await ask('/health')).status).toBe(200)
  expect(log()).toContainEqual(expect.objectContaining({ level: 'error', event: 'failure' }))
  platform.heal()
  await vi.waitFor(async () => expect((await ask('/ready')).status).toBe(200))
})

it('says in /ready why it is not ready, without the text of WeChat, which names its address', async () => {
  const errmsg = 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist'
  platform.fail('/cgi-bin/stable_token', { errcode: 40164, errmsg }, Infinity)
  const { ask, log } = await start()
  const text = await (await ask('/ready')).text()
  expect(text).not.toContain('203.0.113.9')
  const lastFailure = { code: 'IP_NOT_LISTED', errcode: 40164, ago: expect.any(Number) }
  expect(JSON.parse(text)).toMatchObject({
    status: 'not-ready',
    code: 'IP_NOT_LISTED',
    credentials: { access_token: { lastFailure } },
  })
  // The operator can read it.
  expect(JSON.stringify(log())).toContain('203.0.113.9')
})

describe('told to stop', () => {
  it('says so in /ready for DRAIN_DELAY, and still answers who has not heard of it', async () => {
    const { ask, log, stop, origin } = await start({ DRAIN_DELAY: '1' })
    await ask('/health')
    const stopped = stop()
    await vi.waitFor(() => expect(log()).toContainEqual(expect.objectContaining({ event: 'stopping' })))
    const ready = await ask('/ready')
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'draining' }])
    expect(ready.headers.get('connection')).toBe('close')
    expect((await ask(signaturePath)).status).toBe(200)
    expect(await stopped).toMatchObject({ code: 0, err: '' })
    await expect(fetch(`${origin}/health`)).rejects.toThrow()
  })

  it('finishes the requests in work, and then ends', async () => {
    let release = () => {}
    const held = new Promise<undefined>(resolve => {
      release = () => resolve(undefined)
    })
    platform.fail('/cgi-bin/ticket/getticket', () => held, Infinity)
    const { ask, log, stop, origin } = await start()
    const arrived = arrival('/wx/signature')
    const asked = ask(signaturePath)
    await arrived
    const stopped = stop()
    await vi.waitFor(() => expect(log()).toContainEqual(expect.objectContaining({ event: 'stopping' })))
    await expect(fetch(`${origin}/health`)).rejects.toThrow()
    release()
    const { status, headers } = await asked
    expect(status).toBe(200)
    // Its connection is not waited for: it is kept alive for longer than the test may take.
    expect(headers.get('connection')).toBe('keep-alive')
    expect(await stopped).toMatchObject({ code: 0, err: '' })
    const [stopping, last] = [log().find(({ event }) => event === 'stopping'), log().at(-1)]
    expect(last).toMatchObject({ event: 'stopped' })
    // After 10 s all connections would be cut.
    expect(Date.parse(String(last?.time)) - Date.parse(String(stopping?.time))).toBeLessThan(9000)
  })
})

it('logs users in, and starts a session that other servers can verify', async () => {
  const { origin, ask } = await start({
    WX_LOGIN_URL: 'http://localhost/wx/login',
    WX_LOGIN_SCOPE: 'snsapi_userinfo',
    WX_SESSION_SECRET: SESSION_SECRET,
    WX_AUTHORIZE_HOST: wechat.origin,
    WX_ALLOW: 'http://localhost',
  })
  const begun = await ask('/wx/login?return=/shop')
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
  const authorized = await fetch(begun.headers.get('location') as string, { redirect: 'manual' })
  const callback = authorized.headers.get('location')?.replace('http://localhost', origin) as string
  const done = await fetch(callback, { redirect: 'manual', headers: { cookie } })
  expect(done.headers.get('location')).toMatch(/^http:\/\/localhost\/shop#?$/)
  const session = done.headers.getSetCookie().find(each => each.startsWith('wx_session=')) ?? ''
  expect(session).toContain('; HttpOnly; SameSite=Lax')
  const [header, payload, signature] = session.split(';')[0]?.replace('wx_session=', '').split('.') ?? []
  expect(createHmac('sha256', SESSION_SECRET).update(`${header}.${payload}`).digest('base64url')).toBe(
    signature,
  )
  const claims = JSON.parse(Buffer.from(payload as string, 'base64url').toString())
  expect(claims).toMatchObject({
    iss: SIMULATED_ACCOUNT.appId,
    sub: expect.stringMatching(/^o/),
    name: expect.any(String),
  })
  expect(claims.exp - claims.iat).toBe(7 * 86_400)
})

it('a login may lead to a page below the allowed path', async () => {
  const { ask } = await start({
    WX_LOGIN_URL: 'http://localhost/wx/login',
    WX_SESSION_SECRET: SESSION_SECRET,
    WX_ALLOW: 'http://localhost/shop',
    WX_LOGIN_RETURN: '/shop',
  })
  expect((await ask('/wx/login')).status).toBe(302)
})

describe('settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wx-ready-serve-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const write = (settings: object | null) => {
    const path = join(folder, 'wx-ready.json')
    writeFileSync(path, JSON.stringify(settings))
    return path
  }

  it('come from a file, and the environment goes before it', async () => {
    const config = write({ appId: 'wx-other', allow: ['https://a.example', 'https://b.example'], cors: true })
    const { ask, log } = await start({ WX_ALLOW: '', WX_APP_ID: SIMULATED_ACCOUNT.appId }, [
      '--config',
      config,
    ])
    expect(log()).toContainEqual(expect.objectContaining({ appId: SIMULATED_ACCOUNT.appId }))
    const headers = { origin: 'https://b.example' }
    const response = await ask('/wx/signature?url=https://b.example/', { headers })
    expect(response.headers.get('access-control-allow-origin')).toBe('https://b.example')
  })

  it.each([
    ['WX_APP_ID is missing.', { WX_APP_ID: '' }, {}],
    ['WX_ALLOW is missing.', { WX_ALLOW: '' }, {}],
    ['The secret of the account is missing.', { WX_APP_SECRET: '' }, {}],
    ['PORT (port) must be a number', { PORT: 'http' }, {}],
    ['is not an origin', { WX_ALLOW: 'www.example.com' }, {}],
    [
      'WX_SESSION_SECRET must have at least 32',
      { WX_LOGIN_URL: 'https://a.example/', WX_SESSION_SECRET: 'short' },
      {},
    ],
    ['there is no setting alow', {}, { alow: 'https://a.example' }],
    ['Set secrets in the environment', {}, { secret: 'x' }],
    ['LOG_LEVEL (logLevel) must be', {}, { logLevel: 'loud' }],
    ['In the password of REDIS_URL, % must be written as %25.', { REDIS_URL: 'redis://:100%@host' }, {}],
    ['DRAIN_DELAY (drainDelay) must be', { DRAIN_DELAY: '5s' }, {}],
    ['must contain a JSON object', {}, null],
  ])('are checked: %s', async (message, env, file) => {
    const { code, err } = await runWxReady(['serve', '--config', write(file)], {
      env: { ...CREDENTIALS, WX_ALLOW: 'https://www.example.com', PORT: '0', ...env },
    })
    expect(code).toBe(2)
    expect(err).toContain(message)
  })

  it('reports a port that is taken', async () => {
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const { code, err } = await runWxReady(['serve'], {
      env: { ...CREDENTIALS, WX_ALLOW: 'https://www.example.com', PORT: String(port) },
    })
    other.close()
    expect(code).toBe(3)
    expect(err).toContain(`Cannot listen on 127.0.0.1:${port}: EADDRINUSE.`)
  })
})
