import type { ShareData } from '../browser/apis/share.js'
import type { Wx } from '../browser/wx.js'

/** What a component has to share; nothing while it has not got it yet. */
export type Shareable = ShareData | false | null | undefined

/**
 * Where a component says what the page looks like when it is shared: `Shareable` as JSON, which is as good as a copy, and
 * tells whether it is something new. Without it, the component is gone.
 */
export type SharePlace = (text?: string) => void

/**
 * The share data of all components that are there: the one's that was set up last counts, which is the innermost, for a
 * parent is set up before its children.
 *
 * @returns a function that takes a place
 */
export function createShares(wx: Pick<Wx, 'share' | 'client'>): () => SharePlace {
  const texts = new Map<number, string>()
  let places = 0
  /** The place, and what it said. */
  let last = ''

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
      if (text?.[0] === '{') texts.set(place, text)
      // Whatever may be shared until it is back, it is new then.
      else if (texts.delete(place)) last = ''
      // Once all have been heard that a change of the page makes come and go.
      Promise.resolve().then(shareInnermost)
    }
  }
}
