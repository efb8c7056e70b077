import type { ShareData } from '../browser/apis/share.js'
import type { Wx } from '../browser/wx.js'

/** The share data of a component, or a falsy value while it has none. */
export type Shareable = ShareData | false | null | undefined

/**
 * Sets the share data of one component, as the JSON of a `Shareable`. Without an argument, removes it. JSON serves as a copy
 * and makes equal data compare as equal.
 */
export type ShareSlot = (json?: string) => void

/**
 * Keeps the share data of all mounted components and shares that of the innermost one. A slot created later is further in,
 * because parents are set up before their children.
 *
 * @returns a function that creates the slot of a component
 */
export function createShareStack(wx: Pick<Wx, 'share' | 'client'>): () => ShareSlot {
  const jsonBySlot = new Map<number, string>()
  let slots = 0
  /** The slot and the JSON that were shared last. */
  let shared = ''

  const shareInnermost = () => {
    const slot = Math.max(...jsonBySlot.keys())
    const json = jsonBySlot.get(slot)
    if (!json || slot + json === shared) return
    shared = slot + json
    // Failures are reported to `onError`. Outside WeChat there is nothing to report.
    if (wx.client.inWeChat) wx.share(JSON.parse(json) as ShareData)
  }

  return () => {
    slots += 1
    const slot = slots
    return json => {
      if (json?.[0] === '{') jsonBySlot.set(slot, json)
      // Shared again if it comes back, even if nothing else was shared meanwhile.
      else if (jsonBySlot.delete(slot)) shared = ''
      // Deferred, so that all components that one update mounts and unmounts count as one change.
      Promise.resolve().then(shareInnermost)
    }
  }
}
