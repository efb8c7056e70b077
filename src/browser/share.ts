import type { Call } from './call.js'
import { WxError } from './errors.js'
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
  forChats: Record<'title' | 'desc' | 'link' | 'imgUrl', string>
  forMoments: Record<'title' | 'link' | 'imgUrl', string>
}

function toTargets(data: ShareData): Targets {
  if (typeof data?.title !== 'string' || data.title === '') throw invalid('title', data?.title)
  const { title, desc = '', timeline = {} } = data
  const link = toWebUrl('link', data.link ?? shareableUrl())
  const imgUrl = toWebUrl('imgUrl', data.imgUrl)
  return {
    forChats: { title, desc, link, imgUrl },
    forMoments: {
      title: timeline.title ?? title,
      link: timeline.link === undefined ? link : toWebUrl('timeline.link', timeline.link),
      imgUrl: timeline.imgUrl === undefined ? imgUrl : toWebUrl('timeline.imgUrl', timeline.imgUrl),
    },
  }
}

function toWebUrl(field: string, given: unknown): string {
  if (typeof given !== 'string' || given === '') throw invalid(field, given)
  // Taken as it is where it can be: a parsed and rewritten address may be spelt differently from the page's own.
  if (/^https?:\/\//i.test(given)) return given
  let url: URL
  try {
    url = new URL(given, document.baseURI)
  } catch {
    throw invalid(field, given)
  }
  if (!/^https?:$/.test(url.protocol)) throw invalid(field, given)
  return url.href
}

function invalid(field: string, given: unknown): WxError {
  return new WxError('INVALID_ARGUMENT', {
    api: 'share',
    errMsg: `${field} is ${JSON.stringify(given)}`,
  })
}
