/** Pictures to choose without a file: drawn when they are needed. */
export const SAMPLES: readonly {
  zh: string
  en: string
  colors: readonly [sky: string, land: string, sun: string]
}[] = [
  { zh: '山', en: 'Mountains', colors: ['#d7e9f7', '#3f6f52', '#f4b942'] },
  { zh: '海', en: 'Sea', colors: ['#fbe3cf', '#2f6f93', '#e8663d'] },
  { zh: '夜', en: 'Night', colors: ['#1d2748', '#0e1326', '#f5efd2'] },
  { zh: '沙漠', en: 'Desert', colors: ['#f7dfb4', '#b8763e', '#fff6e0'] },
]

const WIDTH = 1200
const HEIGHT = 900

/** @returns a JPEG of 1200 × 900 px */
export function drawSample(index: number): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const context = canvas.getContext('2d') as CanvasRenderingContext2D
  const [sky, land, sun] = (SAMPLES[index] as (typeof SAMPLES)[number]).colors
  context.fillStyle = sky
  context.fillRect(0, 0, WIDTH, HEIGHT)
  context.fillStyle = sun
  context.beginPath()
  context.arc(880, 270, 100, 0, 2 * Math.PI)
  context.fill()
  context.fillStyle = land
  for (const [start, height, alpha] of [
    [0, 380, 0.55],
    [1.7, 260, 0.8],
    [3.1, 140, 1],
  ] as const) {
    context.globalAlpha = alpha
    context.beginPath()
    context.moveTo(0, HEIGHT)
    for (let x = 0; x <= WIDTH; x += 12) {
      const wave = Math.sin(x / 210 + start) * 70 + Math.sin(x / 90 + start * 2) * 26
      context.lineTo(x, HEIGHT - height - wave)
    }
    context.lineTo(WIDTH, HEIGHT)
    context.fill()
  }
  return toJpeg(canvas, 0.86)
}

export function toJpeg(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      blob => (blob ? resolve(blob) : reject(new Error('The browser cannot encode this picture.'))),
      'image/jpeg',
      quality,
    ),
  )
}
