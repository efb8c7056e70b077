import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAccount, memoryStore } from '../../src/server/index.js'
import { createPlatform, SIMULATED_ACCOUNT } from '../../src/simulator/platform/index.js'

/**
 * Seven days of a service, in a few seconds: what it asks WeChat, and how long it gives a ticket that is dead.
 */
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAYS = 7
const TOKEN = '/cgi-bin/stable_token'
const TICKET = '/cgi-bin/ticket/getticket'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

/** One page each `every` ms, at one process after the other. */
async function live({
  processes,
  every,
  kills = [],
}: {
  processes: number
  every: number
  kills?: number[]
}) {
  const platform = createPlatform()
  const calls: Record<string, number[]> = { [TOKEN]: [], [TICKET]: [] }
  let start = Date.now()
  const now = () => Date.now() - start
  let underWay = 0
  /** The ticket that lives, and the end of the last one. */
  let living: { ticket: string; until: number } | undefined
  let ended = 0
  const alive = () => {
    if (living && living.until <= now()) {
      ended = living.until
      living = undefined
    }
    return living?.ticket
  }
  const ask: typeof fetch = async (url, init) => {
    underWay += 1
    try {
      const response = await platform.handler(new Request(url as string, init))
      const { ticket } = (await response.clone().json()) as { ticket?: string }
      if (ticket && ticket !== alive()) living = { ticket, until: now() + 2 * HOUR }
      return response
    } finally {
      underWay -= 1
    }
  }
  const counted: typeof fetch = (url, init) => {
    calls[new URL(String(url)).pathname]?.push(now())
    return ask(url, init)
  }
  const options = { ...SIMULATED_ACCOUNT, hosts: ['https://api.example'] }
  const store = memoryStore()
  const accounts = Array.from({ length: processes }, () =>
    createAccount({ ...options, store, fetch: counted }),
  )
  // The ticket is of some age when the service begins.
  await createAccount({ ...options, fetch: ask }).ticket('jsapi')
  vi.setSystemTime(Date.now() + 77 * MINUTE)
  start += 77 * MINUTE
  if (living) living.until -= 77 * MINUTE

  /** Each page that was signed with a dead ticket, and how long that had been dead. */
  const dead: { at: number; after: number }[] = []
  /** When the service saw a ticket change for the first time. */
  let known = Number.POSITIVE_INFINITY
  let served: string | undefined
  for (let page = 0; now() < DAYS * 24 * HOUR; page += 1) {
    const before = now()
    vi.setSystemTime(start + page * every)
    if (kills.some(kill => before < kill && kill <= now())) {
      platform.killTicket()
      living = undefined
      ended = now()
    }
    const account = accounts[page % processes] as (typeof accounts)[number]
    const ticket = await account.ticket('jsapi')
    if (served !== undefined && ticket !== served && known > now()) known = now()
    served = ticket
    if (ticket !== alive()) {
      dead.push({ at: now(), after: now() - ended })
      if (kills.length > 0) await account.signature('https://x.example', { refused: true })
    }
    // What has begun in the background is done long before the next page comes.
    do await new Promise(setImmediate)
    while (underWay > 0)
  }
  return { calls, dead, known }
}

/** The most that lie within two hours of each other. */
function mostWithin(times: readonly number[], window = 2 * HOUR): number {
  return Math.max(0, ...times.map(from => times.filter(time => time >= from && time < from + window).length))
}

const SERVICES = [
  { what: 'one process', processes: 1, every: 10 * SECOND },
  { what: '64 processes', processes: 64, every: 10 * SECOND },
  { what: 'one process with few pages', processes: 1, every: 13 * MINUTE },
]

describe.each(SERVICES)('seven days of $what', ({ processes, every }) => {
  it('cost few calls, and no page is signed with a ticket that has been dead for long', async () => {
    const { calls, dead, known } = await live({ processes, every })
    const tickets = calls[TICKET] as number[]
    // Tickets came and went, and it was asked for them.
    expect(known).toBeLessThan(2 * HOUR)
    expect(tickets.length).toBeGreaterThan(DAYS * 12 * 4)
    expect(mostWithin(calls[TOKEN] as number[])).toBeLessThanOrEqual(2)
    expect(mostWithin(tickets.filter(time => time <= known))).toBeLessThanOrEqual(24)
    expect(mostWithin(tickets.filter(time => time > known))).toBeLessThanOrEqual(12)
    const longest = (pages: typeof dead) => Math.max(0, ...pages.map(({ after }) => after))
    expect(longest(dead.filter(({ at }) => at <= known))).toBeLessThanOrEqual(5 * MINUTE)
    expect(longest(dead.filter(({ at }) => at > known))).toBeLessThanOrEqual(MINUTE)
  })
})

it.each(SERVICES.slice(0, 2))(
  'where pages report, a ticket that dies costs one page of $what each',
  async ({ processes, every }) => {
    const kills = Array.from({ length: 20 }, (_, i) => (i + 0.37) * 7.7 * HOUR)
    const { dead } = await live({ processes, every, kills })
    expect(dead.length).toBeGreaterThanOrEqual(kills.length)
    for (const kill of kills) {
      const pages = dead.filter(({ at }) => at >= kill && at < kill + 2 * HOUR)
      expect(pages.length).toBeLessThanOrEqual(processes)
    }
  },
)
