import type { MenuShareName } from './api-types.js'
import { COMMANDS } from './apis.js'
import type { Call } from './call.js'
import { type Client, isOlder } from './client.js'
import { isWxError, WxError } from './errors.js'
import { readFields } from './fields.js'
import type { ShareByMenu } from './menu-share.js'
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

type UpdateName = 'updateAppMessageShareData' | 'updateTimelineShareData'

interface Parts {
  call: Call
  shareByMenu: ShareByMenu
  client: () => Client
}

export function createSharing({ call, shareByMenu, client }: Parts): Sharing {
  let last: ShareData | undefined

  async function set(data: ShareData): Promise<void> {
    const { forChats, forMoments } = toTargets(data)
    const targets = Promise.all([
      setOne('updateAppMessageShareData', ['onMenuShareAppMessage', 'onMenuShareQQ'], forChats),
      setOne('updateTimelineShareData', ['onMenuShareTimeline', 'onMenuShareQZone'], forMoments),
    ])
    try {
      await targets
    } finally {
      // One that came later may have been overtaken by this one: it has to stand.
      if (last && last !== data) await set(last)
    }
  }

  /** Old clients have the older APIs alone: what they are given is shared when a button is pressed. */
  async function setOne(api: UpdateName, older: readonly MenuShareName[], target: object): Promise<void> {
    if (!isOlder(client(), COMMANDS[api].client)) {
      try {
        await call(api, target)
        return
      } catch (error) {
        if (!isWxError(error, 'NOT_SUPPORTED')) throw error
      }
    }
    await Promise.all(older.map(each => shareByMenu(each, target).done))
  }

  return {
    async share(data) {
      if (typeof location === 'undefined') throw new WxError('NOT_IN_BROWSER', { api: 'share' })
      toTargets(data)
      // Only what can be shared takes the place of what was.
      last = { ...data }
      await set(last)
    },
    async again() {
      if (last) await set(last)
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
