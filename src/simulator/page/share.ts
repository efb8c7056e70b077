import type { MenuItem } from '../../../types/names.js'
import { withoutHash } from './page-urls.js'
import { isCovered } from './signature-check.js'
import type { CardProblem, SharedCard } from './simulator-types.js'

/** The two kinds of data that a page sets. */
export type ShareTarget = 'appMessage' | 'timeline'

/** What an item of the menu shares, and how the client asks the page for it. */
export interface ShareItem {
  /** The event of the pressed item. */
  readonly event: string
  readonly eventData: object
  /** The call that the page answers with. */
  readonly call: string
  /** Which data of the page applies; `undefined`: none does. */
  readonly target?: ShareTarget
}

export const SHARE_ITEMS: { readonly [Item in MenuItem]?: ShareItem } = {
  'menuItem:share:appMessage': {
    event: 'menu:share:appmessage',
    eventData: { scene: 'friend' },
    call: 'sendAppMessage',
    target: 'appMessage',
  },
  'menuItem:favorite': {
    event: 'menu:share:appmessage',
    eventData: { scene: 'favorite' },
    call: 'sendAppMessage',
    target: 'appMessage',
  },
  'menuItem:share:timeline': {
    event: 'menu:share:timeline',
    eventData: {},
    call: 'shareTimeline',
    target: 'timeline',
  },
  'menuItem:share:qq': { event: 'menu:share:qq', eventData: {}, call: 'shareQQ', target: 'appMessage' },
  'menuItem:share:QZone': {
    event: 'menu:share:QZone',
    eventData: {},
    call: 'shareQZone',
    target: 'timeline',
  },
  'menuItem:share:weiboApp': { event: 'menu:share:weiboApp', eventData: {}, call: 'shareWeiboApp' },
  'menuItem:share:facebook': { event: 'menu:share:facebook', eventData: {}, call: 'shareFB' },
  'menuItem:share:email': { event: 'menu:share:email', eventData: {}, call: 'sendEmail' },
}

type CardFields = Readonly<Record<'title' | 'desc' | 'link' | 'imgUrl', string>>

/** What the page has set for its cards, and in which order. */
export interface ShareState {
  /** Keeps the data of `updateAppMessageShareData` or `updateTimelineShareData`. */
  setData(target: ShareTarget, parameters: Readonly<Record<string, unknown>>): void
  /** Notes that the page has set the handler of a menu item. */
  setHandler(event: string): void
  /** Which of them the page has set last, that is, what the item shares. */
  sourceOf(item: ShareItem, mayUseHandler: boolean): SharedCard['source']
  card(item: MenuItem, source: SharedCard['source'], sent?: Readonly<Record<string, unknown>>): SharedCard
  reset(): void
}

/** @param domains the JS domains of the account */
export function createShareState(domains: () => readonly string[]): ShareState {
  const data = new Map<ShareTarget, { fields: CardFields; url: string; order: number }>()
  const handlers = new Map<string, number>()
  let order = 0

  return {
    setData(target, parameters) {
      // Without a link there is no card: what the page has set before remains.
      if (!parameters.link) return
      order += 1
      data.set(target, { fields: fieldsOf(parameters), url: window.location.href, order })
    },
    setHandler(event) {
      order += 1
      handlers.set(event, order)
    },
    sourceOf({ event, target }, mayUseHandler) {
      const dataOrder = (target && data.get(target)?.order) ?? 0
      const handlerOrder = (mayUseHandler && handlers.get(event)) || 0
      if (dataOrder === 0 && handlerOrder === 0) return 'default'
      return dataOrder > handlerOrder ? 'page-data' : 'menu-handler'
    },
    card(item, source, sent) {
      const target = SHARE_ITEMS[item]?.target
      const set = source === 'page-data' && target ? data.get(target) : undefined
      const fields = set?.fields ?? (sent ? fieldsOf(sent) : defaultFields())
      const desc = target === 'timeline' ? '' : fields.desc
      const url = window.location.href
      const problems = problemsOf({ ...fields, desc }, domains())
      if (set && withoutHash(set.url) !== withoutHash(url)) problems.push('other-url')
      if (source === 'default') problems.push('not-set')
      return { item, ...fields, desc, source, url, problems }
    },
    reset() {
      data.clear()
      handlers.clear()
    },
  }
}

/** Calls after a pressed item name the picture `img_url`. */
function fieldsOf(parameters: Readonly<Record<string, unknown>>): CardFields {
  const text = (value: unknown) => (value === undefined || value === null ? '' : String(value))
  const { title, desc, link, imgUrl, img_url } = parameters
  return { title: text(title), desc: text(desc), link: text(link), imgUrl: text(imgUrl ?? img_url) }
}

/** What WeChat shares if the page has set nothing. */
function defaultFields(): CardFields {
  const { document, location } = window
  const pictures = [...document.querySelectorAll('img')]
  const picture = pictures.find(
    image => (image.naturalWidth || image.width) > 290 && (image.naturalHeight || image.height) > 290,
  )
  return { title: document.title, desc: '', link: location.href, imgUrl: picture?.src ?? '' }
}

/** About what two lines of a card show of the title, and three of the description, in Chinese characters. */
const TITLE_WIDTH = 36
const DESC_WIDTH = 42

function problemsOf({ title, desc, link, imgUrl }: CardFields, domains: readonly string[]): CardProblem[] {
  const isAbsolute = (url: string) => /^https?:\/\/[^/]/i.test(url)
  const found: readonly (readonly [CardProblem, boolean])[] = [
    ['no-title', title.trim() === ''],
    ['no-picture', imgUrl === ''],
    ['relative-link', !isAbsolute(link)],
    ['relative-picture', imgUrl !== '' && !isAbsolute(imgUrl)],
    ['foreign-domain', isAbsolute(link) && !isCovered(link, domains)],
    ['long-title', widthOf(title) > TITLE_WIDTH],
    ['long-desc', widthOf(desc) > DESC_WIDTH],
  ]
  return found.filter(([, is]) => is).map(([problem]) => problem)
}

/** In Chinese characters. Latin ones are half as wide. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) as number) < 0x2e80 ? 0.5 : 1
  return width
}
