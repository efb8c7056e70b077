import { WxError } from '../errors.js'
import { notify } from '../util/notify.js'
import { type Field, FUNCTION, objectOf, readAs, SIGNAL } from '../util/validate.js'
import type { Commands } from './api-types.js'
import { listOf, text } from './parameters.js'

/** The progress of `uploadImages`, after a picture is uploaded. */
export interface UploadedImage {
  /** The id of the picture on this device. */
  localId: string
  /** The id of the picture on WeChat's server, its `media_id`. Valid for 3 days. */
  serverId: string
  /** How many pictures are uploaded, including this one. */
  done: number
  /** How many pictures there are. */
  total: number
}

/** Options of `uploadImages`. */
export interface UploadImagesOptions {
  /** Called after each picture is uploaded, including those before a failed one. @default none */
  onProgress?: ((uploaded: UploadedImage) => void) | undefined
  /** Rejects with `ABORTED` and stops. The upload in progress may still finish. @default none */
  signal?: AbortSignal | undefined
}

/**
 * Uploads pictures (上传图片) one after the other, as WeChat requires. Stops at the first failure.
 *
 * @param localIds from `chooseImage`
 * @returns the ids on WeChat's server, in the same order
 * @throws {WxError} the error of `uploadImage`
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
  // Validate all of them before the first upload.
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

/** The data of a picture on this device. */
export interface LocalImage {
  /** `data:image/…;base64,…`, normalized across clients. */
  dataUrl: string
  /** Creates a `Blob`, for instance for a form. */
  blob(): Blob
}

/** Options of `localImage`. */
export interface LocalImageOptions {
  /** Rejects with `ABORTED`. @default none */
  signal?: AbortSignal | undefined
}

/**
 * Reads a chosen picture (获取本地图片). Concurrent calls run one after the other, each with its own timeout.
 *
 * @param localId from `chooseImage`
 * @throws {WxError} the error of `getLocalImgData`; `CALL_FAILED` if the picture is empty
 * @example document.querySelector('img').src = (await localImage(wx, localId)).dataUrl
 */
export async function localImage(
  wx: Pick<Commands, 'getLocalImgData'>,
  localId: string,
  options: LocalImageOptions = {},
): Promise<LocalImage> {
  const { localData } = await wx.getLocalImgData({ localId }, options)
  const [, declared, data = ''] = /^(?:data:([^;,]*)[^,]*,)?([\s\S]*)$/.exec(localData || '') ?? []
  // Android inserts line breaks.
  const base64 = data.replace(/\s/g, '')
  if (base64 === '')
    throw new WxError('CALL_FAILED', { api: 'getLocalImgData', errMsg: 'localData is empty' })
  // iOS misspells the type.
  const type = declared === undefined ? detectType(base64) : declared.replace('image/jgp', 'image/jpeg')
  return {
    dataUrl: `data:${type};base64,${base64}`,
    blob: () => new Blob([decode(base64)], { type }),
  }
}

/**
 * Decodes without `fetch()`, because a Content-Security-Policy may forbid to fetch a data URL. The plain loop takes a sixteenth of
 * the time of `Uint8Array.from()` with a callback.
 */
function decode(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index)
  return bytes
}

/** The first characters of each type of picture in base64. */
const PREFIXES: readonly (readonly [string, string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
]

function detectType(base64: string): string {
  return PREFIXES.find(([prefix]) => base64.startsWith(prefix))?.[1] ?? 'image/jpeg'
}
