import type { SimulatedAccount } from './account.js'
import { randomText } from './random.js'
import { Refusal } from './response.js'
import { accountByToken, type Call, type Route, requireAll, type World } from './world.js'

/** A file that somebody has sent to the account, as by `wx.uploadImage`. */
export interface SimulatedMedia {
  type: 'image' | 'voice' | 'video' | 'thumb'
  bytes: Uint8Array
  /** A voice as `/cgi-bin/media/get/jssdk` has it: speex, 16 kHz. @default `bytes` */
  speex?: Uint8Array | undefined
  /** @default 'image/jpeg', 'audio/amr' or 'video/mp4' */
  contentType?: string | undefined
  /** @default that of the platform's first account */
  appId?: string | undefined
}

/** The files that the platform keeps for 3 days. */
export interface MediaStore {
  add(media: SimulatedMedia, account: SimulatedAccount): string
  routes: Record<string, Route>
  /** What `video_url` points to, which needs no token. */
  video(path: string): Response | undefined
}

const LIFE = 3 * 86_400_000
const VIDEO = '/simulator/video/'

const KINDS = {
  image: { contentType: 'image/jpeg', ending: 'jpg' },
  thumb: { contentType: 'image/jpeg', ending: 'jpg' },
  voice: { contentType: 'audio/amr', ending: 'amr' },
  video: { contentType: 'video/mp4', ending: 'mp4' },
} as const

export function createMediaStore(world: World): MediaStore {
  const kept = new Map<string, { media: SimulatedMedia; account: SimulatedAccount; until: number }>()

  const find = (call: Call) => {
    const account = accountByToken(world, call)
    const mediaId = call.query.get('media_id') ?? ''
    requireAll({ mediaId }, { mediaId: 41006 })
    const found = kept.get(mediaId)
    if (found?.account !== account || found.until <= world.now()) throw new Refusal(40007)
    return { mediaId, media: found.media }
  }

  return {
    add(media, account) {
      const mediaId = randomText(64)
      kept.set(mediaId, { media, account, until: world.now() + LIFE })
      return mediaId
    },
    routes: {
      '/cgi-bin/media/get'(call) {
        const { mediaId, media } = find(call)
        if (media.type === 'video') return { video_url: `${call.url.origin}${VIDEO}${mediaId}` }
        const { contentType, ending } = KINDS[media.type]
        return file(media.bytes, media.contentType ?? contentType, `${mediaId}.${ending}`)
      },
      '/cgi-bin/media/get/jssdk'(call) {
        const { mediaId, media } = find(call)
        if (media.type !== 'voice') throw new Refusal(40007)
        return file(media.speex ?? media.bytes, 'voice/speex', `${mediaId}.speex`)
      },
    },
    video(path) {
      if (!path.startsWith(VIDEO)) return undefined
      const { media, until } = kept.get(path.slice(VIDEO.length)) ?? { until: 0 }
      if (media?.type !== 'video' || until <= world.now()) return undefined
      return new Response(copy(media.bytes), {
        headers: { 'content-type': media.contentType ?? KINDS.video.contentType },
      })
    },
  }
}

function file(bytes: Uint8Array, contentType: string, name: string): Response {
  return new Response(copy(bytes), {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${name}"`,
      'content-length': String(bytes.byteLength),
      'cache-control': 'no-cache, must-revalidate',
    },
  })
}

/** A body of its own, whatever becomes of the caller's bytes. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
