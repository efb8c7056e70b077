import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../ui/icon.js'

/** What became of the picture of a card. */
export type PictureState = 'loading' | 'loaded' | 'failed' | 'small'

/** WeChat asks for at least so many px on each side. */
const MIN_SIZE = 300

/** Loads the picture, as WeChat does to make a thumbnail of it. */
export function usePicture(url: string): PictureState {
  const [state, setState] = useState<PictureState>('loading')
  useEffect(() => {
    setState('loading')
    if (!url) return undefined
    const image = new Image()
    image.onload = () =>
      setState(Math.min(image.naturalWidth, image.naturalHeight) < MIN_SIZE ? 'small' : 'loaded')
    image.onerror = () => setState('failed')
    image.src = url
    return () => {
      image.onload = image.onerror = null
    }
  }, [url])
  return state
}

interface ThumbnailProps {
  url: string
  state: PictureState
}

/** The picture of a card, cut to a square; WeChat's grey link if there is none. */
export function Thumbnail({ url, state }: ThumbnailProps): JSX.Element {
  return url && state !== 'failed' ? (
    <img class="thumbnail" src={url} alt="" />
  ) : (
    <span class="thumbnail none">
      <Icon name="link" />
    </span>
  )
}
