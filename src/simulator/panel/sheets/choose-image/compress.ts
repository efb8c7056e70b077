import { toJpeg } from './sample-pictures.js'

/** WeChat limits the longer side of a compressed picture to about so many px. */
const MAX_SIDE = 1280

/** Makes a picture smaller, as WeChat does if the user does not choose the original. Others than JPEG and PNG stay as they are. */
export async function compress(blob: Blob): Promise<Blob> {
  if (!/^image\/(jpeg|png)$/.test(blob.type)) return blob
  const bitmap = await createImageBitmap(blob)
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  const compressed = await toJpeg(canvas, 0.8)
  return compressed.size < blob.size ? compressed : blob
}
