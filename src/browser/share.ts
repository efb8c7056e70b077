import type { MenuShareName } from './api-types.js'
import { COMMANDS } from './apis.js'
import type { Call } from './call.js'
import { type Client, isOlder } from './client.js'
import { isWxError, WxError } from './errors.js'
import { optional, readFields, webUrl } from './fields.js'
import type { ShareByMenu } from './menu-share.js'
import { shareableUrl } from './page-url.js'
import type { Session, Verified } from './session.js'

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
  /** Sets the last data again, unless it stands: a client forgets it when the page moves or is verified anew. */
  again(): Promise<void>
}

interface Parts {
  call: Call
  shareByMenu: ShareByMenu
  client: () => Client
  session: Session
}

/** What is to be shared, checked. Without a `link` it is the page, wherever that stands. */
interface Share {
  readonly forChats: object
  readonly forMoments: object
}

/** A share that is being set, or was. */
interface Setting {
  readonly share: Share
  /** By which verification, and where the page stood; none as long as it waits for the page. */
  by?: { verified: Verified; at: string }
  done: Promise<void>
}

type UpdateName = 'updateAppMessageShareData' | 'updateTimelineShareData'

const OLDER: Readonly<Record<UpdateName, readonly MenuShareName[]>> = {
  updateAppMessageShareData: ['onMenuShareAppMessage', 'onMenuShareQQ'],
  updateTimelineShareData: ['onMenuShareTimeline', 'onMenuShareQZone'],
}

export function createSharing({ call, shareByMenu, client, session }: Parts): Sharing {
  let last: Share | undefined
  let setting: Setting | undefined

  function set(share: Share): Promise<void> {
    const mine: Setting = { share, done: Promise.resolve() }
    setting = mine
    mine.done = setTargets(mine)
    mine.done.catch(() => {
      if (setting === mine) setting = undefined
    })
    return mine.done
  }

  async function setTargets(mine: Setting): Promise<void> {
    const { share } = mine
    // All at once, or the page would be verified for each.
    for (const api of Object.keys(OLDER) as UpdateName[])
      for (const each of isKnown(api) ? [api] : OLDER[api]) session.list(each)
    const verified = await session.ensure()
    mine.by = { verified, at: location.href }
    const link = shareableUrl()
    const targets = [
      setOne('updateAppMessageShareData', { link, ...share.forChats }),
      setOne('updateTimelineShareData', { link, ...share.forMoments }),
    ]
    try {
      await Promise.all(targets)
    } finally {
      // One of them may have failed before the other was set.
      await Promise.all(targets.map(target => target.catch(() => {})))
      // One that came later may have been overtaken by this one: it has to stand.
      if (last && last !== share) await set(last)
    }
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

  function stands({ by }: Setting): boolean {
    return by?.verified === session.verified && by?.at === location.href
  }

  async function again(): Promise<void> {
    const before = setting
    if (!last) return
    if (before?.share === last) {
      const waitsForThePage = !before.by
      const refusal = await before.done.catch(error => error)
      // An account that may not share gets no verification after the other, each for the share of the one before.
      if (waitsForThePage || stands(before) || isWxError(refusal, 'PERMISSION_DENIED')) return
      // Another one has been before us.
      if (setting && setting !== before) return again()
    }
    await set(last)
  }

  return {
    async share(data) {
      if (typeof location === 'undefined') throw new WxError('NOT_IN_BROWSER', { api: 'share' })
      // Only what can be shared takes the place of what was.
      last = readShare(data)
      await set(last)
    },
    again,
  }
}

const FOLLOWS_THE_PAGE = { link: optional(webUrl) }

/** Relative addresses are those of the page as it stands now, wherever it will be when they are set again. */
function readShare(data: ShareData): Share {
  const { title, desc, link, imgUrl, timeline }: ShareData = { ...data }
  const forMoments = {
    title: timeline?.title ?? title,
    link: timeline?.link ?? link,
    imgUrl: timeline?.imgUrl ?? imgUrl,
  }
  const { updateAppMessageShareData: chats, updateTimelineShareData: moments } = COMMANDS
  return {
    forChats: readFields('share', { ...chats.takes, ...FOLLOWS_THE_PAGE }, { title, desc, link, imgUrl }),
    forMoments: readFields('share', { ...moments.takes, ...FOLLOWS_THE_PAGE }, forMoments),
  }
}
