import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AccountEvent, createAccount } from '../../src/server/index.js'
import {
  createPlatform,
  FAULTS,
  SIMULATED_ACCOUNT,
  SIMULATED_USERS,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { type Listening, listen } from '../support/listen.js'

/** `account.request` and `account.media`. */
const INFO = '/cgi-bin/user/info'
const BATCH = '/cgi-bin/user/info/batchget'
const { openid } = SIMULATED_USERS[0] as (typeof SIMULATED_USERS)[number]

let platform: SimulatedPlatform
let server: Listening
let second: Listening
let events: AccountEvent[]
beforeEach(async () => {
  platform = createPlatform()
  ;[server, second] = await Promise.all([
    listen(
      request => platform.handler(request),
      () => {},
    ),
    listen(
      request => platform.handler(request),
      () => {},
    ),
  ])
  events = []
})
afterEach(() => Promise.all([server.close(), second.close()]))

const account = (options: Partial<Parameters<typeof createAccount>[0]> = {}) =>
  createAccount({
    ...SIMULATED_ACCOUNT,
    hosts: [server.origin, second.origin],
    onEvent: event => events.push(event),
    ...options,
  })

describe('request', () => {
  it('sends GET with the token and the query', async () => {
    const user = await account().request<{ nickname: string }>(INFO, { query: { openid, lang: 'en' } })
    expect(user).toMatchObject({ subscribe: 1, openid })
  })

  it('sends JSON with POST', async () => {
    const answer = await account().request(BATCH, { json: { user_list: [{ openid, lang: '中' }] } })
    expect(answer).toMatchObject({ user_info_list: [{ openid }] })
  })

  it('sends its own token and content type, and repeats nothing sent in an error', async () => {
    const seen: unknown[] = []
    const wx = account({
      accessToken: () => 't0ken',
      fetch: async (url, init) => {
        seen.push(new URL(String(url)).searchParams.getAll('access_token'), init?.headers)
        return Response.json({ errcode: 40003, errmsg: `invalid ${url}` })
      },
    })
    const error = await wx
      .request(BATCH, { query: { access_token: 'another' }, json: {} })
      .catch((cause: unknown) => cause)
    expect(seen).toEqual([['t0ken'], { 'content-type': 'application/json' }])
    expect(error).toMatchObject({ code: 'BAD_REQUEST', errmsg: expect.not.stringContaining('t0ken') })
  })

  it('accepts the method in lower case', async () => {
    const wx = account()
    platform.fail(INFO, FAULTS.busy)
    expect(await wx.request(INFO, { method: 'get', query: { openid } })).toMatchObject({ openid })
  })

  it('sends a form unchanged', async () => {
    const seen: unknown[] = []
    const wx = account({
      fetch: async (url, init) => {
        if (!String(url).includes('/upload')) return fetch(url, init)
        const form = await new Request(url as string, init).formData()
        seen.push(init?.method, (form.get('media') as File).name)
        return Response.json({ media_id: 'm' })
      },
    })
    const form = new FormData()
    form.set('media', new Blob(['x']), 'a.jpg')
    expect(await wx.request('/cgi-bin/media/upload', { query: { type: 'image' }, body: form })).toEqual({
      media_id: 'm',
    })
    expect(seen).toEqual(['POST', 'a.jpg'])
  })

  it('repeats the call with a new token if the first one is invalid', async () => {
    const wx = account()
    await wx.accessToken()
    platform.killToken()
    expect(await wx.request(INFO, { query: { openid } })).toMatchObject({ openid })
    expect(platform.requests[INFO]).toBe(2)
  })

  it.each([
    ['a busy response', FAULTS.busy],
    ['an error page', FAULTS.html],
    ['half a response', FAULTS.cutJson],
    ['a cut connection', FAULTS.cut],
  ])('repeats a GET after %s', async (_name, fault) => {
    const wx = account()
    platform.fail(INFO, fault, 2)
    expect(await wx.request(INFO, { query: { openid } })).toMatchObject({ openid })
    expect(platform.requests[INFO]).toBe(3)
  })

  it.each([
    ['a busy response', FAULTS.busy, 'BUSY'],
    ['an error page', FAULTS.html, 'BUSY'],
    ['half a response', FAULTS.cutJson, 'BAD_ANSWER'],
    ['a cut connection', FAULTS.cut, 'UNREACHABLE'],
  ])('does not repeat a POST after %s, unless it is repeatable', async (_name, fault, code) => {
    const wx = account()
    await wx.accessToken()
    platform.fail(BATCH, fault, 2)
    const init = { json: { user_list: [{ openid }] } }
    await expect(wx.request(BATCH, init)).rejects.toMatchObject({ code })
    expect(platform.requests[BATCH]).toBe(1)
    expect(await wx.request(BATCH, { ...init, repeatable: true })).toMatchObject({ user_info_list: [{}] })
  })

  it('sends a POST to the next host if the first one cannot be reached', async () => {
    const wx = account()
    await wx.accessToken()
    await server.close()
    expect(await wx.request(BATCH, { json: { user_list: [{ openid }] } })).toMatchObject({
      user_info_list: [{}],
    })
  })

  it.each([
    ['ECONNREFUSED', 2],
    ['ENOTFOUND', 2],
    ['EAI_AGAIN', 2],
    ['EHOSTUNREACH', 2],
    ['ENETUNREACH', 2],
    ['UND_ERR_CONNECT_TIMEOUT', 2],
    ['ECONNRESET', 1],
    ['UND_ERR_SOCKET', 1],
  ])('after %s, sends a POST this many times: %d', async (code, times) => {
    const fetch = vi.fn(async () => {
      if (fetch.mock.calls.length > 1) return Response.json({ ok: 1 })
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) })
    })
    const asking = account({ accessToken: () => 't', fetch }).request(INFO, { json: {} })
    if (times > 1) expect(await asking).toEqual({ ok: 1 })
    else await expect(asking).rejects.toMatchObject({ code: 'UNREACHABLE' })
    expect(fetch).toHaveBeenCalledTimes(times)
  })

  it('uses the current global fetch, and aborts an attempt that times out', async () => {
    const wx = account({ accessToken: () => 't', hosts: [server.origin] })
    const signals: AbortSignal[] = []
    vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
      signals.push(init.signal as AbortSignal)
      return new Promise(() => {})
    })
    try {
      await expect(wx.request(INFO, { timeout: 20 })).rejects.toMatchObject({ code: 'TIMEOUT' })
    } finally {
      vi.unstubAllGlobals()
    }
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })

  it('rejects with the error of WeChat', async () => {
    await expect(account().request(INFO, { query: { openid: 'nobody' } })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      errcode: 40003,
    })
    platform = createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, denied: [INFO] }] })
    await expect(account().request(INFO, { query: { openid } })).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
      errcode: 48001,
    })
  })

  it('reads a response that contains control characters', async () => {
    platform.fail(INFO, FAULTS.controlCharacters)
    expect(await account().request(INFO, { query: { openid } })).toMatchObject({ openid })
    // From the first response, without a retry.
    expect(platform.requests[INFO]).toBe(1)
    const fetch = async () => new Response('{"nickname":"a\u0001b\n\u001f"}')
    expect(await account({ accessToken: () => 't', fetch }).request(INFO)).toEqual({ nickname: 'ab' })
  })

  it('follows no redirects, except for a video', async () => {
    const seen: unknown[] = []
    const wx = account({
      accessToken: () => 't',
      hosts: [server.origin],
      fetch: (url, init) => {
        seen.push(init?.redirect)
        return fetch(url, init)
      },
    })
    platform.fail(
      INFO,
      new Response(null, { status: 307, headers: { location: `${second.origin}/stolen` } }),
      9,
    )
    await expect(wx.request(INFO)).rejects.toMatchObject({ code: 'BAD_ANSWER' })
    expect(platform.requests['/stolen']).toBeUndefined()
    platform.fail('/cgi-bin/media/get', { video_url: `${server.origin}/moved` })
    platform.fail('/moved', new Response(null, { status: 302, headers: { location: '/film' } }))
    platform.fail('/film', new Response('film'))
    expect(await (await wx.media('m')).text()).toBe('film')
    expect(seen).toEqual(['manual', 'manual', 'manual', 'follow'])
  })

  it('cancels every response that is not read', async () => {
    const cancelled = vi.fn()
    const unread = (status: number) => new Response(new ReadableStream({ cancel: cancelled }), { status })
    const answers = [unread(503), Response.json({ video_url: 'https://a.example/film' }), unread(404)]
    const wx = account({ accessToken: () => 't', fetch: async () => answers.shift() as Response })
    await expect(wx.media('m')).rejects.toMatchObject({ code: 'BAD_ANSWER' })
    expect(cancelled).toHaveBeenCalledTimes(2)
  })

  it('ends when the caller aborts', async () => {
    const wx = account()
    await wx.accessToken()
    platform.fail(INFO, FAULTS.silence, Infinity)
    const leave = new AbortController()
    const asking = wx.request(INFO, { query: { openid }, signal: leave.signal })
    asking.catch(() => {})
    await vi.waitFor(() => expect(platform.requests[INFO]).toBe(1))
    leave.abort(new Error('gone'))
    await expect(asking).rejects.toThrow('gone')
    expect(platform.requests[INFO]).toBe(1)
  })

  describe('with fake timers', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
    })
    afterEach(() => {
      vi.restoreAllMocks()
      vi.useRealTimers()
    })
    const HOSTS = ['a', 'b', 'c', 'd', 'e'].map(name => `https://${name}.example//`)
    const never = () => new Promise<never>(() => {})
    const told = (fetch: typeof globalThis.fetch) => account({ accessToken: () => 't', hosts: HOSTS, fetch })
    const busyOnce = (after: number) => {
      let isFirst = true
      return async () => {
        if (!isFirst) return Response.json({ ok: 1 })
        isFirst = false
        await new Promise(resolve => setTimeout(resolve, after))
        return new Response(null, { status: 503 })
      }
    }

    it('fails after 8 s, however many hosts there are', async () => {
      vi.spyOn(Math, 'random').mockReturnValue(0)
      const fetch = vi.fn(never)
      const asking = expect(told(fetch).request(INFO)).rejects.toMatchObject({
        code: 'TIMEOUT',
        errmsg: expect.stringMatching(/^https:\/\/c\.example: nothing within (1\d\d\d|2000) ms$/),
      })
      await vi.advanceTimersByTimeAsync(7999)
      expect(fetch).toHaveBeenCalledTimes(3)
      await vi.advanceTimersByTimeAsync(2)
      await asking
      await told(async () => Response.json({})).request(INFO)
      expect(vi.getTimerCount()).toBe(0)
    })

    it('waits with exponential backoff and full jitter between attempts', async () => {
      vi.spyOn(Math, 'random').mockReturnValue(0.5)
      const start = Date.now()
      const at: number[] = []
      const addresses: string[] = []
      const asking = told(async url => {
        at.push(Date.now() - start)
        addresses.push(String(url).split('?')[0] as string)
        return new Response(null, { status: 503 })
      }).request(INFO)
      const failed = expect(asking).rejects.toMatchObject({ code: 'BUSY' })
      await vi.advanceTimersByTimeAsync(2000)
      await failed
      expect(at).toEqual([0, 100, 300, 700, 1200, 1700])
      expect(addresses).toEqual(['a', 'a', 'b', 'c', 'd', 'e'].map(name => `https://${name}.example${INFO}`))
    })

    describe.each([
      ['within 200 ms of the limit', 7801, 0],
      ['so late that the pause ends within 200 ms of the limit', 7700, 0.999],
    ])('WeChat is busy %s', (_when, busyAt, random) => {
      it('sends no retry, so that the caller gets BUSY and not the timeout of a retry', async () => {
        vi.spyOn(Math, 'random').mockReturnValue(random)
        const fetch = vi.fn(busyOnce(busyAt))
        const asking = told(fetch)
          .request(INFO, { timeout: 8000 })
          .catch(error => error)
        await vi.advanceTimersByTimeAsync(9000)
        expect(await asking).toMatchObject({ code: 'BUSY', errmsg: 'HTTP 503 from https://a.example' })
        expect(fetch).toHaveBeenCalledTimes(1)
      })
    })

    it('retries with more than 200 ms left', async () => {
      vi.spyOn(Math, 'random').mockReturnValue(0)
      const asking = told(busyOnce(7799)).request(INFO, { timeout: 8000 })
      await vi.advanceTimersByTimeAsync(9000)
      expect(await asking).toEqual({ ok: 1 })
    })

    it('retries with less than 200 ms left if an attempt may not take longer', async () => {
      vi.spyOn(Math, 'random').mockReturnValue(0)
      const options = { accessToken: () => 't', hosts: HOSTS, timeouts: { call: 125, request: 50 } }
      const asking = account({ ...options, fetch: busyOnce(40) }).request(INFO)
      await vi.advanceTimersByTimeAsync(100)
      expect(await asking).toEqual({ ok: 1 })
    })

    it.each([
      ['BUSY', 'WeChat is busy.', async () => new Response(null, { status: 503 })],
      ['TIMEOUT', 'WeChat did not respond in time.', never],
      ['UNREACHABLE', 'WeChat could not be reached.', () => Promise.reject(new TypeError('fetch failed'))],
    ])('the hint of %s does not claim that every host was tried: "%s"', async (code, hint, fetch) => {
      // A POST whose outcome is unknown is sent to one host only.
      const asking = told(fetch)
        .request(INFO, { json: {} })
        .catch(error => error)
      await vi.advanceTimersByTimeAsync(3000)
      expect(await asking).toMatchObject({ code, hint: expect.stringContaining(hint) })
    })

    it('lets a file take 10 s to start', async () => {
      const asking = told(async () => {
        await new Promise(resolve => setTimeout(resolve, 9000))
        return new Response('file', { headers: { 'content-type': 'image/jpeg' } })
      }).media('m')
      await vi.advanceTimersByTimeAsync(9000)
      expect(await (await asking).text()).toBe('file')
    })

    it('ends at once when the caller aborts, and leaves no listener or timer behind', async () => {
      const leave = new AbortController()
      const wx = told(never)
      const asking = expect(wx.request(INFO, { json: {}, signal: leave.signal })).rejects.toThrow('gone')
      await vi.advanceTimersByTimeAsync(1)
      leave.abort(new Error('gone'))
      await asking
      expect([events, getEventListeners(leave.signal, 'abort')]).toEqual([[], []])
      // A signal that is aborted already sends no request.
      const fetch = vi.fn(never)
      await expect(told(fetch).request(INFO, { signal: leave.signal })).rejects.toThrow('gone')
      expect(fetch).not.toHaveBeenCalled()
    })
  })

  it('uses the timeout option', async () => {
    const wx = account({ hosts: [server.origin] })
    await wx.accessToken()
    platform.fail(INFO, FAULTS.silence, Infinity)
    await expect(wx.request(INFO, { query: { openid }, timeout: 50 })).rejects.toMatchObject({
      code: 'TIMEOUT',
      errmsg: expect.stringContaining('within 50 ms'),
    })
  })

  it.each([
    ['a path without a slash', 'cgi-bin/user/info', {}],
    ['another host', '//evil.example/x', {}],
    ['a backslash', '/\\evil.example', {}],
    ['a query in the path', '/cgi-bin/user/info?openid=1', {}],
    ['two bodies', INFO, { json: {}, body: 'x' }],
    ['an infinite timeout, which Node would treat as 1 ms', INFO, { timeout: Infinity }],
    ['a timeout that is not a number', INFO, { timeout: Number.NaN }],
    ['a timeout of 0', INFO, { timeout: 0 }],
    ['two bodies, one of them empty', INFO, { json: null, body: '' }],
    ['a stream', INFO, { body: new ReadableStream() as never }],
  ])('throws for %s', async (_name, path, init) => {
    await expect(account().request(path, init)).rejects.toThrow(TypeError)
    expect(platform.requests).toEqual({})
  })
})

describe('media', () => {
  const bytes = new Uint8Array([1, 2, 3])

  it('is requested again if WeChat is busy', async () => {
    const mediaId = platform.addMedia({ type: 'image', bytes })
    platform.fail('/cgi-bin/media/get', FAULTS.busy)
    expect((await account().media(mediaId)).status).toBe(200)
  })

  it('that WeChat refuses is reported without the token, whatever the content type', async () => {
    const fetch: typeof globalThis.fetch = async url =>
      new Response(JSON.stringify({ errcode: 40007, errmsg: `invalid ${url}` }), {
        headers: { 'content-type': 'Application/JSON' },
      })
    await expect(account({ accessToken: () => 't0ken', fetch }).media('m')).rejects.toMatchObject({
      errcode: 40007,
      errmsg: expect.not.stringContaining('t0ken'),
    })
  })

  it('opens a picture as a stream', async () => {
    const mediaId = platform.addMedia({ type: 'image', bytes })
    const response = await account().media(mediaId)
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(response.body).toBeInstanceOf(ReadableStream)
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  })

  it('accepts a fetch with its own Response class, such as undici’s', async () => {
    const foreign = async (...request: Parameters<typeof fetch>) => {
      const response = await fetch(...request)
      const { status, ok, headers, body } = response
      const [text, arrayBuffer] = [() => response.text(), () => response.arrayBuffer()]
      return { status, ok, headers, body, text, arrayBuffer } as Response
    }
    const file = await account({ fetch: foreign }).media(platform.addMedia({ type: 'image', bytes }))
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes)
  })

  it('opens a voice in both qualities', async () => {
    const mediaId = platform.addMedia({ type: 'voice', bytes, speex: new Uint8Array([9]) })
    expect(await (await account().media(mediaId)).bytes?.()).toEqual(bytes)
    const better = await account().media(mediaId, { hd: true })
    expect(new Uint8Array(await better.arrayBuffer())).toEqual(new Uint8Array([9]))
  })

  it('downloads a video from its URL, without the token', async () => {
    const seen: string[] = []
    const wx = account({
      fetch: (url, init) => {
        seen.push(String(url))
        return fetch(url, init)
      },
    })
    const mediaId = platform.addMedia({ type: 'video', bytes })
    const response = await wx.media(mediaId)
    expect(response.headers.get('content-type')).toBe('video/mp4')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
    expect(seen.at(-1)).toBe(`${server.origin}/simulator/video/${mediaId}`)
  })

  it('rejects if the file does not exist or has expired', async () => {
    const mediaId = platform.addMedia({ type: 'image', bytes })
    platform.advance(3 * 86_400_000 + 1)
    await expect(account().media(mediaId)).rejects.toMatchObject({ code: 'BAD_REQUEST', errcode: 40007 })
    await expect(account().media('')).rejects.toThrow(new TypeError('media: mediaId is missing'))
  })

  it('repeats the call with a new token if the first one is invalid', async () => {
    const wx = account()
    await wx.accessToken()
    platform.killToken()
    expect((await wx.media(platform.addMedia({ type: 'image', bytes }))).status).toBe(200)
  })

  it.each([
    ['an empty video URL', { video_url: '' }],
    ['the URL of a local file', { video_url: 'file:///etc/passwd' }],
    ['an empty response', {}],
  ])('rejects for %s', async (_name, answer) => {
    platform.fail('/cgi-bin/media/get', answer)
    await expect(account().media('m')).rejects.toMatchObject({ code: 'BAD_ANSWER' })
  })

  it('rejects if the video does not exist', async () => {
    platform.fail('/cgi-bin/media/get', { video_url: `${server.origin}/simulator/video/none` })
    await expect(account().media('m')).rejects.toMatchObject({ code: 'BAD_ANSWER' })
  })

  it('has no time limit once the file has started', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      let write = (_piece: string | undefined) => {}
      const body = new ReadableStream({
        start(controller) {
          write = piece =>
            piece === undefined ? controller.close() : controller.enqueue(new TextEncoder().encode(piece))
        },
      })
      const wx = createAccount({
        ...SIMULATED_ACCOUNT,
        accessToken: () => 't',
        fetch: async () => new Response(body, { headers: { 'content-type': 'image/jpeg' } }),
      })
      const response = await wx.media('m')
      await vi.advanceTimersByTimeAsync(60_000)
      write('late')
      write(undefined)
      expect(await response.text()).toBe('late')
    } finally {
      vi.useRealTimers()
    }
  })
})
