import decodeQR from 'qr/decode.js'

/** Reads the QR code in a picture. @throws {Error} if there is none */
export function decodeQr(picture: ImageData): string {
  return decodeQR(picture)
}
