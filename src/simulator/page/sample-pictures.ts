/** The n-th picture of every simulated phone, as `data:image/jpeg;base64,…`. */
export function samplePicture(picture: number): string {
  const canvas = window.document.createElement('canvas')
  canvas.width = canvas.height = SIZE
  // jsdom would report getContext as an error.
  const context = 'CanvasRenderingContext2D' in window ? canvas.getContext('2d') : null
  if (!context) return tinyPicture(picture)
  const [foreground, background] = picture % 2 === 0 ? ['#07c160', '#e8f8ef'] : ['#576b95', '#eef1f6']
  context.fillStyle = background
  context.fillRect(0, 0, SIZE, SIZE)
  context.fillStyle = foreground
  context.beginPath()
  context.arc(176, 64, 26, 0, 2 * Math.PI)
  context.fill()
  context.beginPath()
  const ridge = [0, 200, 70, 116, 124, 174, 158, 136, SIZE, 218, SIZE, SIZE, 0, SIZE]
  for (let i = 0; i < ridge.length; i += 2) context.lineTo(ridge[i] as number, ridge[i + 1] as number)
  context.fill()
  return canvas.toDataURL('image/jpeg', 0.8)
}

const SIZE = 240

/** A grey JPEG of one pixel, where there is no canvas. Its last data byte is the shade. */
function tinyPicture(picture: number): string {
  const quantization = 'CAgI'.repeat(20)
  const tables = `/9j/2wBDAAgI${quantization}CAj/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABv/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8A`
  return `data:image/jpeg;base64,${tables}${picture % 2 === 0 ? 'YP/Z' : 'Hv/Z'}`
}
