import type { Context } from '../client/context.js'
import { isOlder } from '../client/detect-client.js'
import { isWxError, WxError } from '../errors.js'
import type { Session, Verified } from '../session/session.js'
import { objectOf } from '../util/validate.js'
import type { MenuShareName } from './api-types.js'
import type { Call } from './call.js'
import type { ShareByMenu } from './menu-share.js'
import { httpUrl, optional, readParameters, text } from './parameters.js'
import { shareableUrl } from './shareable-url.js'
import { COMMANDS } from './table.js'

/** The title, description, link and picture of a shared page. */
export interface ShareData {
  /** The title; required. */
  title: string
  /**
   * The line below the title. Moments (朋友圈) do not show it.
   *
   * @default ''
   */
  desc?: string | undefined
  /**
   * The URL to share. Its domain must be bound to the account (JS接口安全域名). A relative URL is resolved against the page.
   *
   * @default the URL of the page, without what WeChat added for this visitor: `from` with a value of WeChat's, `isappinstalled`,
   *   `code` and `state` of a login, the `ticket` of beacons
   */
  link?: string | undefined
  /**
   * The http(s) URL of the picture, at least 300 × 300 pixels for a good result; required. A relative URL is resolved against
   * the page.
   */
  imgUrl: string
  /**
   * What to share to Moments (朋友圈) instead, field by field.
   *
   * @default {}
   */
  timeline?:
    | {
        /** The title in Moments. @default the `title` above */
        title?: string | undefined
        /** The URL that Moments open. @default the `link` above */
        link?: string | undefined
        /** The picture in Moments. @default the `imgUrl` above */
        imgUrl?: string | undefined
      }
    | undefined
}

export interface Sharing {
  /** Stores the data as what the client is to share, and sets it. */
  share(data: ShareData): Promise<void>
  /** Sets the stored data again unless the client still has it. `explicit` also retries data that was denied. */
  reapply(explicit?: boolean): Promise<void>
}

/** Validated share data. Without a `link`, the URL of the page at the time it is set is used. */
interface Share {
  readonly forChats: object
  readonly forMoments: object
}

/** What the client has: the data, the verification under which it was set, and the URL of the page at that time. */
interface Applied {
  readonly share: Share
  readonly verified: Verified
  readonly at: string
}

type UpdateName = 'updateAppMessageShareData' | 'updateTimelineShareData'

/** The APIs of clients that do not have the newer ones. */
const OLDER: Readonly<Record<UpdateName, readonly MenuShareName[]>> = {
  updateAppMessageShareData: ['onMenuShareAppMessage', 'onMenuShareQQ'],
  updateTimelineShareData: ['onMenuShareTimeline', 'onMenuShareQZone'],
}

/** Keeps what the client shares (`applied`) equal to what the page wants to share (`wanted`). */
export function createSharing(
  { client, session }: Context & { session: Session },
  call: Call,
  shareByMenu: ShareByMenu,
): Sharing {
  let wanted: Share | undefined
  let applied: Applied | undefined
  /** Data that the account has no permission to share. It is not retried, to avoid verifying the page again each time. */
  let denied: Share | undefined
  /** The round that has not read `wanted` yet. */
  let nextRound: Promise<void> | undefined
  let lastRound: Promise<unknown> = Promise.resolve()

  /** Rounds run one at a time, so that the client ends up with the latest data. All callers before a round starts share it. */
  function sync(): Promise<void> {
    nextRound ??= lastRound.then(runRound)
    lastRound = nextRound.catch(() => {})
    return nextRound
  }

  async function runRound(): Promise<void> {
    let verified: Verified
    try {
      // List them all before verifying, so that the page is verified once.
      for (const target of Object.keys(OLDER) as UpdateName[])
        for (const api of isKnown(target) ? [target] : OLDER[target]) session.list(api)
      verified = await session.ensure()
    } finally {
      nextRound = undefined
    }
    if (wanted && wanted !== denied && !isApplied(wanted)) await apply(wanted, verified)
  }

  /** The client drops the share data when it verifies the page or the URL changes. */
  function isApplied(share: Share): boolean {
    return applied?.share === share && applied.verified === session.verified && applied.at === location.href
  }

  async function apply(share: Share, verified: Verified): Promise<void> {
    const at = location.href
    const link = shareableUrl()
    applied = undefined
    const targets = [
      setTarget('updateAppMessageShareData', { link, ...share.forChats }),
      setTarget('updateTimelineShareData', { link, ...share.forMoments }),
    ]
    // Wait for both even if one fails: the other one must not overwrite the data of the next round.
    await Promise.all(targets.map(target => target.catch(() => {})))
    try {
      await Promise.all(targets)
      applied = { share, verified, at }
    } catch (error) {
      if (isWxError(error, 'PERMISSION_DENIED')) denied = share
      throw error
    }
  }

  async function setTarget(api: UpdateName, data: object): Promise<void> {
    if (isKnown(api)) {
      try {
        await call(api, data)
        return
      } catch (error) {
        if (!isWxError(error, 'NOT_SUPPORTED')) throw error
      }
    }
    await Promise.all(OLDER[api].map(older => shareByMenu(older, data).done))
  }

  function isKnown(api: UpdateName): boolean {
    return !isOlder(client(), COMMANDS[api].since)
  }

  return {
    async share(data) {
      if (typeof window === 'undefined') throw new WxError('NOT_IN_BROWSER', { api: 'share' })
      // Invalid data throws here and does not replace the previous data.
      wanted = readShare(data)
      await sync()
    },
    async reapply(explicit) {
      if (explicit) denied = undefined
      // The caller that started the next round receives its error.
      if (nextRound) await nextRound.catch(() => {})
      else if (wanted) await sync()
    },
  }
}

const OVERRIDES = { title: optional(text), link: optional(httpUrl), imgUrl: optional(httpUrl) }

const SHARE = {
  ...COMMANDS.updateAppMessageShareData.parameters,
  link: optional(httpUrl),
  timeline: optional(objectOf(OVERRIDES)),
}

/** Resolves relative URLs against the current URL, because the data is set again after the page has moved. */
function readShare(data: ShareData): Share {
  const { timeline, desc, ...looks } = readParameters('share', SHARE, data)
  return { forChats: { ...looks, desc }, forMoments: { ...looks, ...(timeline as object | undefined) } }
}
