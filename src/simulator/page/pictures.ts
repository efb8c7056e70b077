import type { SimulatedClient } from './default-answers.js'

/** Pictures of this phone, by the ids that its client gives them. They are drawn when somebody looks. */
export function localIdOf(picture: number, client: SimulatedClient): string {
  return client === 'ios'
    ? `wxLocalResource://imageid10000${picture}`
    : `weixin://resourceid/c0ffee${picture}`
}

/** A JPEG as `data:image/jpeg;base64,…`, another one for each last digit. */
export function drawPicture(localId: string): string {
  const picture = Number(/\d$/.exec(localId)?.[0] ?? 0)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = SIZE
  const paint = canvas.getContext('2d')
  if (!paint) throw new Error('The simulator needs a browser that can draw.')
  const [ink, paper] = picture % 2 === 0 ? ['#07c160', '#e8f8ef'] : ['#576b95', '#eef1f6']
  paint.fillStyle = paper
  paint.fillRect(0, 0, SIZE, SIZE)
  paint.fillStyle = ink
  paint.beginPath()
  paint.arc(176, 64, 26, 0, 2 * Math.PI)
  paint.fill()
  paint.beginPath()
  const ridge = [0, 200, 70, 116, 124, 174, 158, 136, SIZE, 218, SIZE, SIZE, 0, SIZE]
  for (let i = 0; i < ridge.length; i += 2) paint.lineTo(ridge[i] as number, ridge[i + 1] as number)
  paint.fill()
  return canvas.toDataURL('image/jpeg', 0.8)
}

const SIZE = 240

/**
 * A client shows a picture where its id is the `src` of an image; an ordinary browser fails to. Here it gets the drawing
 * then. Images outside the document are not reached.
 *
 * @returns a function that ends it
 */
export function showPictures(): () => void {
  const onError = ({ target }: Event) => {
    if (target instanceof HTMLImageElement && /^(weixin|wxlocalresource):/i.test(target.src)) {
      target.src = drawPicture(target.src)
    }
  }
  document.addEventListener('error', onError, true)
  return () => document.removeEventListener('error', onError, true)
}
