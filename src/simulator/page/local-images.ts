import type { SimulatedClient } from './simulator-types.js'

/** The `localId` of the phone's n-th picture, in the form that this client uses. */
export function localIdOf(picture: number, client: SimulatedClient): string {
  return client === 'ios'
    ? `wxLocalResource://imageid10000${picture}`
    : `weixin://resourceid/c0ffee${picture}`
}

/** The picture as `data:image/jpeg;base64,…`. The last digit of `localId` selects the colors. */
export function drawPicture(localId: string): string {
  const picture = Number(/\d$/.exec(localId)?.[0] ?? 0)
  const canvas = window.document.createElement('canvas')
  canvas.width = canvas.height = SIZE
  const context = canvas.getContext('2d')
  if (!context) throw new Error('The simulator cannot draw a picture: this browser has no 2D canvas.')
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

/**
 * Makes `<img src={localId}>` show the picture, as WeChat does: an ordinary browser fails to load a `localId`, and the
 * listener then sets the drawing as `src`. Images outside the document are not covered.
 *
 * @returns a function that removes the listener
 */
export function showLocalImages(): () => void {
  const onError = ({ target }: Event) => {
    if (target instanceof window.HTMLImageElement && /^(weixin|wxlocalresource):/i.test(target.src)) {
      target.src = drawPicture(target.src)
    }
  }
  window.document.addEventListener('error', onError, true)
  return () => window.document.removeEventListener('error', onError, true)
}
