import { connect } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Handler, signatureHandler } from '../../src/server/index.js'
import { type Listening, listen } from '../support/listen.js'

/** What is in an answer, and who may read it. */
const SIGNED = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }
const ALLOW = 'https://a.example'

function handling(options: Parameters<typeof signatureHandler>[1]) {
  const signature = vi.fn(async () => SIGNED)
  const handler = signatureHandler({ signature }, options)
  const ask = (url: string, more = '', init?: RequestInit) =>
    handler(new Request(`https://api.example/base/sign?url=${encodeURIComponent(url)}${more}`, init))
  return { signature, ask }
}

describe('an allow-list', () => {
  it.each([
    ['several in one text', 'https://a.example,https://b.example'],
    ['every domain of a kind', 'https://*.com'],
    ['sub-domains of an address', 'https://*.127.0.0.1'],
    ['sub-domains of an IPv6 address', 'https://*.[::1]'],
    ['a backslash', 'https://a.example\\shop'],
    ['a space', 'https://a.example '],
  ])('takes no entry with %s', (_name, entry) => {
    expect(() => handling({ allow: entry })).toThrow(JSON.stringify(entry))
  })

  it.each(['https://*.a.example', 'http://*.localhost:3000', 'https://*.例子.中国'])('takes %s', entry => {
    expect(() => handling({ allow: entry })).not.toThrow()
  })
})

it('an answer cannot end the script that it is put into', async () => {
  const url = 'https://a.example/?</script><script>'
  const response = await handling({ allow: ALLOW }).ask(url)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  const text = await response.text()
  expect(text).not.toContain('<')
  expect(JSON.parse(text)).toEqual({ ...SIGNED, url })
})

it.each([
  ['', false],
  ['&refused=1', true],
  ['&refused=0', false],
  ['&refused=', false],
])('%j reports a refusal: %s', async (more, refused) => {
  const { ask, signature } = handling({ allow: ALLOW })
  await ask('https://a.example/', more)
  expect(signature).toHaveBeenCalledWith('https://a.example/', { refused })
})

describe('cors with a list of its own', () => {
  const readBy = async (origin: string) => {
    const { ask } = handling({ allow: ALLOW, cors: ['https://admin.example', 'https://*.wild.example'] })
    const { headers } = await ask('https://a.example/', '', { headers: { origin } })
    return headers.get('access-control-allow-origin')
  }

  it('lets those read, and not the pages of allow', async () => {
    expect(await readBy('https://admin.example')).toBe('https://admin.example')
    expect(await readBy('https://x.wild.example')).toBe('https://x.wild.example')
    expect(await readBy('https://a.example')).toBeNull()
  })

  it('says which option an entry is wrong in', () => {
    expect(() => handling({ allow: ALLOW, cors: ['*'] })).toThrow(/^cors: "\*"/)
  })
})

describe('over node:http', () => {
  let server: Listening | undefined
  afterEach(() => server?.close())
  const serve = async (handler: Handler, onError?: (error: unknown) => void) => {
    server = await listen(handler, onError)
    return server.origin
  }

  it('the signal does not abort when all has been sent', async () => {
    let signal: AbortSignal | undefined
    const origin = await serve(request => {
      signal = request.signal
      return new Response('x')
    })
    await (await fetch(origin)).text()
    await new Promise(resolve => setTimeout(resolve, 30))
    expect(signal?.aborted).toBe(false)
  })

  it('a host with a name and a password is no error', async () => {
    const onError = vi.fn()
    const { port } = new URL(await serve(request => Response.json(new URL(request.url).search), onError))
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('GET /x?a=1 HTTP/1.1\r\nHost: user:pass@evil.example\r\nConnection: close\r\n\r\n')
    let text = ''
    for await (const piece of socket) text += piece
    expect(text).toContain('HTTP/1.1 200')
    expect(text).toContain('"?a=1"')
    expect(onError).not.toHaveBeenCalled()
  })
})
