import { COMMANDS } from './apis.js'
import type { Call } from './call.js'
import { WxError } from './errors.js'
import { readFields } from './fields.js'
import { shareableUrl } from './page-url.js'

/** What a shared page looks like. */
export interface ShareData {
  title: string
  /** The line below the title. Moments (朋友圈) show none. */
  desc?: string | undefined
  /**
   * Must be of the domain that is bound to the account; a relative one is made absolute.
   * @default the page's URL, without what WeChat or OAuth added for this visitor: `from`, `isappinstalled`, `code`, `state`, `ticket`
   */
  link?: string | undefined
  /** The picture, an http(s) address; a relative one is made absolute. At least 300 × 300 pixels look well. */
  imgUrl: string
  /** What is different in Moments (朋友圈). */
  timeline?:
    | {
        title?: string | undefined
        link?: string | undefined
        imgUrl?: string | undefined
      }
    | undefined
}

export interface Sharing {
  share(data: ShareData): Promise<void>
  /** Sets the last data again: a client forgets it when the page moves. */
  again(): Promise<void>
}

export function createSharing(call: Call): Sharing {
  let last: ShareData | undefined
  const set = async ({ forChats, forMoments }: Targets) => {
    await Promise.all([
      call('updateAppMessageShareData', forChats),
      call('updateTimelineShareData', forMoments),
    ])
  }
  return {
    async share(data) {
      if (typeof location === 'undefined') throw new WxError('NOT_IN_BROWSER', { api: 'share' })
      const targets = toTargets(data)
      // Only what can be shared takes the place of what was.
      last = { ...data }
      await set(targets)
    },
    async again() {
      if (last) await set(toTargets(last))
    },
  }
}

interface Targets {
  forChats: object
  forMoments: object
}

function toTargets(data: ShareData): Targets {
  const { title, desc, link = shareableUrl(), imgUrl, timeline = {} }: ShareData = { ...data }
  const forMoments = {
    title: timeline.title ?? title,
    link: timeline.link ?? link,
    imgUrl: timeline.imgUrl ?? imgUrl,
  }
  return {
    forChats: readFields('share', COMMANDS.updateAppMessageShareData.takes, { title, desc, link, imgUrl }),
    forMoments: readFields('share', COMMANDS.updateTimelineShareData.takes, forMoments),
  }
}
