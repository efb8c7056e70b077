import { describe, expect } from 'vitest'
import { setUpAccountService, until } from '../support/account-service.js'
import { listen } from '../support/listen.js'
import {
  ALL_CALLERS,
  answered,
  CALLERS_OF_OTHERS,
  type Called,
  PROCESSES,
  type Worker,
} from '../support/workers.js'

/** A process that asks for all, and is killed, or slow, or stands still. */
const PAGE = 'https://www.example.com/'

const world = setUpAccountService()
const { asked, callers, everybody, stored } = world
const values = (called: Called[]) => new Set(answered(called).map(({ value }) => value))

describe(`${ALL_CALLERS} callers in ${PROCESSES} processes`, () => {
  world.it('all get an answer except those of the process that is killed while it asks WeChat', async () => {
    world.latency = 1000
    const calls = callers('signature', PAGE)
    await until(() => world.log.length > 0)
    const victim = world.service.workers.find(({ pid }) => pid === world.log[0]?.pid) as Worker
    victim.signal('SIGKILL')
    const settled = await Promise.allSettled(calls)
    const place = world.service.workers.indexOf(victim)
    world.service.replace(victim)
    const survivors = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    expect(settled.map(({ status }) => status).indexOf('rejected')).toBe(place)
    expect(answered(survivors)).toHaveLength(CALLERS_OF_OTHERS)
    expect(asked()).toEqual([2, 1])
  })

  world.it('ask WeChat once if it takes longer than the lease of the lock', async () => {
    // On two hosts, one after the other: 8 s of silence, and then 2.5 s.
    world.options.timeouts = { ...world.options.timeouts, request: 8000 }
    const silent = await listen(() => new Promise<never>(() => {}))
    world.options.hosts.unshift(silent.origin)
    world.latency = 2500
    const called = await everybody('accessToken')
    expect(answered(called)).toHaveLength(ALL_CALLERS)
    expect(asked()[0]).toBe(1)
    await silent.close()
  })

  world.it('do not use the token of a process whose lease has expired', async () => {
    // It stands still while it waits, and reads what has come meanwhile when it goes on.
    world.latency = 1500
    const calls = callers('accessToken')
    await until(() => world.log.length > 0)
    const sleeper = world.service.workers.find(({ pid }) => pid === world.log[0]?.pid) as Worker
    sleeper.signal('SIGSTOP')
    await until(() => world.log.length > 1)
    // What the other one gets is not what the sleeper got.
    world.platform.killToken()
    await until(() => world.redis.command('exists', `wx-ready:{${world.appId}}:access_token`) === '1')
    const committed = stored('access_token')
    sleeper.signal('SIGCONT')
    const called = await Promise.all(calls)
    expect(answered(called)).toHaveLength(ALL_CALLERS)
    expect(world.log.map(({ pid }) => pid === sleeper.pid)).toEqual([true, false])
    expect(stored('access_token')).toBe(committed)
    expect([...values(called)]).toEqual([JSON.parse(committed).value])
  })
})
