import { WxError } from '../errors.js'
import { notify } from '../util/notify.js'
import { type Field, FUNCTION, objectOf, readAs, SIGNAL } from '../util/validate.js'
import type { Commands } from './api-types.js'
import { listOf, text } from './parameters.js'

/** A picture that has just been uploaded. */
export interface UploadedImage {
  localId: string
  /** Its id on WeChat's server, its `media_id`. It lives for 3 days. */
  serverId: string
  /** How many are done, this one included. */
  done: number
  /** How many there are. */
  total: number
}

export interface UploadImagesOptions {
  /** Is told of each picture as soon as it is uploaded: also of those that came before one that failed. */
  onProgress?: ((uploaded: UploadedImage) => void) | undefined
  /** Ends it: `ABORTED`. The picture that is under way may still arrive. */
  signal?: AbortSignal | undefined
}

/**
 * Uploads pictures (上传图片), one after the other, as WeChat demands.
 *
 * @param localIds from `chooseImage`
 * @returns their ids on WeChat's server, in the same order
 * @throws {WxError} as `uploadImage` does, for the first that fails
 * @example
 * const { localIds } = await wx.chooseImage({ count: 9 })
 * const serverIds = await uploadImages(wx, localIds, { onProgress: ({ done, total }) => show(done / total) })
 */
export async function uploadImages(
  wx: Pick<Commands, 'uploadImage'>,
  localIds: readonly string[],
  options: UploadImagesOptions = {},
): Promise<string[]> {
  const { onProgress, signal } = readAs<UploadImagesOptions>('uploadImages', OPTIONS, 'options', options)
  // All of them first: a wrong one must not be found when half are uploaded.
  const all = readAs<string[]>('uploadImages', LOCAL_IDS, 'localIds', localIds)
  const serverIds: string[] = []
  for (const localId of all) {
    const { serverId } = await wx.uploadImage({ localId }, { signal })
    serverIds.push(serverId)
    notify(onProgress, { localId, serverId, done: serverIds.length, total: all.length })
  }
  return serverIds
}

const OPTIONS = objectOf({ onProgress: FUNCTION, signal: SIGNAL })

const LOCAL_IDS: Field = (value, field, given) => {
  if (Array.isArray(value) && value.length === 0) return []
  return listOf(text)(value, field, given)
}

/** A picture of this device, as the page can have it. */
export interface LocalImage {
  /** `data:image/…;base64,…`, whatever the client leaves out or misspells. */
  dataUrl: string
  /** The same as a file, as for a form or a canvas. */
  blob(): Blob
}

/**
 * Reads a chosen picture (获取本地图片). Several wait for each other, each with a limit of its own.
 *
 * @param localId from `chooseImage`
 * @throws {WxError} as every call
 * @example document.querySelector('img').src = (await localImage(wx, localId)).dataUrl
 */
export async function localImage(
  wx: Pick<Commands, 'getLocalImgData'>,
  localId: string,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<LocalImage> {
  const { localData } = await wx.getLocalImgData({ localId }, options)
  const [, told, data = ''] = /^(?:data:([^;,]*)[^,]*,)?([\s\S]*)$/.exec(localData ?? '') ?? []
  // Android breaks the text into lines.
  const base64 = data.replace(/\s/g, '')
  if (base64 === '')
    throw new WxError('CALL_FAILED', { api: 'getLocalImgData', errMsg: 'localData is empty' })
  const type = told === undefined ? typeOf(base64) : told.replace('image/jgp', 'image/jpeg')
  return {
    dataUrl: `data:${type};base64,${base64}`,
    blob: () => new Blob([decode(base64)], { type }),
  }
}

/**
 * Decoded here, as a Content-Security-Policy may forbid fetching a data URL; in a plain loop, which takes a sixteenth of the time of
 * `Uint8Array.from` with a function.
 */
function decode(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index)
  return bytes
}

/** How the base64 of each kind of picture begins. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
]

function typeOf(base64: string): string {
  return BEGINNINGS.find(([beginning]) => base64.startsWith(beginning))?.[1] ?? 'image/jpeg'
}
