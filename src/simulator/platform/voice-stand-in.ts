/**
 * A second of silence as `/cgi-bin/media/get/jssdk` returns a voice: 50 frames of speex, 16 kHz, without a container. A page
 * uploads a voice once, and WeChat itself keeps it in both formats.
 */
export function speexSilence(): Uint8Array {
  // Both bands in mode 0, which is silence, and the terminator that fills the last byte.
  const frame = [0x04, 0x3f]
  return Uint8Array.from(Array.from({ length: 50 }, () => frame).flat())
}
