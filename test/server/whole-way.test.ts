import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AccountEvent, createAccount, jsApiSignature, signatureHandler } from '../../src/server/index.js'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { type Listening, listen } from '../support/listen.js'

/** From the page's request to handler, account and platform, over real HTTP on both sides. */
const TOKEN = '/cgi-bin/stable_token'
const TICKET = '/cgi-bin/ticket/getticket'
const PAGE = 'http://mp.weixin.qq.com?params=value'
const GIVEN = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg'

let platform: SimulatedPlatform
let api: Listening
let signer: Listening
let told: unknown[]
beforeEach(async () => {
  told = []
  platform = createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, ticket: GIVEN }] })
  // The platform's listener reports scripted failures: ignore them.
  api = await listen(platform.handler, () => {})
  const account = createAccount({
    ...SIMULATED_ACCOUNT,
    hosts: [api.origin],
    onEvent: (event: AccountEvent) => told.push(event),
  })
  signer = await listen(signatureHandler(account, { allow: 'http://mp.weixin.qq.com', cors: true }), error =>
    told.push(error),
  )
})
afterEach(async () => {
  vi.restoreAllMocks()
  await signer.close()
  await api.close()
})

interface Answer {
  status: number
  text: string
  json: Record<string, string>
}

async function ask(more = ''): Promise<Answer> {
  const response = await fetch(`${signer.origin}/wx/signature?url=${encodeURIComponent(PAGE)}${more}`)
  const text = await response.text()
  return { status: response.status, text, json: JSON.parse(text) }
}

/** Verifies like the client: with the tickets that are valid now. */
async function verifies({ json }: Answer): Promise<boolean> {
  const { nonceStr = '', timestamp = '', signature } = json
  const facts = await fetch(`${api.origin}/simulator/tickets?appid=${SIMULATED_ACCOUNT.appId}`)
  const { tickets } = (await facts.json()) as { tickets: string[] }
  return tickets.some(ticket => jsApiSignature({ ticket, nonceStr, timestamp, url: PAGE }) === signature)
}

describe('a page', () => {
  it('gets a signature that the client verifies, made with the ticket of the platform', async () => {
    const answer = await ask()
    const { nonceStr = '', timestamp = '', signature } = answer.json
    expect(signature).toBe(jsApiSignature({ ticket: GIVEN, nonceStr, timestamp, url: PAGE }))
    expect(answer.json.url).toBe(PAGE)
    expect(await verifies(answer)).toBe(true)
  })

  it('shares one token and one ticket request with 49 others on a cold start', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask()))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(50)
    expect(platform.requests).toEqual({ [TOKEN]: 1, [TICKET]: 1 })
  })

  it('whose signature was refused gets a valid one, like all others that report it at the same time', async () => {
    await ask()
    platform.killTicket()
    expect(await verifies(await ask())).toBe(false)
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask('&refused=1')))
    for (const answer of answers) expect(await verifies(answer)).toBe(true)
    expect(platform.requests[TICKET]).toBe(2)
  })
})

describe('a connection', () => {
  it('that is cut is retried', async () => {
    platform.fail(TOKEN, 'cut')
    expect((await ask()).status).toBe(200)
    expect(platform.requests[TOKEN]).toBe(2)
    expect((told as AccountEvent[]).filter(({ type }) => type !== 'refreshed')).toEqual([
      expect.objectContaining({ type: 'retry', error: expect.objectContaining({ code: 'UNREACHABLE' }) }),
    ])
  })

  it('that is slow is shared by all that wait for it', async () => {
    // Reads the request, and leaves the response to the platform.
    platform.fail(TOKEN, async request => {
      expect(await request.json()).toMatchObject({ appid: SIMULATED_ACCOUNT.appId })
      return undefined
    })
    platform.fail(TICKET, async () => {
      await new Promise(resolve => setTimeout(resolve, 100))
      return undefined
    })
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask()))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20)
    expect(platform.requests[TICKET]).toBe(1)
  })
})

it('exposes no secret, token or ticket in responses, events and on the console', async () => {
  const { secret } = SIMULATED_ACCOUNT
  const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map(name =>
    vi.spyOn(console, name).mockImplementation(() => {}),
  )
  const tokens: string[] = []
  const repeats = (errcode: number) => async (request: Request) => {
    const sent = `${request.url} ${await request.text()}`
    tokens.push(new URL(request.url).searchParams.get('access_token') ?? secret)
    return { errcode, errmsg: `invalid: ${sent}` }
  }
  const texts = [(await ask()).text]
  const faults = [40125, 40164, 45009, -1, 12345]
  for (const errcode of faults) {
    await signer.close()
    const account = createAccount({
      ...SIMULATED_ACCOUNT,
      hosts: [api.origin],
      onEvent: event => told.push(event),
    })
    signer = await listen(signatureHandler(account, { allow: 'http://mp.weixin.qq.com' }))
    platform.fail(
      errcode === -1 || errcode === 40164 ? TICKET : TOKEN,
      repeats(errcode),
      errcode === -1 ? 5 : 1,
    )
    const answer = await ask()
    expect(answer.status).toBeGreaterThanOrEqual(429)
    texts.push(answer.text)
    platform.killToken()
  }
  const said = consoles.flatMap(({ mock }) => mock.calls)
  const text = inspect([texts, told, said], { depth: 9, showHidden: true, maxStringLength: null })
  expect(told.length).toBeGreaterThanOrEqual(faults.length)
  expect(tokens).toContain(secret)
  expect(new Set(tokens).size).toBeGreaterThan(1)
  for (const value of [secret, GIVEN, ...tokens]) expect(text).not.toContain(value)
})
