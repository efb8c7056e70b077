import { inspect } from 'node:util'
import { beforeAll, expect, it, vi } from 'vitest'
import {
  type AccountOptions,
  createAccount,
  memoryStore,
  PlatformError,
  type Store,
  signatureHandler,
} from '../../src/server/index.js'
import {
  afterwards,
  createPlatform,
  delay,
  FAULTS,
  type Fault,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { listen } from '../support/listen.js'

/**
 * What may go wrong between an account, its store and WeChat, and what somebody gets who wants a signature: it, or an
 * error with this code. All of them at once, over real HTTP; some take as long as a silent host is waited for.
 */
const TOKEN = '/cgi-bin/stable_token'
const TICKET = '/cgi-bin/ticket/getticket'
const PAGE = 'https://www.example.com/'
const { secret } = SIMULATED_ACCOUNT

interface Row {
  what: string
  /** On this path, so many times. */
  on?: string
  fault?: Fault
  times?: number
  /** Has a signature been made before, with what holds? */
  warm?: boolean
  /** Is a host silent? Then the time for one request is the library's, and else one that no busy machine reaches. */
  silent?: boolean
  options?: (origin: string) => Partial<AccountOptions>
  gets: string
  /** How often token and ticket were asked for. */
  asked: [number, number]
}

const says = (errcode: number, errmsg = 'in WeChat’s words'): Fault => ({ errcode, errmsg })
/** A proxy that shows what it was sent. */
const echo = (answer: (text: string) => Response): Fault => {
  return async request =>
    answer(`${request.url} ${JSON.stringify([...request.headers])} ${await request.text()}`)
}
const always = Infinity
const failing = (part: Partial<Store>) => () => ({ store: { ...memoryStore(), ...part } })
const broken = async () => {
  throw Object.assign(new Error(`ERR SET ${secret}`), { code: 'EREDIS' })
}

const ROWS: readonly Row[] = [
  // The token.
  { what: 'busy, once', on: TOKEN, fault: FAULTS.busy, gets: 'signed', asked: [2, 1] },
  { what: 'busy (-1000), once', on: TOKEN, fault: says(-1000), gets: 'signed', asked: [2, 1] },
  { what: 'busy, for good', on: TOKEN, fault: FAULTS.busy, times: always, gets: 'BUSY', asked: [5, 0] },
  { what: '503, once', on: TOKEN, fault: FAULTS.unavailable, gets: 'signed', asked: [2, 1] },
  {
    what: '502 with a page, for good',
    on: TOKEN,
    fault: FAULTS.html,
    times: always,
    gets: 'BUSY',
    asked: [5, 0],
  },
  {
    what: 'a page with status 200, once',
    on: TOKEN,
    fault: new Response('<html>'),
    gets: 'signed',
    asked: [2, 1],
  },
  {
    what: 'a page that repeats all, for good',
    on: TOKEN,
    fault: echo(text => new Response(text)),
    times: always,
    gets: 'BAD_ANSWER',
    asked: [2, 0],
  },
  {
    what: 'nothing at all',
    on: TOKEN,
    fault: new Response(''),
    times: always,
    gets: 'BAD_ANSWER',
    asked: [2, 0],
  },
  { what: 'JSON that is no object', on: TOKEN, fault: new Response('"ok"'), gets: 'signed', asked: [2, 1] },
  { what: 'half of the answer, once', on: TOKEN, fault: FAULTS.cutJson, gets: 'signed', asked: [2, 1] },
  { what: 'the connection cut, once', on: TOKEN, fault: FAULTS.cut, gets: 'signed', asked: [2, 1] },
  {
    what: 'the connection cut, for good',
    on: TOKEN,
    fault: FAULTS.cut,
    times: always,
    gets: 'UNREACHABLE',
    asked: [2, 0],
  },
  { what: 'the answer lost, once', on: TOKEN, fault: FAULTS.lost, gets: 'signed', asked: [2, 1] },
  {
    what: 'silence, once, and a second host',
    silent: true,
    on: TOKEN,
    fault: FAULTS.silence,
    options: origin => ({ hosts: [origin, origin] }),
    gets: 'signed',
    asked: [2, 1],
  },
  {
    what: 'silence, for good',
    silent: true,
    on: TOKEN,
    fault: FAULTS.silence,
    times: always,
    gets: 'TIMEOUT',
    asked: [1, 0],
  },
  { what: 'one that takes its time', on: TOKEN, fault: delay(500), gets: 'signed', asked: [1, 1] },
  {
    what: 'a redirect',
    on: TOKEN,
    fault: new Response(null, { status: 302, headers: { location: 'http://127.0.0.1:9/' } }),
    times: always,
    gets: 'BAD_ANSWER',
    asked: [2, 0],
  },
  {
    what: 'a redirect with a token of its own',
    on: TOKEN,
    fault: Response.json(
      { access_token: 'somebody-elses', expires_in: 7200 },
      { status: 302, headers: { location: 'http://127.0.0.1:9/' } },
    ),
    times: always,
    gets: 'BAD_ANSWER',
    asked: [2, 0],
  },
  { what: 'a wrong secret', on: TOKEN, fault: says(40125), gets: 'CREDENTIALS_REFUSED', asked: [1, 0] },
  {
    what: 'a wrong secret, which comes back',
    on: TOKEN,
    fault: echo(text => Response.json({ errcode: 40125, errmsg: text })),
    gets: 'CREDENTIALS_REFUSED',
    asked: [1, 0],
  },
  { what: 'a wrong appId', on: TOKEN, fault: says(40013), gets: 'CREDENTIALS_REFUSED', asked: [1, 0] },
  { what: 'a frozen secret', on: TOKEN, fault: says(40243), gets: 'CREDENTIALS_REFUSED', asked: [1, 0] },
  { what: 'no appId', on: TOKEN, fault: says(41002), gets: 'CREDENTIALS_REFUSED', asked: [1, 0] },
  { what: 'no secret', on: TOKEN, fault: says(41004), gets: 'CREDENTIALS_REFUSED', asked: [1, 0] },
  { what: '40001 for the secret', on: TOKEN, fault: says(40001), gets: 'CREDENTIALS_REFUSED', asked: [1, 0] },
  {
    what: 'an administrator who has to agree',
    on: TOKEN,
    fault: says(89503),
    gets: 'CREDENTIALS_REFUSED',
    asked: [1, 0],
  },
  {
    what: 'an address that is not on the list',
    on: TOKEN,
    fault: says(40164, 'invalid ip 203.0.113.9'),
    gets: 'IP_NOT_LISTED',
    asked: [1, 0],
  },
  { what: 'too often this minute', on: TOKEN, fault: says(45011), gets: 'RATE_LIMITED', asked: [1, 0] },
  { what: 'too often today', on: TOKEN, fault: says(45009), gets: 'QUOTA_SPENT', asked: [1, 0] },
  { what: 'what nobody knows', on: TOKEN, fault: says(99999), gets: 'BAD_REQUEST', asked: [1, 0] },
  {
    what: 'an answer without a token',
    on: TOKEN,
    fault: { expires_in: 7200 },
    gets: 'BAD_ANSWER',
    asked: [1, 0],
  },
  {
    what: 'an empty token',
    on: TOKEN,
    fault: { access_token: '', expires_in: 7200 },
    gets: 'BAD_ANSWER',
    asked: [1, 0],
  },
  // The ticket.
  { what: 'a dead token (40001)', on: TICKET, fault: says(40001), gets: 'signed', asked: [3, 2] },
  { what: 'a dead token (40014)', on: TICKET, fault: says(40014), gets: 'signed', asked: [3, 2] },
  { what: 'a dead token (42001)', on: TICKET, fault: says(42001), gets: 'signed', asked: [3, 2] },
  {
    what: 'tokens that are dead, all of them',
    on: TICKET,
    fault: says(40001),
    times: always,
    gets: 'TOKEN_REFUSED',
    asked: [3, 2],
  },
  {
    what: 'a token refused by who repeats it',
    on: TICKET,
    fault: echo(text => Response.json({ errcode: 42001, errmsg: text })),
    times: always,
    gets: 'TOKEN_REFUSED',
    asked: [3, 2],
  },
  {
    what: 'an API that the account lacks',
    on: TICKET,
    fault: says(48001),
    gets: 'NOT_PERMITTED',
    asked: [1, 1],
  },
  { what: 'busy after the ticket was made', on: TICKET, fault: FAULTS.spent, gets: 'signed', asked: [1, 2] },
  {
    what: 'a page for a ticket, for good',
    on: TICKET,
    fault: echo(text => new Response(text)),
    times: always,
    gets: 'BAD_ANSWER',
    asked: [1, 2],
  },
  {
    what: 'an answer without a ticket',
    on: TICKET,
    fault: { errcode: 0, errmsg: 'ok', expires_in: 7200 },
    gets: 'BAD_ANSWER',
    asked: [1, 1],
  },
  {
    what: 'too often today, with a ticket that holds',
    on: TICKET,
    fault: says(45009),
    times: always,
    warm: true,
    gets: 'signed',
    asked: [1, 2],
  },
  {
    what: 'silence, with a ticket that holds',
    silent: true,
    on: TICKET,
    fault: FAULTS.silence,
    times: always,
    warm: true,
    gets: 'signed',
    asked: [1, 2],
  },
  {
    what: 'a secret that was changed, with a ticket that holds',
    on: TOKEN,
    fault: afterwards(says(40125)),
    times: always,
    warm: true,
    gets: 'signed',
    asked: [1, 2],
  },
  // What lies between.
  {
    what: 'a host that is down, and a second one',
    options: origin => ({ hosts: ['http://127.0.0.1:9', origin] }),
    gets: 'signed',
    asked: [1, 1],
  },
  {
    what: 'a name that is none',
    options: () => ({ hosts: ['http://nowhere.invalid'] }),
    gets: 'UNREACHABLE',
    asked: [0, 0],
  },
  {
    what: 'a host that speaks no TLS',
    options: origin => ({ hosts: [origin.replace('http:', 'https:')] }),
    gets: 'UNREACHABLE',
    asked: [0, 0],
  },
  {
    what: 'a fetch that tells all it knows',
    options: () => ({ fetch: tellsAll }),
    gets: 'UNREACHABLE',
    asked: [0, 0],
  },
  {
    what: 'a fetch that throws at once',
    options: () => ({ fetch: throwsAtOnce }),
    gets: 'UNREACHABLE',
    asked: [0, 0],
  },
  // The store.
  { what: 'a store that cannot be read', options: failing({ get: broken }), gets: 'signed', asked: [1, 1] },
  { what: 'a store that takes nothing', options: failing({ set: broken }), gets: 'signed', asked: [1, 1] },
  { what: 'a store without locks', options: failing({ add: broken }), gets: 'signed', asked: [1, 1] },
  {
    what: 'a store that unlocks nothing',
    options: failing({ delete: broken }),
    gets: 'signed',
    asked: [1, 1],
  },
  {
    what: 'a store that never answers',
    options: failing({ get: () => new Promise(() => {}) }),
    gets: 'signed',
    asked: [1, 1],
  },
  {
    what: 'a store that gives what it likes',
    options: failing({ get: async () => ({ value: 7, ttl: 'x' }) as never }),
    gets: 'signed',
    asked: [1, 1],
  },
  {
    what: 'a lock that somebody holds for ever',
    options: () => ({ ...failing({ add: async () => false })(), timeouts: { call: 10_000 } }),
    gets: 'TIMEOUT',
    asked: [0, 0],
  },
  {
    what: 'a listener that throws',
    options: () => ({
      onEvent: () => {
        throw new Error('listener')
      },
    }),
    gets: 'signed',
    asked: [1, 1],
  },
]

const tellsAll: typeof fetch = async (url, init) => {
  throw Object.assign(new Error(`cannot fetch ${url} with ${init?.body}`), { request: { url, init } })
}
const throwsAtOnce = ((url: string) => {
  throw new TypeError(`no way to ${url}`)
}) as typeof fetch

interface Outcome {
  got: string
  /** What the page got in its turn. */
  page: { status: number; text: string; retryAfter: string | null }
  asked: [number, number]
}

/** Everything that somebody could read, and everything that nobody may. */
const told: unknown[] = []
const secrets = new Set<string>([secret])
const outcomes = new Map<string, Outcome>()

beforeAll(async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void told.push(words))
  await Promise.all(ROWS.map(async row => outcomes.set(row.what, await live(row))))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

async function live({ on, fault, times = 1, warm = false, silent = false, options }: Row): Promise<Outcome> {
  const platform = createPlatform()
  const server = await listen(watched(platform), () => {})
  const account = createAccount({
    ...SIMULATED_ACCOUNT,
    hosts: [server.origin],
    onEvent: event => told.push(event),
    timeouts: { call: 200_000, request: silent ? 3000 : 100_000 },
    ...options?.(server.origin),
  })
  if (warm) await account.signature(PAGE)
  if (on && fault) platform.fail(on, fault, times)
  const handler = signatureHandler(account, { allow: 'https://www.example.com' })
  // One that is refused has the ticket asked for, though there is one that holds.
  const query = `?url=${encodeURIComponent(PAGE)}${warm ? '&refused=1' : ''}`
  const [got, response] = await Promise.all([
    account.signature(PAGE, { refused: warm }).then(
      () => 'signed',
      error => {
        told.push(error)
        return error instanceof PlatformError ? error.code : String(error)
      },
    ),
    handler(new Request(`https://s.example/${query}`)),
  ])
  const asked: [number, number] = [platform.requests[TOKEN] ?? 0, platform.requests[TICKET] ?? 0]
  const page = {
    status: response.status,
    text: await response.text(),
    retryAfter: response.headers.get('retry-after'),
  }
  told.push(page, [...response.headers], account)
  await server.close()
  return { got, page, asked }
}

/** Notes each token and ticket that the platform gives. */
function watched(platform: SimulatedPlatform): (request: Request) => Promise<Response> {
  return async request => {
    const response = await platform.handler(request)
    // What is cut has no kind, and is not to be read before its reader does.
    const text = response.headers.has('content-type') ? await response.clone().text() : ''
    for (const [, value] of text.matchAll(/"(?:access_token|ticket)":"([^"]{20,})/g))
      secrets.add(value as string)
    return response
  }
}

it.each(ROWS)('$what: $gets', ({ what, gets, asked }) => {
  const outcome = outcomes.get(what) as Outcome
  expect([outcome.got, outcome.asked]).toEqual([gets, asked])
  // The page is told the same, with nothing of WeChat's words.
  const { status, text, retryAfter } = outcome.page
  if (gets === 'signed') expect(status).toBe(200)
  else {
    expect(JSON.parse(text).error).toMatchObject({ code: gets, hint: expect.any(String) })
    const later = /BUSY|UNREACHABLE|TIMEOUT|RATE_LIMITED|QUOTA_SPENT/.test(gets)
    expect([status, retryAfter !== null]).toEqual([
      later ? (/RATE|QUOTA/.test(gets) ? 429 : 503) : 502,
      later,
    ])
    expect(text).not.toMatch(/WeChat’s words|203\.0\.113\.9/)
  }
})

it('no error contains the secret, the token or a ticket', () => {
  const texts = told.map(
    one =>
      `${inspect(one, { depth: 12, showHidden: true, maxStringLength: null })} ${JSON.stringify(one)} ${String((one as Error)?.stack)}`,
  )
  const text = texts.join('\n')
  // It has been told much, and there was much to hide.
  expect(text).toContain('in WeChat’s words')
  expect(secrets.size).toBeGreaterThan(ROWS.length)
  for (const value of secrets) {
    expect(text).not.toContain(value)
    expect(text).not.toContain(encodeURIComponent(value))
    expect(text).not.toContain(Buffer.from(value).toString('base64').slice(0, -4))
  }
})
