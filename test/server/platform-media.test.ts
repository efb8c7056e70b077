import { beforeEach, describe, expect, it } from 'vitest'
import {
  createPlatform,
  SIMULATED_ACCOUNT,
  type SimulatedPlatform,
} from '../../src/simulator/platform/index.js'
import { askPlatform } from '../support/ask-platform.js'

/** Files that pages uploaded, downloaded by the account's server. */
const GET = '/cgi-bin/media/get'
const JSSDK = '/cgi-bin/media/get/jssdk'
const BYTES = Uint8Array.of(0, 255, 216, 13, 10, 128)
const DAY = 86_400_000

let platform: SimulatedPlatform
beforeEach(() => {
  platform = createPlatform({
    accounts: [SIMULATED_ACCOUNT, { appId: 'wx2', secret: 's2', denied: [JSSDK] }],
    now: () => 1_700_000_000_000,
  })
})

const token = async ({ appId, secret } = SIMULATED_ACCOUNT) => {
  const query = { grant_type: 'client_credential', appid: appId, secret }
  return (await askPlatform(platform, '/cgi-bin/token', query)).answer.access_token
}
const download = async (path: string, query: Record<string, unknown>) => {
  const given = Object.entries({ access_token: await token(), ...query }).map(([name, value]) => [
    name,
    String(value),
  ])
  const response = await platform.handler(
    new Request(`https://api.example${path}?${new URLSearchParams(given as [string, string][])}`),
  )
  const { status, headers } = response
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status, type: headers.get('content-type'), name: headers.get('content-disposition'), bytes }
}
const errcode = async (path: string, query: Record<string, unknown>) => {
  const { status, type, bytes } = await download(path, query)
  const { errcode } = JSON.parse(new TextDecoder().decode(bytes)) as { errcode: number }
  return [status, type, errcode]
}

it.each([
  ['image', GET, {}, 'image/jpeg', 'jpg'],
  ['image', GET, { contentType: 'image/png' }, 'image/png', 'jpg'],
  ['thumb', GET, {}, 'image/jpeg', 'jpg'],
  ['voice', GET, {}, 'audio/amr', 'amr'],
  ['voice', JSSDK, { speex: BYTES }, 'voice/speex', 'speex'],
] as const)(
  '%s from %s is downloaded with its bytes and a file name',
  async (type, path, more, contentType, ending) => {
    const media_id = platform.addMedia({ type, bytes: BYTES, ...more })
    expect(await download(path, { media_id })).toEqual({
      status: 200,
      type: contentType,
      name: `attachment; filename="${media_id}.${ending}"`,
      bytes: BYTES,
    })
  },
)

it('a voice can have a separate speex file', async () => {
  const media_id = platform.addMedia({ type: 'voice', bytes: BYTES, speex: Uint8Array.of(7) })
  expect((await download(JSSDK, { media_id })).bytes).toEqual(Uint8Array.of(7))
  expect((await download(GET, { media_id })).bytes).toEqual(BYTES)
})

describe('a video', () => {
  it('is returned as a URL, which needs no token', async () => {
    const media_id = platform.addMedia({ type: 'video', bytes: BYTES })
    const access_token = await token()
    const { answer } = await askPlatform(platform, GET, { access_token, media_id })
    expect(Object.keys(answer)).toEqual(['video_url'])
    expect(new URL(String(answer.video_url)).origin).toBe('https://api.example')
    const response = await platform.handler(new Request(String(answer.video_url)))
    expect(response.headers.get('content-type')).toBe('video/mp4')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(BYTES)
    platform.advance(3 * DAY)
    expect((await platform.handler(new Request(String(answer.video_url)))).status).toBe(404)
  })

  it('is the only type with such a URL', async () => {
    const media_id = platform.addMedia({ type: 'image', bytes: BYTES })
    const request = new Request(`https://api.example/simulator/video/${media_id}`)
    expect((await platform.handler(request)).status).toBe(404)
  })
})

it('a file expires after 3 days', async () => {
  const media_id = platform.addMedia({ type: 'image', bytes: BYTES })
  platform.advance(3 * DAY - 1)
  expect((await download(GET, { media_id })).status).toBe(200)
  platform.advance(1)
  expect(await errcode(GET, { media_id })).toEqual([200, 'text/plain', 40007])
})

it.each([
  ['an unknown media id', { media_id: 'x' }, 40007],
  ['no media id', { media_id: '' }, 41006],
  ['no token', { access_token: '' }, 41001],
  ['an unknown token', { access_token: 'x'.repeat(136) }, 40001],
])('a download with %s is refused', async (_name, query, code) => {
  const media_id = platform.addMedia({ type: 'voice', bytes: BYTES })
  expect(await errcode(GET, { media_id, ...query })).toEqual([200, 'text/plain', code])
  expect(await errcode(JSSDK, { media_id, ...query })).toEqual([200, 'text/plain', code])
})

it('only the account itself can download a file, and only a voice as speex', async () => {
  const media_id = platform.addMedia({ type: 'image', bytes: BYTES })
  const another = platform.addMedia({ type: 'voice', bytes: BYTES, appId: 'wx2' })
  expect(await errcode(JSSDK, { media_id })).toEqual([200, 'text/plain', 40007])
  expect(await errcode(GET, { media_id: another })).toEqual([200, 'text/plain', 40007])
  const access_token = await token({ appId: 'wx2', secret: 's2' })
  expect((await download(GET, { access_token, media_id: another })).bytes).toEqual(BYTES)
  expect(await errcode(JSSDK, { access_token, media_id: another })).toEqual([200, 'text/plain', 48001])
  expect(() => platform.addMedia({ type: 'image', bytes: BYTES, appId: 'wx9' })).toThrow(TypeError)
})
