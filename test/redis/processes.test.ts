import { describe, expect } from 'vitest'
import { PATIENT, setUpAccountService, until } from '../support/account-service.js'
import { ALL_CALLERS, answered, type Called, PROCESSES, problems } from '../support/workers.js'

/** The account of a service of many processes, over one Redis. */
const PAGE = 'https://www.example.com/'

const world = setUpAccountService()
const { asked, everybody, later } = world
const values = (called: Called[]) => new Set(answered(called).map(({ value }) => value))
const eventsOf = (called: Called[]) => called.flatMap(({ events }) => events)

describe(`${ALL_CALLERS} callers in ${PROCESSES} processes`, () => {
  world.it('request one token and one ticket on a cold start', async () => {
    const called = await everybody('signature', PAGE)
    expect(answered(called)).toHaveLength(ALL_CALLERS)
    expect(asked()).toEqual([1, 1])
    // And all of them have the same.
    expect(values(await everybody('ticket', 'jsapi')).size).toBe(1)
    expect(values(await everybody('accessToken')).size).toBe(1)
    expect(asked()).toEqual([1, 1])
  })

  world.it('request one new token if theirs is invalid', async () => {
    await everybody('accessToken')
    world.platform.killToken()
    const called = await everybody('request', '/cgi-bin/getcallbackip', PATIENT)
    expect(problems(called)).toEqual({})
    expect(answered(called)).toHaveLength(ALL_CALLERS)
    expect(asked()[0]).toBe(2)
    expect(eventsOf(called).filter(({ type }) => type === 'refreshed')).toHaveLength(1)
  })

  world.it('request one new ticket if theirs is invalid, however many pages were refused', async () => {
    const [dead] = values(await everybody('ticket', 'jsapi'))
    world.platform.killTicket()
    expect(answered(await everybody('signature', PAGE, { refused: true }))).toHaveLength(ALL_CALLERS)
    const now = values(await everybody('ticket', 'jsapi'))
    expect(now.size).toBe(1)
    expect(now.has(dead)).toBe(false)
    expect(asked()).toEqual([1, 2])
    // And within 30 s no other one, in no process.
    await everybody('signature', PAGE, { refused: true })
    expect(asked()).toEqual([1, 2])
    await later(31_000)
    await everybody('signature', PAGE, { refused: true })
    expect(asked()).toEqual([1, 3])
  })

  world.it('get an answer while Redis is down, and ask WeChat once after it restarts empty', async () => {
    await everybody('signature', PAGE)
    await world.redis.kill()
    try {
      expect(answered(await everybody('signature', PAGE))).toHaveLength(ALL_CALLERS)
      // What is in memory is to be looked at again, and cannot be.
      await Promise.all(world.service.workers.map(worker => worker.advance(61_000)))
      expect(answered(await everybody('signature', PAGE))).toHaveLength(ALL_CALLERS)
      expect(asked()).toEqual([1, 1])
    } finally {
      await world.redis.start()
    }
    // A store that failed is left alone for a while.
    await Promise.all(world.service.workers.map(worker => worker.advance(61_000)))
    await until(() => world.redis.command('client', 'list').split('\n').length >= PROCESSES)
    expect(answered(await everybody('signature', PAGE))).toHaveLength(ALL_CALLERS)
    await until(() => world.redis.command('keys', `wx-ready:{${world.appId}}:*_t*`).split('\n').length >= 2)
    await new Promise(resolve => setTimeout(resolve, 500))
    expect(answered(await everybody('signature', PAGE))).toHaveLength(ALL_CALLERS)
    expect(asked()).toEqual([2, 2])
  })

  world.it('ask WeChat once in each process if Redis is down from the start', async () => {
    await world.redis.kill()
    try {
      expect(answered(await everybody('signature', PAGE))).toHaveLength(ALL_CALLERS)
      expect(answered(await everybody('signature', PAGE))).toHaveLength(ALL_CALLERS)
      expect(asked()).toEqual([PROCESSES, PROCESSES])
    } finally {
      await world.redis.start()
    }
  })

  world.it('ask WeChat once even if the clocks of some processes are off by 10 minutes', async () => {
    const [fast, slow] = world.service.workers
    await fast?.advance(600_000)
    await slow?.advance(-600_000)
    expect(answered(await everybody('signature', PAGE))).toHaveLength(ALL_CALLERS)
    expect(asked()).toEqual([1, 1])
    // The wrong ones look at the store again, and see the age of what is there.
    await later(61_000)
    expect(answered(await everybody('signature', PAGE))).toHaveLength(ALL_CALLERS)
    expect(asked()).toEqual([1, 1])
    await later(301_000)
    await everybody('signature', PAGE)
    await until(() => asked()[1] === 2)
    await new Promise(resolve => setTimeout(resolve, 500))
    await everybody('signature', PAGE)
    expect(asked()).toEqual([1, 2])
  })

  world.it(
    'replace a token that another program keeps invalidating every 30 s at most, and report the conflict',
    async () => {
      const told: Called['events'] = []
      await everybody('signature', PAGE)
      for (let i = 0; i < 3; i += 1) {
        await later(31_000)
        for (let j = 0; j < 2; j += 1) {
          world.platform.killToken()
          const called = await everybody('request', '/cgi-bin/getcallbackip', PATIENT)
          told.push(...eventsOf(called))
          // The second time within 30 s it is told to each of them.
          expect(problems(called)).toEqual(j === 0 ? {} : { TOKEN_REFUSED: ALL_CALLERS })
        }
        // Pages need no token.
        expect(answered(await everybody('signature', PAGE))).toHaveLength(ALL_CALLERS)
        expect(asked()[0]).toBe(2 + i)
      }
      expect(told.filter(({ type }) => type === 'token-conflict')).toEqual([
        { type: 'token-conflict', refusals: 3, hint: expect.stringContaining('Another service') },
      ])
    },
  )
})

world.it('stores neither the secret nor its hash in Redis, and no key without an expiry', async () => {
  await everybody('signature', PAGE)
  const { createHash } = await import('node:crypto')
  const keys = world.redis.command('keys', '*').split('\n')
  expect(keys.length).toBeGreaterThan(1)
  const all = keys.map(key => `${key}=${world.redis.command('get', key)}`).join('\n')
  for (const algorithm of ['md5', 'sha1', 'sha256']) {
    expect(all).not.toContain(createHash(algorithm).update('s3cret').digest('hex'))
  }
  expect(all).not.toContain('s3cret')
  for (const key of keys) {
    expect(key).toMatch(/^wx-ready:\{wx\d+\}:\w+(:\w+)?$/)
    expect(Number(world.redis.command('pttl', key))).toBeGreaterThan(0)
  }
})
