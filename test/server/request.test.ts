import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AccountEvent, createAccount } from '../../src/server/index.js'
import {
  createPlatform,
  FAULTS,
  SIMULATED_ACCOUNT,
  SIMULATED_USERS,
  type SimulatedPlatform,
} from '../../src/simulator/platform.js'
import { type Listening, listen } from '../support/listen.js'

/** Any API, and files. */
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
  it('asks by GET, with the token and a query', async () => {
    const user = await account().request<{ nickname: string }>(INFO, { query: { openid, lang: 'en' } })
    expect(user).toMatchObject({ subscribe: 1, openid })
  })

  it('sends JSON by POST', async () => {
    const answer = await account().request(BATCH, { json: { user_list: [{ openid, lang: '中' }] } })
    expect(answer).toMatchObject({ user_info_list: [{ openid }] })
  })

  it('sends a form as it is', async () => {
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

  it('goes on with another token where the first has died', async () => {
    const wx = account()
    await wx.accessToken()
    platform.killToken()
    expect(await wx.request(INFO, { query: { openid } })).toMatchObject({ openid })
    expect(platform.requests[INFO]).toBe(2)
  })

  it.each([
    ['busy', FAULTS.busy],
    ['an error page', FAULTS.html],
    ['half of the answer', FAULTS.cutJson],
    ['a cut', FAULTS.cut],
  ])('asks again by GET after %s', async (_name, fault) => {
    const wx = account()
    platform.fail(INFO, fault, 2)
    expect(await wx.request(INFO, { query: { openid } })).toMatchObject({ openid })
    expect(platform.requests[INFO]).toBe(3)
  })

  it.each([
    ['busy', FAULTS.busy, 'BUSY'],
    ['an error page', FAULTS.html, 'BUSY'],
    ['half of the answer', FAULTS.cutJson, 'BAD_ANSWER'],
    ['a cut', FAULTS.cut, 'UNREACHABLE'],
  ])('sends nothing twice by POST after %s, unless it is told to', async (_name, fault, code) => {
    const wx = account()
    await wx.accessToken()
    platform.fail(BATCH, fault, 2)
    const init = { json: { user_list: [{ openid }] } }
    await expect(wx.request(BATCH, init)).rejects.toMatchObject({ code })
    expect(platform.requests[BATCH]).toBe(1)
    expect(await wx.request(BATCH, { ...init, repeatable: true })).toMatchObject({ user_info_list: [{}] })
  })

  it('tries the next host by POST too where the first was not even reached', async () => {
    const wx = account()
    await wx.accessToken()
    await server.close()
    expect(await wx.request(BATCH, { json: { user_list: [{ openid }] } })).toMatchObject({
      user_info_list: [{}],
    })
  })

  it('tells what WeChat says', async () => {
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

  it('reads an answer that has control characters in it', async () => {
    platform.fail(INFO, FAULTS.controlCharacters)
    expect(await account().request(INFO, { query: { openid } })).toMatchObject({ openid })
  })

  it('ends when the caller leaves', async () => {
    const wx = account()
    await wx.accessToken()
    platform.fail(INFO, FAULTS.silence, Infinity)
    const leave = new AbortController()
    const asking = wx.request(INFO, { query: { openid }, signal: leave.signal })
    setTimeout(() => leave.abort(new Error('gone')), 50)
    await expect(asking).rejects.toThrow('gone')
    expect(platform.requests[INFO]).toBe(1)
  })

  it('waits as long as it is told', async () => {
    const wx = account({ hosts: [server.origin] })
    await wx.accessToken()
    platform.fail(INFO, FAULTS.silence, Infinity)
    await expect(wx.request(INFO, { query: { openid }, timeout: 50 })).rejects.toMatchObject({
      code: 'TIMEOUT',
    })
  })

  it.each([
    ['no path', 'cgi-bin/user/info', {}],
    ['another host', '//evil.example/x', {}],
    ['a backslash', '/\\evil.example', {}],
    ['a query in the path', '/cgi-bin/user/info?openid=1', {}],
    ['two bodies', INFO, { json: {}, body: 'x' }],
    ['no end of waiting, which Node takes for 1 ms', INFO, { timeout: Infinity }],
    ['a time that is no number', INFO, { timeout: Number.NaN }],
    ['no time at all', INFO, { timeout: 0 }],
    ['a stream', INFO, { body: new ReadableStream() as never }],
  ])('takes not %s', async (_name, path, init) => {
    await expect(account().request(path, init)).rejects.toThrow(TypeError)
    expect(platform.requests).toEqual({})
  })
})

describe('media', () => {
  const bytes = new Uint8Array([1, 2, 3])

  it('opens a picture as a stream', async () => {
    const mediaId = platform.addMedia({ type: 'image', bytes })
    const response = await account().media(mediaId)
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(response.body).toBeInstanceOf(ReadableStream)
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  })

  it('opens it by a fetch that has a class of its own for what it gives, as undici has', async () => {
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

  it('follows the address of a video, without the token', async () => {
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

  it('tells that there is no such file (any more)', async () => {
    const mediaId = platform.addMedia({ type: 'image', bytes })
    platform.advance(3 * 86_400_000 + 1)
    await expect(account().media(mediaId)).rejects.toMatchObject({ code: 'BAD_REQUEST', errcode: 40007 })
    await expect(account().media('')).rejects.toThrow(new TypeError('media: the media id is missing'))
  })

  it('goes on with another token where the first has died', async () => {
    const wx = account()
    await wx.accessToken()
    platform.killToken()
    expect((await wx.media(platform.addMedia({ type: 'image', bytes }))).status).toBe(200)
  })

  it.each([
    ['the address of nothing', { video_url: '' }],
    ['the address of a file of this machine', { video_url: 'file:///etc/passwd' }],
    ['nothing of use', {}],
  ])('tells of %s', async (_name, answer) => {
    platform.fail('/cgi-bin/media/get', answer)
    await expect(account().media('m')).rejects.toMatchObject({ code: 'BAD_ANSWER' })
  })

  it('tells of a video that is not there', async () => {
    platform.fail('/cgi-bin/media/get', { video_url: `${server.origin}/simulator/video/none` })
    await expect(account().media('m')).rejects.toMatchObject({ code: 'BAD_ANSWER' })
  })

  it('lets a file take its time once it has begun', async () => {
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
