import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  afterwards,
  createPlatform,
  delay,
  FAULTS,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { askPlatform } from '../support/ask-platform.js'
import { type Listening, listen } from '../support/listen.js'

/** The faults of the simulated platform, as a caller receives them over real HTTP. */
const STABLE = '/cgi-bin/stable_token'
const BODY = {
  grant_type: 'client_credential',
  appid: SIMULATED_ACCOUNT.appId,
  secret: SIMULATED_ACCOUNT.secret,
}

let platform: SimulatedPlatform
let server: Listening
beforeEach(async () => {
  platform = createPlatform()
  // The listener reports the cut connections of these tests: ignore them.
  server = await listen(platform.handler, () => {})
})
afterEach(() => server.close())

async function read(signal?: AbortSignal): Promise<{ status: number; text: string }> {
  const response = await fetch(server.origin + STABLE, {
    method: 'POST',
    body: JSON.stringify(BODY),
    ...(signal && { signal }),
  })
  return { status: response.status, text: await response.text() }
}
const errcode = async () => (JSON.parse((await read()).text) as { errcode?: number }).errcode ?? 'ok'

it('faults apply in order, `times` times each, and every request is counted', async () => {
  platform.fail(STABLE, { errcode: -1 }, 2)
  platform.fail(STABLE, new Response('{"errcode":7}', { status: 500 }), 2)
  const answers = []
  for (let i = 0; i < 6; i += 1) answers.push(await errcode())
  expect(answers).toEqual([-1, -1, 7, 7, 'ok', 'ok'])
  expect(platform.requests).toEqual({ [STABLE]: 6 })
})

it('an endless fault applies until heal()', async () => {
  platform.fail(STABLE, FAULTS.busy, Infinity)
  platform.fail('/cgi-bin/token', FAULTS.busy)
  for (let i = 0; i < 30; i += 1) expect(await errcode()).toBe(-1)
  platform.heal(STABLE)
  expect(await errcode()).toBe('ok')
  platform.heal()
  expect((await askPlatform(platform, '/cgi-bin/token', BODY)).answer).toHaveProperty('access_token')
  expect(() => platform.fail(STABLE, FAULTS.busy, 0)).toThrow(TypeError)
})

it('an endless fault applies after all others', async () => {
  platform.fail(STABLE, { errcode: 1 }, Infinity)
  platform.fail(STABLE, { errcode: 2 })
  platform.fail(STABLE, { errcode: 3 })
  expect([await errcode(), await errcode(), await errcode(), await errcode()]).toEqual([2, 3, 1, 1])
})

describe('FAULTS', () => {
  it.each([
    ['html', 502, /^<html>/],
    ['unavailable', 503, /^$/],
    ['busy', 200, /^\{"errcode":-1,"errmsg":"system error"\}$/],
    ['spent', 200, /^\{"errcode":-1,"errmsg":"system error"\}$/],
    ['cutJson', 200, /^\{"access_token":"[\w-]+$/],
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is sent
    ['controlCharacters', 200, /^\{"access_token":"\u0014[\w-]{136}","expires_in":7200\}$/],
  ] as const)('%s', async (name, status, text) => {
    platform.fail(STABLE, FAULTS[name])
    const answer = await read()
    expect(answer.status).toBe(status)
    expect(answer.text).toMatch(text)
    expect(await errcode()).toBe('ok')
  })

  it.each(['cut', 'lost'] as const)('%s closes the connection', async name => {
    platform.fail(STABLE, FAULTS[name])
    await expect(read()).rejects.toThrow('terminated')
    expect(await errcode()).toBe('ok')
  })

  it('silence never responds', async () => {
    platform.fail(STABLE, FAULTS.silence)
    await expect(read(AbortSignal.timeout(50))).rejects.toThrow(/timeout/)
    expect(await errcode()).toBe('ok')
  })

  it.each([
    ['busy', 0],
    ['html', 0],
    ['cut', 0],
    ['lost', 1],
    ['spent', 1],
    ['cutJson', 1],
    ['controlCharacters', 1],
  ] as const)('after %s, the platform has issued %i tokens', async (name, made) => {
    platform.fail(STABLE, FAULTS[name])
    await read().catch(() => {})
    expect(platform.issued.stable_token).toBe(made)
  })
})

describe('a fault that is a function', () => {
  it('can read the request and return undefined for the platform’s own response', async () => {
    const seen: unknown[] = []
    platform.fail(STABLE, async request => {
      seen.push(await request.json())
      return undefined
    })
    expect(await errcode()).toBe('ok')
    expect(seen).toEqual([BODY])
    expect(platform.log[0]).not.toHaveProperty('failed')
  })

  it('can read the platform’s own response, and the request is processed once', async () => {
    const seen: unknown[] = []
    platform.fail(STABLE, async (_request, answer) => {
      seen.push(await (await answer()).json(), await (await answer()).json())
      return undefined
    })
    expect(JSON.parse((await read()).text)).toEqual(seen[0])
    expect(seen[1]).toEqual(seen[0])
    expect(platform.log).toHaveLength(1)
    expect(platform.issued.stable_token).toBe(1)
  })

  it('can be combined with others', async () => {
    platform.fail(STABLE, delay(1, afterwards(FAULTS.html)))
    expect((await read()).status).toBe(502)
    expect(platform.issued.stable_token).toBe(1)
  })

  it('can apply after the request was processed', async () => {
    platform.fail(STABLE, afterwards(new Response('late', { status: 504 })))
    expect(await read()).toEqual({ status: 504, text: 'late' })
    expect(platform.issued.stable_token).toBe(1)
  })
})

describe('latency', () => {
  const settled = vi.fn()
  const ask = (path: string) =>
    platform.handler(new Request(`https://api.example${path}`)).then(({ status }) => settled(path, status))
  beforeEach(() => {
    settled.mockClear()
    vi.useFakeTimers({ toFake: ['setTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('delay() delays one path, before the response or before a fault', async () => {
    platform.fail('/simulator/tickets', delay(150))
    platform.fail('/cgi-bin/token', delay(150, new Response(null, { status: 500 })))
    const asked = ['/simulator/tickets', '/cgi-bin/token', '/other'].map(ask)
    await vi.advanceTimersByTimeAsync(149)
    expect(settled.mock.calls).toEqual([['/other', 404]])
    await vi.advanceTimersByTimeAsync(1)
    await Promise.all(asked)
    expect(settled.mock.calls.slice(1)).toEqual([
      ['/simulator/tickets', 200],
      ['/cgi-bin/token', 500],
    ])
  })

  it('platform.latency delays every path, until it is changed', async () => {
    platform.latency = 150
    const slow = ask('/simulator/tickets')
    platform.latency = 0
    await ask('/other')
    await vi.advanceTimersByTimeAsync(149)
    expect(settled.mock.calls).toEqual([['/other', 404]])
    await vi.advanceTimersByTimeAsync(1)
    await slow
    expect(settled).toHaveBeenLastCalledWith('/simulator/tickets', 200)
  })
})
