import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPlatform, type SimulatedPlatform } from '../../src/simulator/platform/index.js'
import { type Listening, listen } from '../support/listen.js'
import type { Mounted } from '../support/mounts/index.js'
import { mountAccountInWorker } from '../support/mounts/worker.js'

/**
 * An account in workerd, where work that a request has started ends with that request: a background refresh, or a request for a
 * token that others wait for. Each test continues where the previous one ended.
 */
const TOKEN = '/cgi-bin/stable_token'
const TICKET = '/cgi-bin/ticket/getticket'
const PAGE = encodeURIComponent('https://www.example.com/')

let platform: SimulatedPlatform
let server: Listening
let worker: Mounted
beforeAll(async () => {
  platform = createPlatform()
  platform.latency = 100
  server = await listen(platform.handler)
  worker = await mountAccountInWorker(server.origin)
})
afterAll(async () => {
  await worker.close()
  await server.close()
})

const ask = async (more = '') => (await fetch(`${worker.origin}/?url=${PAGE}${more}`)).status
const together = (count: number) => Promise.all(Array.from({ length: count }, () => ask()))
const asked = () => [platform.requests[TOKEN], platform.requests[TICKET]]
async function later(ms: number): Promise<void> {
  await fetch(`${worker.origin}/later?ms=${ms}`)
  platform.advance(ms)
}

it('requests one token and one ticket for concurrent requests', async () => {
  expect(await together(20)).toEqual(Array(20).fill(200))
  expect(asked()).toEqual([1, 1])
})

it('refreshes its ticket, although background work may be cut off', async () => {
  await later(300_010)
  expect(await together(5)).toEqual(Array(5).fill(200))
  await later(30_000)
  expect(await ask()).toBe(200)
  expect(asked()[1]).toBeGreaterThanOrEqual(2)
})

it('requests a new ticket after a refused signature', async () => {
  const before = Number(platform.requests[TICKET])
  expect(await ask('&refused=1')).toBe(200)
  expect(platform.requests[TICKET]).toBe(before + 1)
})

it('makes all requests wait for an expired ticket, but not for a request that was aborted', async () => {
  await later(8000_000)
  platform.latency = 1000
  const leave = new AbortController()
  const left = fetch(`${worker.origin}/?url=${PAGE}`, { signal: leave.signal }).catch(() => 'gone')
  await new Promise(resolve => setTimeout(resolve, 300))
  leave.abort()
  expect(await left).toBe('gone')
  platform.latency = 100
  expect(await together(5)).toEqual(Array(5).fill(200))
})
