import { expect } from 'vitest'
import { setUpAccountService } from '../support/account-service.js'
import { listen } from '../support/listen.js'
import { answered, type Called, PROCESSES, problems } from '../support/workers.js'

/** How long the callers of many processes wait for what does not come, for real. */
const PAGE = 'https://www.example.com/'
const CALLERS = 40

/** Of each caller, and what a busy machine may take on top of it. In ms. */
const LIMIT = 10_500

const world = setUpAccountService({})

async function call(workers: number): Promise<Called[]> {
  const given = { kind: 'account' as const, options: world.options, method: 'signature', args: [PAGE] }
  return Promise.all(
    world.service.workers.slice(0, workers).map(worker => worker.call({ ...given, callers: CALLERS })),
  )
}

/** The middle one and the longest, in ms. */
function waits(called: Called[]): { p50: number; longest: number } {
  const waited = called.flatMap(({ results }) => results.map(({ ms }) => ms)).sort((a, b) => a - b)
  return { p50: waited[waited.length >> 1] as number, longest: waited.at(-1) as number }
}

world.it('40 callers get an error within 10 s while another process holds the lock', async () => {
  world.redis.command('set', `wx-ready:{${world.appId}}:jsapi_ticket:lock`, 'another', 'px', '600000')
  const called = await call(1)
  expect(problems(called)).toEqual({ TIMEOUT: CALLERS })
  const { p50, longest } = waits(called)
  expect(p50).toBeGreaterThan(5000)
  expect(longest).toBeLessThanOrEqual(LIMIT)
})

world.it('40 callers in each process get an error within 10 s if WeChat does not respond', async () => {
  let asked = 0
  const silent = await listen(() => {
    asked += 1
    return new Promise<never>(() => {})
  })
  world.options.hosts = [silent.origin, silent.origin, silent.origin]
  try {
    const called = await call(PROCESSES)
    expect(problems(called)).toEqual({ TIMEOUT: PROCESSES * CALLERS })
    expect(waits(called).longest).toBeLessThanOrEqual(LIMIT)
    // One process asked, and the others did not after it.
    expect(asked).toBe(3)
  } finally {
    await silent.close()
  }
})

world.it('a lock without an expiry blocks others for one lease at most', async () => {
  world.redis.command('set', `wx-ready:{${world.appId}}:jsapi_ticket:lock`, 'by hand')
  const called = await call(PROCESSES)
  expect(answered(called)).toHaveLength(PROCESSES * CALLERS)
  expect(world.asked()).toEqual([1, 1])
})
