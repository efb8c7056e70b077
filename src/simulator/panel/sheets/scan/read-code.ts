/** The longer side that a picture is reduced to before it is read, in px. */
const MAX_SIDE = 1000

/** Reads the QR code in a picture or a frame of a video. `undefined` if there is none. The decoder is loaded when first used. */
export async function readCode(source: ImageBitmap | HTMLVideoElement): Promise<string | undefined> {
  const { decodeQr } = await import('./decode-qr.js')
  const [width, height] =
    source instanceof HTMLVideoElement
      ? [source.videoWidth, source.videoHeight]
      : [source.width, source.height]
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
  // Codes are often transparent pictures.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  try {
    return decodeQr(context.getImageData(0, 0, canvas.width, canvas.height))
  } catch {
    return undefined
  }
}
