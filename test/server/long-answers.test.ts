import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { type AccountEvent, createAccount, memoryStore, PlatformError } from '../../src/server/index.js'
import { SIMULATED_ACCOUNT } from '../../src/simulator/platform/index.js'

/** Answers that are too long, as of a proxy, or of somebody who means harm. */
const MB = 1_000_000
let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
})

const account = (options: object) =>
  createAccount({ ...SIMULATED_ACCOUNT, hosts: ['https://api.example'], ...options })

/** A JSON answer whose padding makes it so long, in bytes. */
const padded = (length: number) => {
  const answer = { access_token: 'given', expires_in: 7200, padding: '' }
  return JSON.stringify({ ...answer, padding: 'x'.repeat(length - JSON.stringify(answer).length) })
}

describe('a body', () => {
  it('without an end is left after 1 MB', async () => {
    let pieces = 0
    let isCancelled = false
    const fetch = async () =>
      new Response(
        new ReadableStream({
          async pull(controller) {
            // Lets what waits for time have its turn.
            await new Promise(setImmediate)
            pieces += 1
            controller.enqueue(new Uint8Array(50_000).fill(32))
          },
          cancel() {
            isCancelled = true
          },
        }),
      )
    const events: AccountEvent[] = []
    await expect(
      account({ fetch, onEvent: (event: AccountEvent) => events.push(event) }).accessToken(),
    ).rejects.toMatchObject({
      code: 'BAD_ANSWER',
      errmsg: expect.stringMatching(/^HTTP 200 from https:\/\/api\.example, and more than 1000000 bytes$/),
    })
    // What is read ahead comes on top.
    expect(pieces).toBeLessThanOrEqual(2 * 23)
    expect(isCancelled).toBe(true)
  })

  it.each([
    ['of 1 MB', MB, 'given'],
    ['of a byte more', MB + 1, 'BAD_ANSWER'],
  ])('%s, in many pieces: %s', async (_name, length, expected) => {
    const bytes = new TextEncoder().encode(padded(length))
    const fetch = async () => {
      let sent = 0
      return new Response(
        new ReadableStream({
          pull(controller) {
            if (sent >= bytes.length) return controller.close()
            controller.enqueue(bytes.slice(sent, sent + 77_777))
            sent += 77_777
          },
        }),
      )
    }
    const got = await account({ fetch })
      .accessToken()
      .catch((error: PlatformError) => error.code)
    expect(got).toBe(expected)
  })

  it('is decoded as UTF-8 wherever it was cut', async () => {
    const bytes = new TextEncoder().encode('{"nickname":"张伟🎈"}')
    const fetch = async (url: string) =>
      url.includes('stable_token')
        ? Response.json({ access_token: 'given', expires_in: 7200 })
        : new Response(
            new ReadableStream({
              start(controller) {
                for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
                controller.close()
              },
            }),
          )
    expect(await account({ fetch }).request('/cgi-bin/user/info')).toEqual({ nickname: '张伟🎈' })
  })

  it('that is small and becomes very large is not decompressed whole', async () => {
    const bomb = gzipSync(Buffer.alloc(400 * MB, 0x20))
    expect(bomb.length).toBeLessThan(MB / 2)
    server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      response.end(bomb)
    })
    await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const before = process.memoryUsage().rss
    await expect(account({ hosts: [origin], store: memoryStore() }).accessToken()).rejects.toMatchObject({
      code: 'BAD_ANSWER',
      errmsg: expect.stringContaining('more than 1000000 bytes'),
    })
    // Twice it was begun, and the whole of it would be 400 MB.
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MB)
  })

  it('of a replaced fetch that gives no stream is read as text', async () => {
    const text = async () => JSON.stringify({ access_token: 'given', expires_in: 7200 })
    const fetch = async () => ({ status: 200, ok: true, headers: new Headers(), text, body: { pipe() {} } })
    expect(await account({ fetch }).accessToken()).toBe('given')
  })
})

describe('WeChat’s words', () => {
  it('are cut at 500 characters, in the error, its message and each event', async () => {
    const errmsg = `invalid ip 203.0.113.9 ${'x'.repeat(100_000)}`
    const events: AccountEvent[] = []
    const fetch = async () => Response.json({ errcode: 40164, errmsg })
    const wx = account({ fetch, onEvent: (event: AccountEvent) => events.push(event) })
    const error = await wx.accessToken().catch((caught: PlatformError) => caught)
    expect((error as PlatformError).errmsg).toBe(errmsg.slice(0, 500))
    expect((error as PlatformError).message.length).toBeLessThan(1000)
    expect(events.length).toBeGreaterThan(0)
    expect(JSON.stringify(events).length).toBeLessThan(2000)
  })

  it('that are shared in the store are no longer', async () => {
    const store = memoryStore()
    const fetch = async () => Response.json({ errcode: 45011, errmsg: 'x'.repeat(100_000) })
    await account({ fetch, store })
      .accessToken()
      .catch(() => {})
    const failure = await store.get(`wx-ready:{${SIMULATED_ACCOUNT.appId}}:access_token:failure`)
    expect(failure?.value).toContain('RATE_LIMITED')
    expect(failure?.value.length).toBeLessThan(1000)
  })

  it('are not cut in the middle of a secret before that is left out', async () => {
    const { secret } = SIMULATED_ACCOUNT
    const fetch = async () => Response.json({ errcode: 40125, errmsg: `${'x'.repeat(490)}${secret}` })
    const error = await account({ fetch })
      .accessToken()
      .catch((caught: PlatformError) => caught)
    expect((error as PlatformError).errmsg).toBe(`${'x'.repeat(490)}…`)
  })

  it('are not cut in the middle of a character', () => {
    expect(new PlatformError('BUSY', { errmsg: `${'x'.repeat(499)}🎈` }).errmsg).toBe('x'.repeat(499))
  })
})
