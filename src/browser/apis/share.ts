import type { Context } from '../client/context.js'
import { isOlder } from '../client/detect-client.js'
import { isWxError, WxError } from '../errors.js'
import { shareableUrl } from '../session/page-url.js'
import type { Session, Verified } from '../session/session.js'
import { objectOf } from '../util/validate.js'
import type { MenuShareName } from './api-types.js'
import type { Call } from './call.js'
import type { ShareByMenu } from './menu-share.js'
import { optional, readFields, text, webUrl } from './parameters.js'
import { COMMANDS } from './table.js'

/** What a shared page looks like. */
export interface ShareData {
  title: string
  /** The line below the title. Moments (朋友圈) show none. */
  desc?: string | undefined
  /**
   * Must be of the domain that is bound to the account; a relative one is made absolute.
   * @default the page's URL, without what WeChat added for this visitor: `from` with a value of WeChat's, `isappinstalled`, `code` and
   *   `state` of a login, the beacons' `ticket`
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
  /** Sets the last data again unless it stands. `explicit`: even if the account was not permitted to share it. */
  again(explicit?: boolean): Promise<void>
}

/** What is to be shared, checked. Without a `link` it is the page, wherever that stands. */
interface Share {
  readonly forChats: object
  readonly forMoments: object
}

/** What was set last: by which verification, and where the page stood. */
interface Applied {
  readonly share: Share
  readonly verified: Verified
  readonly at: string
}

type UpdateName = 'updateAppMessageShareData' | 'updateTimelineShareData'

const OLDER: Readonly<Record<UpdateName, readonly MenuShareName[]>> = {
  updateAppMessageShareData: ['onMenuShareAppMessage', 'onMenuShareQQ'],
  updateTimelineShareData: ['onMenuShareTimeline', 'onMenuShareQZone'],
}

export function createSharing(
  { client, session }: Context & { session: Session },
  call: Call,
  shareByMenu: ShareByMenu,
): Sharing {
  let wanted: Share | undefined
  let applied: Applied | undefined
  /** What the account may not share: the page is not verified again and again for it. */
  let denied: Share | undefined
  /** The round that will set what is wanted as it begins: whoever wants something until then is served by it. */
  let upcoming: Promise<void> | undefined
  let latest: Promise<unknown> = Promise.resolve()

  /** One round at a time, and one more for all that is wanted while it runs: the client is left with the last data. */
  function sync(): Promise<void> {
    upcoming ??= latest.then(setWanted)
    latest = upcoming.catch(() => {})
    return upcoming
  }

  async function setWanted(): Promise<void> {
    const verified = await verifyForSharing()
    const share = wanted
    if (!share || share === denied || stands()) return
    const at = location.href
    const link = shareableUrl()
    applied = undefined
    const setting = [
      setOne('updateAppMessageShareData', { link, ...share.forChats }),
      setOne('updateTimelineShareData', { link, ...share.forMoments }),
    ]
    // Both are awaited: the next round must not be overtaken by what is left of this one.
    await Promise.all(setting.map(target => target.catch(() => {})))
    try {
      await Promise.all(setting)
      applied = { share, verified, at }
    } catch (error) {
      if (isWxError(error, 'PERMISSION_DENIED')) denied = share
      throw error
    }
  }

  async function verifyForSharing(): Promise<Verified> {
    try {
      // All at once, or the page would be verified for each.
      for (const api of Object.keys(OLDER) as UpdateName[])
        for (const each of isKnown(api) ? [api] : OLDER[api]) session.list(each)
      return await session.ensure()
    } finally {
      upcoming = undefined
    }
  }

  /** Whether the client still has what is wanted. It forgets what was set as it verifies anew, and where the page moves. */
  function stands(): boolean {
    return (
      applied?.share === wanted && applied?.verified === session.verified && applied?.at === location.href
    )
  }

  /** Old clients have the older APIs alone: what they are given is shared when a button is pressed. */
  async function setOne(api: UpdateName, target: object): Promise<void> {
    if (isKnown(api)) {
      try {
        await call(api, target)
        return
      } catch (error) {
        if (!isWxError(error, 'NOT_SUPPORTED')) throw error
      }
    }
    await Promise.all(OLDER[api].map(each => shareByMenu(each, target).done))
  }

  function isKnown(api: UpdateName): boolean {
    return !isOlder(client(), COMMANDS[api].client)
  }

  return {
    async share(data) {
      if (typeof location === 'undefined') throw new WxError('NOT_IN_BROWSER', { api: 'share' })
      // Only what can be shared takes the place of what was.
      wanted = readShare(data)
      await sync()
    },
    async again(explicit) {
      if (explicit) denied = undefined
      // Whoever asked for that round is told of its failure.
      if (upcoming) await upcoming.catch(() => {})
      else if (wanted) await sync()
    },
  }
}

const LOOKS = { title: text, imgUrl: webUrl, link: optional(webUrl) }

const SHARE = {
  ...LOOKS,
  desc: optional(text, ''),
  timeline: optional(objectOf({ ...LOOKS, title: optional(text), imgUrl: optional(webUrl) })),
}

/** Relative addresses are those of the page as it stands now, wherever it will be when they are set again. */
function readShare(data: ShareData): Share {
  const { timeline, desc, ...looks } = readFields('share', SHARE, data)
  return { forChats: { ...looks, desc }, forMoments: { ...looks, ...(timeline as object | undefined) } }
}
