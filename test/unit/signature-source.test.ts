import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HINTS } from '../../src/browser/errors.js'
import { createSignatureSource, type SignatureRequest } from '../../src/browser/session/signature-source.js'
import { signatureHandler } from '../../src/server/index.js'

const LANDING = 'https://a.example/landing'
const PAGE = 'https://a.example/p?x=1&y=中文'
const SIGNATURE = { appId: 'wx1', timestamp: 1414587457, nonceStr: 'n', signature: 's' }
const signal = new AbortController().signal

/** An endpoint that gives these answers, one after the other and the last one for ever. */
function endpoint(...answers: (unknown | Response)[]) {
  const asked: string[] = []
  const fetch = (async (url: string) => {
    const answer = answers[Math.min(asked.push(url), answers.length) - 1]
    return answer instanceof Response ? answer.clone() : Response.json(answer)
  }) as unknown as typeof globalThis.fetch
  return { asked, fetch }
}

const source = (options: Parameters<typeof createSignatureSource>[0], limit = 1000) =>
  createSignatureSource(options, limit, () => LANDING)

describe('an endpoint', () => {
  it.each([
    ['/sign', '/sign?url='],
    ['/sign?v=1', '/sign?v=1&url='],
    ['/sign?', '/sign?url='],
    ['/sign?v=1&', '/sign?v=1&url='],
    ['/sign#x', '/sign?url='],
    [new URL('https://api.example/sign?v=1'), 'https://api.example/sign?v=1&url='],
  ])('%s is asked with the URL, encoded', async (signature, start) => {
    const { asked, fetch } = endpoint(SIGNATURE)
    await source({ signature, fetch }).get(PAGE, signal)
    expect(asked).toEqual([start + encodeURIComponent(PAGE)])
  })

  it.each([
    ['plain', SIGNATURE],
    ['under data', { code: 0, data: SIGNATURE }],
    ['with the time as text', { ...SIGNATURE, timestamp: '1414587457' }],
    ['with the URL echoed', { ...SIGNATURE, url: PAGE }],
  ])('may answer %s', async (_name, answer) => {
    const { fetch } = endpoint(answer)
    const { signature, cached } = await source({ signature: '/sign', fetch }).get(PAGE, signal)
    expect({ ...signature, timestamp: Number(signature.timestamp) }).toEqual(SIGNATURE)
    expect(cached).toBe(false)
  })

  it('is sent what the request option holds', async () => {
    const fetch = vi.fn(async () => Response.json(SIGNATURE))
    const request = { credentials: 'include', headers: { 'x-csrf': '1' } } as const
    await source({ signature: '/sign', request, fetch }).get(PAGE, signal)
    expect(fetch.mock.calls[0]).toEqual([expect.any(String), expect.objectContaining(request)])
  })

  it.each([
    [
      '403 with words',
      Response.json({ error: { message: 'not allowed' } }, { status: 403 }),
      'SIGNATURE_FAILED',
      /HTTP 403 from \/sign.*: not allowed/,
    ],
    ['500 with HTML', new Response('<h1>oops</h1>', { status: 500 }), 'SIGNATURE_FAILED', /HTTP 500/],
    ['200 with HTML', new Response('<!doctype html>'), 'SIGNATURE_MALFORMED', /no JSON.*<!doctype html>/],
    ['an empty body', new Response(''), 'SIGNATURE_MALFORMED', /no JSON/],
    ['null', Response.json(null), 'SIGNATURE_MALFORMED', /no JSON object from \/sign: null$/],
    [
      '{}',
      Response.json({}),
      'SIGNATURE_MALFORMED',
      /missing or malformed: appId, timestamp, nonceStr, signature$/,
    ],
    [
      'all but the signature',
      Response.json({ ...SIGNATURE, signature: undefined }),
      'SIGNATURE_MALFORMED',
      /^missing or malformed: signature$/,
    ],
    [
      'all but the signature, in an envelope that reports success',
      Response.json({ code: 0, message: 'success', data: { ...SIGNATURE, signature: '' } }),
      'SIGNATURE_MALFORMED',
      /^missing or malformed: signature$/,
    ],
    [
      'a time that is no number of seconds',
      Response.json({ ...SIGNATURE, timestamp: '2024-01-01T00:00:00Z' }),
      'SIGNATURE_MALFORMED',
      /^missing or malformed: timestamp$/,
    ],
    [
      'a nonceStr that is no text',
      Response.json({ ...SIGNATURE, nonceStr: {} }),
      'SIGNATURE_MALFORMED',
      /^missing or malformed: nonceStr$/,
    ],
    [
      'a script with the signature in it',
      new Response(`callback(${JSON.stringify({ signature: 'secret-signature' })})`),
      'SIGNATURE_MALFORMED',
      /^no JSON object from \/sign: callback\(\{"signature$/,
    ],
    [
      'noncestr',
      Response.json({ ...SIGNATURE, nonceStr: undefined, noncestr: 'n' }),
      'SIGNATURE_MALFORMED',
      /missing or malformed: nonceStr$/,
    ],
    [
      'timeStamp',
      Response.json({ ...SIGNATURE, timestamp: undefined, timeStamp: 1 }),
      'SIGNATURE_MALFORMED',
      /missing or malformed: timestamp$/,
    ],
    [
      'an error with status 200',
      Response.json({ errcode: 40001, errmsg: 'invalid credential' }),
      'SIGNATURE_MALFORMED',
      /missing.*: invalid credential/,
    ],
    [
      'an HTML-escaped URL',
      Response.json({ ...SIGNATURE, url: PAGE.replace('&', '&amp;') }),
      'SIGNATURE_MALFORMED',
      /& was escaped/,
    ],
    [
      'another URL',
      Response.json({ ...SIGNATURE, url: LANDING }),
      'SIGNATURE_MALFORMED',
      /the endpoint signed .*landing instead of .*p\?x=1/,
    ],
  ])('that answers %s gives a clear error', async (_name, response, code, errMsg) => {
    const { fetch } = endpoint(response)
    await expect(source({ signature: '/sign', fetch }).get(PAGE, signal)).rejects.toMatchObject({
      code,
      errMsg: expect.stringMatching(errMsg),
    })
  })

  it('that cannot be reached gives its cause', async () => {
    const cause = new TypeError('Failed to fetch')
    const fetch = async () => Promise.reject(cause)
    const failing = source({ signature: '/sign', fetch }).get(PAGE, signal)
    await expect(failing).rejects.toMatchObject({ code: 'SIGNATURE_FAILED', cause })
  })

  it('that is signatureHandler says how to allow a page', async () => {
    const account = { signature: async () => Promise.reject(new Error('not asked')) }
    const handler = signatureHandler(account, { allow: ['https://b.example'] })
    const fetch = ((url: string) => handler(new Request(url))) as typeof globalThis.fetch
    const failing = source({ signature: 'https://b.example/sign', fetch }).get(PAGE, signal)
    await expect(failing).rejects.toMatchObject({
      code: 'SIGNATURE_FAILED',
      errMsg: 'HTTP 403 from https://b.example/sign: This server does not sign pages of this url.',
      hint: expect.stringContaining('Add its origin to the allow option of signatureHandler'),
    })
  })

  it.each([
    [403, 'SIGNATURE_FAILED'],
    [200, 'SIGNATURE_MALFORMED'],
  ])('that sends a hint with the status %i has it in the error', async (status, code) => {
    const hint = 'Add its origin to allow of signatureHandler: scheme, host and port must be the same.'
    const error = { code: 'URL_NOT_ALLOWED', message: 'Pages of this url are not signed here.', hint }
    const { fetch } = endpoint(Response.json({ error }, { status }))
    const failing = source({ signature: '/sign', fetch }).get(PAGE, signal)
    await expect(failing).rejects.toMatchObject({
      code,
      hint,
      result: { error },
      message: expect.stringContaining(hint),
    })
  })

  it.each([
    ['no text', { error: { hint: { a: 1 } } }],
    ['empty', { error: { hint: '' } }],
    ['of no object', { error: 'not allowed' }],
  ])('that sends a hint that is %s leaves the code’s own', async (_name, body) => {
    const { fetch } = endpoint(Response.json(body, { status: 500 }))
    const failing = source({ signature: '/sign', fetch }).get(PAGE, signal)
    await expect(failing).rejects.toMatchObject({ hint: HINTS.SIGNATURE_FAILED })
  })

  it('that fails is named without its query, in which a login may have left its code', async () => {
    const failing = [
      Response.json({}, { status: 500 }),
      new Response('<html>'),
      new TypeError('Failed to fetch'),
    ]
    for (const answer of failing) {
      const fetch = async () => (answer instanceof Response ? answer : Promise.reject(answer))
      const asked = source({ signature: '/sign?key=k', fetch }).get(`${PAGE}&code=secret`, signal)
      const { errMsg } = await asked.catch(error => error)
      expect(errMsg).toContain('/sign')
      expect(errMsg).not.toMatch(/secret|key=k/)
    }
  })

  it('that is silent is given up', async () => {
    const fetch = (() => new Promise(() => {})) as unknown as typeof globalThis.fetch
    const silent = source({ signature: '/sign', fetch }, 30).get(PAGE, signal)
    await expect(silent).rejects.toMatchObject({ code: 'SIGNATURE_TIMEOUT' })
  })

  it('sends no more requests once no caller waits', async () => {
    const stop = new AbortController()
    let sent: AbortSignal | undefined
    const fetch = ((_url: string, { signal }: { signal: AbortSignal }) => {
      sent = signal
      return new Promise(() => {})
    }) as unknown as typeof globalThis.fetch
    source({ signature: '/sign', fetch }, 30)
      .get(PAGE, stop.signal)
      .catch(() => {})
    await Promise.resolve()
    stop.abort()
    expect(sent?.aborted).toBe(true)
  })
})

describe('a function', () => {
  it('is given the URL, whether one was refused, and a signal', async () => {
    const sign = vi.fn(async (_request: SignatureRequest) => SIGNATURE)
    const signatures = source({ signature: sign })
    await signatures.get(PAGE, signal)
    signatures.reportRefusal()
    await signatures.get(PAGE, signal)
    await signatures.get(PAGE, signal)
    expect(sign.mock.calls.map(([{ url, refused }]) => [url, refused])).toEqual([
      [PAGE, false],
      [PAGE, true],
      [PAGE, false],
    ])
    expect(sign.mock.calls[0]?.[0].signal).toBeInstanceOf(AbortSignal)
  })

  it('that throws or rejects gives its cause', async () => {
    const cause = new Error('no session')
    const rejecting = source({ signature: async () => Promise.reject(cause) })
    await expect(rejecting.get(PAGE, signal)).rejects.toMatchObject({ code: 'SIGNATURE_FAILED', cause })
    const throwing = source({
      signature: () => {
        throw cause
      },
    })
    await expect(throwing.get(PAGE, signal)).rejects.toMatchObject({ code: 'SIGNATURE_FAILED', cause })
  })
})

it('says that there is no signature option', async () => {
  await expect(source({}).get(PAGE, signal)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
})

describe('what is kept', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const counting = () => {
    const sign = vi.fn(async (_request: SignatureRequest) => ({ ...SIGNATURE }))
    const signatures = source({ signature: sign })
    const use = async (url: string) => {
      const { signature, cached } = await signatures.get(url, signal)
      signatures.keep(url, signature)
      return cached
    }
    return { sign, use, signatures }
  }

  it('is what WeChat took, for half an hour, however often it is used', async () => {
    const { sign, use } = counting()
    await use(PAGE)
    await vi.advanceTimersByTimeAsync(20 * 60_000)
    expect(await use(PAGE)).toBe(true)
    await vi.advanceTimersByTimeAsync(11 * 60_000)
    expect(await use(PAGE)).toBe(false)
    expect(sign).toHaveBeenCalledTimes(2)
  })

  it('is thrown away when it was refused', async () => {
    const { sign, use, signatures } = counting()
    await use(PAGE)
    signatures.forget(PAGE)
    expect(await use(PAGE)).toBe(false)
    expect(sign).toHaveBeenCalledTimes(2)
  })

  it('is of 50 URLs, the oldest gone first', async () => {
    const { use } = counting()
    for (let i = 0; i <= 50; i += 1) await use(`https://a.example/${i}`)
    expect(await use('https://a.example/1')).toBe(true)
    expect(await use('https://a.example/0')).toBe(false)
  })

  it('is as young as its last signature, and not as its URL', async () => {
    const { use, signatures } = counting()
    for (let i = 0; i < 50; i += 1) await use(`https://a.example/${i}`)
    signatures.keep('https://a.example/0', { ...SIGNATURE })
    await use('https://a.example/50')
    expect(await use('https://a.example/0')).toBe(true)
    expect(await use('https://a.example/1')).toBe(false)
  })
})

describe('initialSignature', () => {
  it('serves the landing URL without a request, and nothing else', async () => {
    const { asked, fetch } = endpoint(SIGNATURE)
    const signatures = source({
      signature: '/sign',
      initialSignature: { ...SIGNATURE, nonceStr: 'first' },
      fetch,
    })
    expect((await signatures.get(LANDING, signal)).signature.nonceStr).toBe('first')
    expect(asked).toEqual([])
    expect((await signatures.get(PAGE, signal)).signature.nonceStr).toBe('n')
  })

  it('serves the landing URL whichever page is asked for first, and is not used again once it was refused', async () => {
    const { fetch } = endpoint(SIGNATURE)
    const signatures = source({
      signature: '/sign',
      initialSignature: { ...SIGNATURE, nonceStr: 'first' },
      fetch,
    })
    const nonceFor = async (url: string) => (await signatures.get(url, signal)).signature.nonceStr
    expect([await nonceFor(PAGE), await nonceFor(LANDING)]).toEqual(['n', 'first'])
    signatures.forget(LANDING)
    expect(await nonceFor(LANDING)).toBe('n')
  })

  it('that is none says so', async () => {
    const signatures = source({ initialSignature: { appId: 'wx1' } as never })
    await expect(signatures.get(LANDING, signal)).rejects.toMatchObject({ code: 'SIGNATURE_MALFORMED' })
  })
})
