import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Handler, toNodeListener } from '../../src/server/index.js'
import { type Listening, listen } from '../support/listen.js'

let server: Listening | undefined
afterEach(() => server?.close())

const serve = async (handler: Handler, onError?: (error: unknown) => void) => {
  server = await listen(handler, onError)
  return server.origin
}

describe('toNodeListener', () => {
  it('hands on method, address, headers and body', async () => {
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

  it('hands back status, headers, several cookies and a body in pieces', async () => {
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

  it('does not take a path for a host', async () => {
    const origin = await serve(request => Response.json(new URL(request.url).pathname))
    expect(await (await fetch(`${origin}//evil.example/x`)).json()).toBe('/evil.example/x')
  })

  it('answers a handler that throws or rejects with 500 and no details, and tells onError', async () => {
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

  it('ends the request’s signal when the reader goes away, and tells nobody', async () => {
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

  it('reads the whole address where a router has cut its mount path off, as Express does', async () => {
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

  it('is not put out by a host that is none', async () => {
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

  it('leaves the connection usable where nobody read a large body', async () => {
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

  it('leaves out a body that a parser before it has read', async () => {
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

  it('takes no backslash for the start of a host, and no TRACE', async () => {
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

  it('answers with nothing of a response that could not be sent', async () => {
    const onError = vi.fn(() => {
      throw new Error('of the listener itself')
    })
    const origin = await serve(() => {
      const response = new Response('x', { headers: { 'set-cookie': 'a=1', 'content-length': '1000' } })
      // Somebody else reads it already.
      response.body?.getReader()
      return response
    }, onError)
    const response = await fetch(origin)
    expect([response.status, response.headers.get('set-cookie')]).toEqual([500, null])
    expect(await response.json()).toEqual({ error: { code: 'INTERNAL' } })
    expect(onError).toHaveBeenCalledTimes(1)
  })
})
