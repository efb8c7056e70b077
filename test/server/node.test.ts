import { Agent, createServer, IncomingMessage, request, ServerResponse } from 'node:http'
import { connect, createServer as createHttp2Server } from 'node:http2'
import { type AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Handler, PlatformError, signatureHandler, toNodeListener } from '../../src/server/index.js'
import { type Listening, listen } from '../support/listen.js'

let server: Listening | undefined
afterEach(() => server?.close())

const serve = async (handler: Handler, onError?: (error: unknown) => void) => {
  server = await listen(handler, onError)
  return server.origin
}

describe('toNodeListener', () => {
  it('passes on method, URL, headers and body', async () => {
    const origin = await serve(async request => {
      const { pathname, search } = new URL(request.url)
      const body = await request.text()
      return Response.json([request.method, pathname, search, request.headers.get('x-one'), body])
    })
    const response = await fetch(`${origin}/a%20b?x=1&x=2`, {
      method: 'POST',
      headers: { 'x-one': '1' },
      body: '中文',
    })
    expect(await response.json()).toEqual(['POST', '/a%20b', '?x=1&x=2', '1', '中文'])
  })

  it('sends status, headers, several cookies and a body in chunks', async () => {
    const origin = await serve(() => {
      const headers = new Headers({ 'x-one': '1' })
      headers.append('set-cookie', 'a=1; Path=/')
      headers.append('set-cookie', 'b=2, c; Path=/')
      const body = new ReadableStream({
        async start(controller) {
          for (const piece of ['one ', 'two ', 'three']) {
            controller.enqueue(new TextEncoder().encode(piece))
            await new Promise(resolve => setTimeout(resolve, 5))
          }
          controller.close()
        },
      })
      return new Response(body, { status: 201, headers })
    })
    const response = await fetch(origin)
    expect([response.status, response.headers.get('x-one')]).toEqual([201, '1'])
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2, c; Path=/'])
    expect(await response.text()).toBe('one two three')
  })

  it('does not read a path as a host', async () => {
    const origin = await serve(request => Response.json(new URL(request.url).pathname))
    expect(await (await fetch(`${origin}//evil.example/x`)).json()).toBe('/evil.example/x')
  })

  it('responds with 500 without details if the handler throws or rejects, and calls onError', async () => {
    for (const handler of [
      () => {
        throw new Error('secret words')
      },
      () => Promise.reject(new Error('secret words')),
    ]) {
      const onError = vi.fn()
      const origin = await serve(handler, onError)
      const response = await fetch(origin)
      expect(response.status).toBe(500)
      expect(await response.text()).toBe('{"error":{"code":"INTERNAL"}}')
      expect(onError).toHaveBeenCalledTimes(1)
      await server?.close()
    }
  })

  it('aborts the request’s signal when the client disconnects, without calling onError', async () => {
    const onError = vi.fn()
    let aborted = false
    let begun = () => {}
    const waiting = new Promise<void>(resolve => {
      begun = resolve
    })
    const origin = await serve(async request => {
      request.signal.addEventListener('abort', () => {
        aborted = true
      })
      begun()
      await new Promise(resolve => request.signal.addEventListener('abort', resolve))
      throw request.signal.reason
    }, onError)
    const stop = new AbortController()
    const asking = fetch(origin, { signal: stop.signal }).catch(() => {})
    await waiting
    stop.abort()
    await asking
    await vi.waitFor(() => expect(aborted).toBe(true))
    expect(onError).not.toHaveBeenCalled()
  })

  it('reads the original URL if a router, such as Express, has removed its mount path', async () => {
    const listener = toNodeListener(request => Response.json(new URL(request.url).pathname))
    const mounted = createServer((request, response) => {
      Object.assign(request, { originalUrl: request.url, url: '/signature' })
      return listener(request, response)
    })
    await new Promise<void>(resolve => mounted.listen(0, '127.0.0.1', resolve))
    const { port } = mounted.address() as AddressInfo
    expect(await (await fetch(`http://127.0.0.1:${port}/wx/signature`)).json()).toBe('/wx/signature')
    await new Promise(resolve => mounted.close(resolve))
  })

  it('works with an invalid host header', async () => {
    const listener = toNodeListener(request => Response.json(new URL(request.url).search))
    const plain = createServer((request, response) => {
      request.headers.host = 'a b:c'
      return listener(request, response)
    })
    await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve))
    const { port } = plain.address() as AddressInfo
    expect(await (await fetch(`http://127.0.0.1:${port}/?x=1`)).json()).toBe('?x=1')
    await new Promise(resolve => plain.close(resolve))
  })

  it('keeps the connection usable if nobody reads a large body', async () => {
    const origin = await serve(() => new Response('no', { status: 405 }))
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = (method: string, body?: Buffer) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = request(origin, { method, agent }, response => {
          response.resume().on('end', () => resolve(response.statusCode))
        })
        sent.on('error', reject)
        sent.end(body)
      })
    expect(await ask('POST', Buffer.alloc(4_000_000))).toBe(405)
    expect(await ask('GET')).toBe(405)
    agent.destroy()
  })

  it('passes on an empty body if a body parser has read it', async () => {
    const listener = toNodeListener(async request => Response.json([request.method, await request.text()]))
    const plain = createServer(async (request, response) => {
      for await (const _chunk of request);
      return listener(request, response)
    })
    await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve))
    const { port } = plain.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{"a":1}' })
    expect(await response.json()).toEqual(['POST', ''])
    await new Promise(resolve => plain.close(resolve))
  })

  it('does not read a backslash as the start of a host, and responds to TRACE with 501', async () => {
    const onError = vi.fn()
    const origin = await serve(request => Response.json(new URL(request.url).pathname), onError)
    const ask = (method: string, path: string) =>
      new Promise<[number | undefined, string]>((resolve, reject) => {
        const sent = request(origin, { method, path }, async response => {
          resolve([response.statusCode, await text(response)])
        })
        sent.on('error', reject)
        sent.end()
      })
    expect(await ask('GET', '/\\evil.example/x')).toEqual([200, '"/evil.example/x"'])
    expect(await ask('TRACE', '/')).toEqual([501, ''])
    expect(onError).not.toHaveBeenCalled()
  })

  it('does not reject for a TRACE whose response other code has started', async () => {
    const onError = vi.fn()
    const listener = toNodeListener(() => new Response('x'), onError)
    const response = new ServerResponse(new IncomingMessage(new Socket()))
    response.writeHead(200).flushHeaders()
    await listener(Object.assign(response.req, { method: 'TRACE' }), response)
    expect(onError).toHaveBeenCalledTimes(1)
    expect(response.destroyed).toBe(true)
  })

  it('sends no header of a response that cannot be sent', async () => {
    const onError = vi.fn(() => {
      throw new Error('of the listener itself')
    })
    const origin = await serve(() => {
      const response = new Response('x', { headers: { 'set-cookie': 'a=1', 'content-length': '1000' } })
      // Other code reads it already.
      response.body?.getReader()
      return response
    }, onError)
    const response = await fetch(origin)
    expect([response.status, response.headers.get('set-cookie')]).toEqual([500, null])
    expect(await response.json()).toEqual({ error: { code: 'INTERNAL' } })
    expect(onError).toHaveBeenCalledTimes(1)
  })
})

/** The response as it was sent, without its date. */
async function answerOf(origin: string, path: string, options: object = {}) {
  return new Promise<object>((resolve, reject) => {
    const sent = request(origin, { ...options, path, agent: false }, async response => {
      const { date: _date, ...headers } = response.headers
      resolve({ status: response.statusCode, headers, body: await text(response) })
    })
    sent.on('error', reject)
    sent.end()
  })
}

describe('a response', () => {
  const stream = (...pieces: (string | Error)[]) =>
    new ReadableStream({
      async start(controller) {
        for (const piece of pieces) {
          if (piece instanceof Error) return controller.error(piece)
          controller.enqueue(new TextEncoder().encode(piece))
          await new Promise(resolve => setTimeout(resolve, 5))
        }
        controller.close()
      },
    })

  it.each([
    ['a text', () => new Response('中文'), { 'content-length': '6' }, '中文'],
    ['an empty text', () => new Response(''), { 'content-length': '0' }, ''],
    ['bytes', () => new Response(new Uint8Array([65, 66])), { 'content-length': '2' }, 'AB'],
    ['a stream', () => new Response(stream('a', 'b')), { 'transfer-encoding': 'chunked' }, 'ab'],
    ['nothing', () => new Response(null), { 'content-length': '0' }, ''],
    ['a redirect', () => new Response(null, { status: 302 }), { 'content-length': '0' }, ''],
    ['no content', () => new Response(null, { status: 204 }), {}, ''],
    ['not modified', () => new Response(null, { status: 304 }), {}, ''],
  ])('that is %s has a content-length if the length is known', async (_name, answer, framing, body) => {
    const origin = await serve(answer)
    expect(await answerOf(origin, '/')).toMatchObject({ body })
    const { headers } = (await answerOf(origin, '/')) as { headers: Record<string, string> }
    const { 'content-type': _type, connection: _connection, ...others } = headers
    expect(others).toEqual(framing)
  })

  it('to HEAD has no body, and its stream is cancelled', async () => {
    const cancel = vi.fn(() => Promise.reject(new Error('of the stream itself')))
    const pull = vi.fn()
    const headers = { 'content-length': '1000', 'content-type': 'text/plain' }
    const origin = await serve(
      () => new Response(new ReadableStream({ pull, cancel }, { highWaterMark: 0 }), { headers }),
    )
    const head = await answerOf(origin, '/', { method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, headers, body: '' })
    expect(cancel).toHaveBeenCalledTimes(1)
    expect(pull).not.toHaveBeenCalled()
  })

  it('is cut off if its stream fails, at the first chunk or later', async () => {
    const onError = vi.fn()
    const early = await serve(() => new Response(stream(new Error('early'))), onError)
    await expect(answerOf(early, '/')).rejects.toThrow('socket hang up')
    await server?.close()
    const late = await serve(() => new Response(stream('a', 'b', new Error('late'))), onError)
    await expect(fetch(late).then(response => response.text())).rejects.toThrow('terminated')
    expect(onError.mock.calls.flat().map(String)).toEqual(['Error: early', 'Error: late'])
  })

  it('whose body was read before is a 500, not an empty body', async () => {
    const onError = vi.fn()
    const origin = await serve(async () => {
      const response = new Response('x')
      await response.text()
      return response
    }, onError)
    expect(await answerOf(origin, '/')).toMatchObject({ status: 500 })
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ name: 'TypeError' }))
  })

  it('sends its headers before the first chunk, as server-sent events need', async () => {
    let end = () => {}
    const silent = new ReadableStream({
      start(controller) {
        end = () => controller.close()
      },
    })
    const origin = await serve(() => new Response(silent))
    const response = await fetch(origin)
    expect(response.status).toBe(200)
    end()
    expect(await response.text()).toBe('')
  })

  it('cancels its stream when the client disconnects', async () => {
    const onError = vi.fn()
    const cancel = vi.fn()
    const origin = await serve(() => new Response(new ReadableStream({ cancel })), onError)
    const stop = new AbortController()
    await fetch(origin, { signal: stop.signal })
    stop.abort()
    await vi.waitFor(() => expect(cancel).toHaveBeenCalledTimes(1))
    expect(onError).not.toHaveBeenCalled()
  })
})

describe('with middleware', () => {
  const signing = signatureHandler(
    { signature: async () => ({ appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }) },
    { allow: 'https://a.example', cors: true },
  )
  const others: Handler = () => {
    const headers = new Headers({ vary: 'origin', 'x-own': '1' })
    headers.append('set-cookie', 'b=2')
    headers.append('set-cookie', 'c=3')
    return new Response('x', { headers })
  }
  const failing: Handler = async () => {
    throw new Error('x')
  }

  it.each([
    ['of a signature', signing, 200, ['a=1'], 'Accept-Encoding, origin'],
    ['of another handler', others, 200, ['a=1', 'b=2', 'c=3'], 'Accept-Encoding, origin'],
    ['of a handler that throws', failing, 500, ['a=1'], 'Accept-Encoding'],
  ])(
    'the response %s keeps the headers that the middleware has set',
    async (_name, handler, status, cookies, vary) => {
      const listener = toNodeListener(handler, () => {})
      const plain = createServer((request, response) => {
        response.setHeader('x-frame-options', 'DENY')
        response.setHeader('vary', 'Accept-Encoding')
        response.setHeader('set-cookie', ['a=1'])
        return listener(request, response)
      })
      await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve))
      const { port } = plain.address() as AddressInfo
      const answer = await answerOf(`http://127.0.0.1:${port}`, '/?url=https%3A%2F%2Fa.example')
      expect(answer).toMatchObject({
        status,
        headers: { vary, 'set-cookie': cookies, 'x-frame-options': 'DENY' },
      })
      await new Promise(resolve => plain.close(resolve))
    },
  )

  it.each([
    ['a signature', signing],
    ['the response of another handler', others],
    ['an error', failing],
  ])('that has responded meanwhile, %s is dropped', async (_name, handler) => {
    const onError = vi.fn()
    const listener = toNodeListener(handler, onError)
    const late = 'late'.repeat(2_000_000)
    const plain = createServer(async (request, response) => {
      const answering = listener(request, response)
      // More than the socket buffers.
      response.writeHead(503).end(late)
      await answering
    })
    await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve))
    const { port } = plain.address() as AddressInfo
    expect(await answerOf(`http://127.0.0.1:${port}`, '/')).toMatchObject({ status: 503, body: late })
    expect(onError).toHaveBeenCalledTimes(handler === failing ? 1 : 0)
    await new Promise(resolve => plain.close(resolve))
  })
})

describe('HTTP/2', () => {
  async function ask(handler: Handler, headers: Record<string, string>) {
    const listener = toNodeListener(handler)
    // The requests and responses of HTTP/2 have the same interface, but other types.
    const h2 = createHttp2Server((...args) => void Reflect.apply(listener, undefined, args))
    await new Promise<void>(resolve => h2.listen(0, '127.0.0.1', resolve))
    const client = connect(`http://127.0.0.1:${(h2.address() as AddressInfo).port}`)
    const stream = client.request({ ':authority': 'www.example.com', ...headers })
    const answered = new Promise<Record<string, unknown>>(resolve => stream.on('response', resolve))
    const body = await text(stream)
    const { ':status': status, 'content-length': length } = await answered
    client.close()
    await new Promise(resolve => h2.close(resolve))
    return { status, length, body }
  }

  it('passes the :authority on as the host', async () => {
    const handler: Handler = request => new Response(request.url)
    const body = 'http://www.example.com/p?x=1'
    expect(await ask(handler, { ':path': '/p?x=1' })).toMatchObject({ status: 200, body })
    expect(await ask(handler, { ':path': '/p?x=1', ':method': 'HEAD' })).toMatchObject({
      status: 200,
      body: '',
    })
  })

  it('serves signatures', async () => {
    const signature = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }
    const handler = signatureHandler({ signature: async () => signature }, { allow: 'https://a.example' })
    const path = { ':path': '/?url=https%3A%2F%2Fa.example' }
    const { status, length, body } = await ask(handler, path)
    expect([status, length]).toEqual([200, String(body.length)])
    expect(JSON.parse(body)).toEqual({ ...signature, url: 'https://a.example' })
    expect(await ask(handler, { ...path, ':method': 'HEAD' })).toEqual({ status, length, body: '' })
  })
})

describe('the signature handler responds alike with and without Request and Response', () => {
  const handler = signatureHandler(
    {
      async signature(url, { refused } = {}) {
        if (url.endsWith('/busy')) throw new PlatformError('BUSY', { errmsg: 'x' })
        if (url.endsWith('/mistake')) throw new TypeError('x')
        return { appId: 'wx1', timestamp: 1, nonceStr: `${refused}`, signature: 's' }
      },
    },
    { allow: ['https://a.example', 'https://*.b.example/中'], cors: true, jsApiList: ['scanQRCode'] },
  )
  const page = encodeURIComponent('https://a.example/p?q=中<&r=1#x')
  const origin = { headers: { origin: 'https://a.example' } }

  it.each<[string, object?]>([
    [`/?url=${page}`],
    [`/sign?url=${page}&refused=1`],
    [`//evil.example/?url=${page}`],
    // Some clients send it.
    [`/?url=${page}&refused=1#x`],
    ['/#?url=https://a.example'],
    [`/?url=${page}&url=${page}`],
    [`/?url=${page.replaceAll('%', '%25')}`],
    ['/?url=https://a.example/?a=1+2'],
    ['/?url=https://a.example/\'"|^`{}[]'],
    ['/?url=https%3A%2F%2Fx.b.example%2F%E4%B8%AD%2Fx'],
    ['/?url=%FF'],
    ['/?url=%'],
    ['/?url=https://a.example/busy', origin],
    ['/?url=https://a.example/mistake', origin],
    ['/?url=https://evil.example/', origin],
    [`/?url=https://a.example/${'a'.repeat(9000)}`, origin],
    ['/'],
    ['/?'],
    ['/?URL=https://a.example'],
    [`/?url=${page}`, origin],
    [`/?url=${page}`, { headers: { origin: 'https://evil.example' } }],
    [`/?url=${page}`, { headers: { origin: ['https://a.example', 'https://a.example'] } }],
    [`/?url=${page}`, { method: 'HEAD', ...origin }],
    ['/', { method: 'HEAD' }],
    ['/', { method: 'OPTIONS', ...origin }],
    ['/', { method: 'OPTIONS', headers: { ...origin.headers, 'access-control-request-headers': 'a, B' } }],
    ['/', { method: 'POST', headers: { 'content-length': '0' } }],
    ['/', { method: 'PURGE' }],
    ['/', { method: 'TRACE' }],
    [`/?url=${page}`, { headers: { host: 'a b:c' } }],
    [`/?url=${page}`, { headers: { cookie: 'a=1', 'accept-encoding': 'gzip' } }],
  ])('%.60s %j', async (path, options) => {
    const quiet = () => {}
    const origin = await serve(handler, quiet)
    const web = await listen(request => handler(request), quiet)
    const [without, with_] = await Promise.all([
      answerOf(origin, path, options),
      answerOf(web.origin, path, options),
    ])
    await web.close()
    expect(without).toEqual(with_)
  })
})
