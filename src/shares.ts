import type { ShareData } from './browser/share.js'
import type { Wx } from './browser/wx.js'

/**
 * Where a component says what the page looks like when it is shared: `ShareData` as JSON, which is as good as a copy, and
 * tells whether it is something new. Without it, the component is gone.
 */
export type SharePlace = (text?: string) => void

/**
 * The share data of all components that are there: the innermost's counts, or the last one's among neighbours. A place is
 * taken as its component is set up, and a parent is set up before its children.
 *
 * @returns a function that takes a place
 */
export function createShares(wx: Pick<Wx, 'share' | 'client'>): () => SharePlace {
  const texts = new Map<number, string>()
  let places = 0
  let last: string | undefined

  const shareInnermost = () => {
    const place = Math.max(...texts.keys())
    const text = texts.get(place)
    if (!text || place + text === last) return
    last = place + text
    // What fails is told to `onError`; outside of WeChat there is nothing to tell.
    if (wx.client.inWeChat) wx.share(JSON.parse(text) as ShareData)
  }

  return () => {
    places += 1
    const place = places
    return text => {
      if (text && text !== 'null') texts.set(place, text)
      else texts.delete(place)
      // Once all have been heard that a change of the page makes come and go.
      Promise.resolve().then(shareInnermost)
    }
  }
}
