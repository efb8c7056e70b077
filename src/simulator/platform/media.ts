import type { SimulatedAccount } from './account.js'
import { accountByToken } from './authenticate.js'
import type { PlatformState, RequestContext, Route } from './context.js'
import { randomText } from './random.js'
import { requireParameters } from './request.js'
import { Refusal } from './response.js'
import { speexSilence } from './voice-stand-in.js'

/** A file that a page uploaded, for example with `wx.uploadImage`. */
export interface SimulatedMedia {
  /** What it is. Of a video, the download returns a URL. */
  type: 'image' | 'voice' | 'video' | 'thumb'
  /** The content, which is copied. */
  bytes: Uint8Array
  /** A voice as `/cgi-bin/media/get/jssdk` returns it: speex, 16 kHz. @default a second of silence */
  speex?: Uint8Array | undefined
  /** Its media type. @default `'image/jpeg'` for `image` and `thumb`, `'audio/amr'` for `voice`, `'video/mp4'` for `video` */
  contentType?: string | undefined
  /** The account that it was uploaded to. @default the first account */
  appId?: string | undefined
}

export type StoredMedia = SimulatedMedia & { contentType: string }

/** Stores files for 3 days. */
export interface MediaStore {
  /** @returns the media id */
  add(media: SimulatedMedia, account: SimulatedAccount): string
  /** A file of this account; `undefined` if it has none with this id, or it has expired. */
  find(mediaId: string, account: SimulatedAccount): StoredMedia | undefined
  routes: Record<string, Route>
  /** The video at a `video_url`, which needs no token; `undefined` for another path. */
  video(path: string): Response | undefined
}

const LIFETIME = 3 * 86_400_000
const VIDEO_PATH = '/simulator/video/'

const FORMATS = {
  image: { contentType: 'image/jpeg', extension: 'jpg' },
  thumb: { contentType: 'image/jpeg', extension: 'jpg' },
  voice: { contentType: 'audio/amr', extension: 'amr' },
  video: { contentType: 'video/mp4', extension: 'mp4' },
} as const

export function createMediaStore(state: PlatformState): MediaStore {
  const files = new Map<string, { media: StoredMedia; account: SimulatedAccount; expiresAt: number }>()

  const find: MediaStore['find'] = (mediaId, account) => {
    const found = files.get(mediaId)
    return found?.account === account && found.expiresAt > state.now() ? found.media : undefined
  }
  const findRequested = (context: RequestContext) => {
    const account = accountByToken(state, context)
    const mediaId = context.query.get('media_id') ?? ''
    requireParameters({ mediaId }, { mediaId: 41006 })
    const media = find(mediaId, account)
    if (!media) throw new Refusal(40007)
    return { mediaId, media }
  }

  return {
    add(media, account) {
      const mediaId = randomText(64)
      const contentType = media.contentType ?? FORMATS[media.type].contentType
      const expiresAt = state.now() + LIFETIME
      files.set(mediaId, { media: { ...media, bytes: copyOf(media.bytes), contentType }, account, expiresAt })
      return mediaId
    },
    find,
    routes: {
      '/cgi-bin/media/get'(context) {
        const { mediaId, media } = findRequested(context)
        if (media.type === 'video') return { video_url: `${context.url.origin}${VIDEO_PATH}${mediaId}` }
        return fileResponse(media.bytes, media.contentType, `${mediaId}.${FORMATS[media.type].extension}`)
      },
      '/cgi-bin/media/get/jssdk'(context) {
        const { mediaId, media } = findRequested(context)
        if (media.type !== 'voice') throw new Refusal(40007)
        return fileResponse(media.speex ?? speexSilence(), 'voice/speex', `${mediaId}.speex`)
      },
    },
    video(path) {
      if (!path.startsWith(VIDEO_PATH)) return undefined
      const { media, expiresAt } = files.get(path.slice(VIDEO_PATH.length)) ?? { expiresAt: 0 }
      if (media?.type !== 'video' || expiresAt <= state.now()) return undefined
      return new Response(copyOf(media.bytes), {
        headers: { 'content-type': media.contentType },
      })
    },
  }
}

function fileResponse(bytes: Uint8Array, contentType: string, name: string): Response {
  return new Response(copyOf(bytes), {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${name}"`,
      'content-length': String(bytes.byteLength),
      'cache-control': 'no-cache, must-revalidate',
    },
  })
}

/** A copy, in case the caller changes or transfers its bytes. */
function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
