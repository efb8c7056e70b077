import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MOUNTS, type Mounted } from '../support/mounts/index.js'

/** The handler responds alike in every framework, over real HTTP. */
describe.each(MOUNTS)('$name', ({ mount, tellsLength = true, keepsConnection = true }) => {
  let mounted: Mounted
  let agent: Agent
  beforeAll(async () => {
    mounted = await mount()
    // One connection for all requests, so that each also tests whether the previous one left it usable.
    agent = new Agent({ keepAlive: true, maxSockets: 1 })
  })
  afterAll(async () => {
    agent.destroy()
    await mounted?.close()
  })

  async function ask(url: string, { method = 'GET', headers = {}, body = '', alone = false } = {}) {
    const address = `${mounted.origin}/wx/signature?url=${encodeURIComponent(url)}`
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(address, { method, headers, agent: alone ? false : agent }, resolve)
      sent.on('error', reject)
      sent.end(body)
    })
    return { status: response.statusCode, headers: response.headers, body: await text(response) }
  }

  it('signs a URL with a query, up to its #', async () => {
    const { status, headers, body } = await ask('https://www.example.com/p?a=1&b=%E4%B8%AD#here')
    expect([status, headers['cache-control']]).toEqual([200, 'no-store'])
    expect(JSON.parse(body)).toMatchObject({
      appId: 'wx1',
      url: 'https://www.example.com/p?a=1&b=%E4%B8%AD',
      signature: expect.stringMatching(/^[0-9a-f]{40}$/),
    })
    if (tellsLength) expect(headers['content-length']).toBe(String(Buffer.byteLength(body)))
  })

  it('responds to HEAD like to GET, without a body', async () => {
    const { date: _date, ...got } = (await ask('https://www.example.com/')).headers
    const { status, headers, body } = await ask('https://www.example.com/', { method: 'HEAD' })
    expect([status, body]).toEqual([200, ''])
    const { date, ...others } = headers
    expect(others).toEqual(tellsLength ? got : expect.objectContaining({ 'cache-control': 'no-store' }))
  })

  it.each([
    ['URL_NOT_ALLOWED', 403, 'https://other.example/'],
    ['URL_MISSING', 400, ''],
    ['URL_MALFORMED', 400, '/a/path'],
    ['URL_TOO_LONG', 400, 'https://www.example.com/long'.padEnd(9000, 'g')],
  ])('responds to an invalid request with %s, status %i', async (code, status, url) => {
    const answer = await ask(url)
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      status,
      { error: { code, message: expect.any(String), hint: expect.any(String) } },
    ])
  })

  it('refuses POST, and keeps the connection usable after its body', async () => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify('a'.repeat(1000))
    const options = { method: 'POST', headers, body, alone: !keepsConnection }
    expect((await ask('https://www.example.com/', options)).status).toBe(405)
    expect((await ask('https://www.example.com/')).status).toBe(200)
  })

  it('lets a page of an allowed origin send a preflight and read the response', async () => {
    const origin = 'https://www.example.com'
    const { headers } = await ask('https://www.example.com/', { headers: { origin } })
    expect([headers['access-control-allow-origin'], headers.vary?.split(', ')]).toEqual([
      origin,
      expect.arrayContaining(['origin']),
    ])
    const preflight = await ask('', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'x-csrf' },
    })
    expect([preflight.status, preflight.body]).toEqual([204, ''])
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': 'x-csrf',
    })
    const foreign = await ask('https://www.example.com/', { headers: { origin: 'https://evil.example' } })
    expect(foreign.headers['access-control-allow-origin']).toBe(undefined)
  })

  it.each([
    ['busy', 503, '1'],
    ['limited', 429, '60'],
    ['refused', 502, undefined],
  ])(
    'says of an account that is %s what failed, and when to come again',
    async (page, status, retryAfter) => {
      const answer = await ask(`https://www.example.com/${page}`)
      expect([answer.status, answer.headers['retry-after']]).toEqual([status, retryAfter])
      expect(answer.body).not.toContain('words of WeChat')
    },
  )

  it('responds with 500 to an error in the program', async () => {
    expect((await ask('https://www.example.com/mistake')).status).toBe(500)
  })

  it('keeps working after a client disconnects during a request', async () => {
    const address = `${mounted.origin}/wx/signature?url=${encodeURIComponent('https://www.example.com/slow')}`
    await expect(fetch(address, { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout')
    expect((await ask('https://www.example.com/slow')).status).toBe(200)
  })
})
