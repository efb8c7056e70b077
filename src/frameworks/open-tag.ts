import type { OpenTagAttributes, OpenTagEvents } from '../../types/open-tags.js'
import type { Log } from '../browser/util/log.js'
import { KEY } from '../browser/util/shared-on-page.js'
import type { Wx } from '../browser/wx.js'

export type TagName = keyof OpenTagAttributes

/** `'env-version'` → `'envVersion'` */
type CamelCase<Name> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Rest>}` : Name

/** The attributes of a tag as props. `extraData` may be an object. */
export type TagProps<Tag extends TagName> = {
  [Name in keyof OpenTagAttributes[Tag] as CamelCase<Name>]: Name extends 'extra-data'
    ? string | object | undefined
    : OpenTagAttributes[Tag][Name]
}

/** The events of a tag as props: `onLaunch`, `onError` … */
export type TagHandlers<Tag extends TagName> = {
  [Type in keyof OpenTagEvents[Tag] as `on${Capitalize<Type & string>}`]?:
    | ((event: OpenTagEvents[Tag][Type]) => void)
    | undefined
}

/** What every tag takes. */
export interface TagLayout {
  /**
   * HTML that WeChat renders in the tag. Styles of the page do not apply to it. Without it, the tag is invisible and covers the
   * component's children. @default none
   */
  content?: string | undefined
  /** Styles for `content`. @default none */
  css?: string | undefined
  /** The width; a number is in px. @default that of the children; with `content`, of a block */
  width?: number | string | undefined
  /** The height; a number is in px. @default that of the children or the content */
  height?: number | string | undefined
}

/** The attributes and the events of each tag. */
export const TAGS: {
  readonly [Tag in TagName]: { attributes: readonly string[]; events: readonly string[] }
} = {
  'wx-open-launch-weapp': {
    attributes: ['username', 'appid', 'path', 'envVersion', 'extraData'],
    events: ['ready', 'launch', 'error'],
  },
  'wx-open-launch-app': { attributes: ['appid', 'extinfo'], events: ['ready', 'launch', 'error'] },
  'wx-open-subscribe': { attributes: ['template', 'index'], events: ['success', 'error'] },
  'wx-open-audio': {
    attributes: ['src', 'title', 'singer', 'episode', 'cover'],
    events: ['play', 'pause', 'ended', 'error'],
  },
}

/** Draws its own controls, and takes no template. */
const WITHOUT_TEMPLATE = 'wx-open-audio'

type Styles = Record<string, string | undefined>

/** The styles of the element around children and tag, and of the one around the tag. */
export function layoutOf(
  tag: TagName,
  { content, width, height }: TagLayout,
): { outer: Styles; frame: Styles } {
  const isCover = content === undefined && tag !== WITHOUT_TEMPLATE
  const size = { width: toLength(width), height: toLength(height) }
  if (!isCover) return { outer: size, frame: { height: '100%' } }
  return {
    // As large as the children, unless it has a size.
    outer: { display: 'inline-block', position: 'relative', ...size },
    frame: { position: 'absolute', top: '0', left: '0', width: '100%', height: '100%', overflow: 'hidden' },
  }
}

/** `100` → `'100px'` */
function toLength(size: number | string | undefined): string | undefined {
  return typeof size === 'number' ? `${size}px` : size
}

/**
 * Puts the tag into `frame`. It is created here rather than rendered, because frameworks take the template, which WeChat reads
 * once, for a part of the page, and because WeChat changes the tag behind their back.
 *
 * @param onEvent called with the tag's own events
 * @returns a function that removes the tag
 */
export function mountTag(
  frame: Element,
  tag: TagName,
  props: Readonly<Record<string, unknown>> & TagLayout,
  onEvent: (type: string, event: CustomEvent) => void,
): () => void {
  const element = document.createElement(tag)
  element.style.cssText = 'display:block;width:100%;height:100%'
  const { attributes, events } = TAGS[tag]
  for (const name of attributes) {
    const value = props[name]
    if (value === undefined || value === null) continue
    const attribute = name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
    element.setAttribute(attribute, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  for (const type of events) element.addEventListener(type, event => onEvent(type, event as CustomEvent))
  if (tag !== WITHOUT_TEMPLATE) {
    const template = document.createElement('script')
    template.type = 'text/wxtag-template'
    const { content = INVISIBLE, css } = props
    template.append(css ? `<style>${css}</style>${content}` : content)
    element.append(template)
  }
  // In one piece, because WeChat reads the template as soon as the tag is in the page.
  frame.append(element)
  return () => element.remove()
}

/** Larger than the tag, which cuts it off: a percentage has no meaning in a template. */
const INVISIBLE = '<div style="width:100vw;height:100vh"></div>'

/** Whether this WeChat renders none of the tags. The event is only fired once, so it is listened to from the beginning. */
let isUnsupported = false
const listeners = new Set<() => void>()
if (typeof document !== 'undefined')
  document.addEventListener('WeixinOpenTagsError', () => {
    isUnsupported = true
    for (const listener of listeners) listener()
  })

/** Calls `listener` whenever `isDrawn` may have changed, and verifies the page. @returns a function that stops it */
export function watchTags(wx: Wx, listener: () => void): () => void {
  listeners.add(listener)
  const stop = wx.subscribe(listener)
  // After a failure, do not retry: a component that is mounted because of the failed state would loop.
  if (wx.state.status === 'idle') wx.ready().catch(() => {})
  return () => {
    listeners.delete(listener)
    stop()
  }
}

/** Whether WeChat renders this tag on the page, as far as is known. */
export function isDrawn(wx: Wx, tag: TagName): boolean {
  const { status } = wx.state
  if (isUnsupported || status === 'failed' || !wx.client.inWeChat) return false
  return status !== 'ready' || isListed(wx, tag)
}

/** The tags of the last verification: the log forgets it after more calls. */
const listByWx = new WeakMap<Wx, readonly string[]>()
const warned = new Set<TagName>()

/** Whether the last verification included the tag. */
function isListed(wx: Wx, tag: TagName): boolean {
  const { recent } = (wx as Wx & { [KEY]?: Log })[KEY] ?? { recent: [] }
  for (const { step, parameters } of recent)
    if (step === 'verification') listByWx.set(wx, (parameters as { openTagList: string[] }).openTagList)
  if (listByWx.get(wx)?.includes(tag) ?? true) return true
  if (!warned.has(tag)) console.warn(`wx-ready: <${tag}> is not in the openTagList of createWx()`)
  warned.add(tag)
  return false
}
