import {
  type CSSProperties,
  createElement,
  Fragment,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
  useSyncExternalStore,
} from 'react'
import {
  isDrawn,
  layoutOf,
  mountTag,
  TAGS,
  type TagHandlers,
  type TagLayout,
  type TagName,
  type TagProps,
  watchTags,
} from './open-tag.js'
import { useProvided } from './react-context.js'

/** The props of an open tag (开放标签): its attributes, its events, and how it is drawn. */
export type OpenTagProps<Tag extends TagName> = TagProps<Tag> &
  TagHandlers<Tag> &
  TagLayout & {
    /** Rendered by the page, below the tag, which is invisible unless it has `content`. @default nothing */
    children?: ReactNode
    /** Rendered instead if this client does not render the tag: not WeChat, too old, not verified with it. @default nothing */
    fallback?: ReactNode
    /** The class of the element around children and tag. @default none */
    className?: string | undefined
    /** The style of the element around children and tag. It overrides `width` and `height`. @default none */
    style?: CSSProperties | undefined
  }

type OpenTag<Tag extends TagName> = (props: OpenTagProps<Tag>) => ReactElement

/**
 * A button that opens a mini program (跳转小程序). List the tag in the `openTagList` of `createWx`.
 *
 * @example
 * <WxOpenLaunchWeapp username="gh_0123456789ab" path="pages/index/index.html" fallback={<a href="/app">…</a>}>
 *   <button>Open</button>
 * </WxOpenLaunchWeapp>
 */
export const WxOpenLaunchWeapp: OpenTag<'wx-open-launch-weapp'> =
  /* @__PURE__ */ createOpenTag('wx-open-launch-weapp')
/** A button that opens an app (跳转App). List the tag in the `openTagList` of `createWx`. */
export const WxOpenLaunchApp: OpenTag<'wx-open-launch-app'> =
  /* @__PURE__ */ createOpenTag('wx-open-launch-app')
/** A button that asks the user to subscribe to notifications (服务号订阅通知). List the tag in the `openTagList` of `createWx`. */
export const WxOpenSubscribe: OpenTag<'wx-open-subscribe'> =
  /* @__PURE__ */ createOpenTag('wx-open-subscribe')
/** An audio player (音频播放), which WeChat draws. List the tag in the `openTagList` of `createWx`. */
export const WxOpenAudio: OpenTag<'wx-open-audio'> = /* @__PURE__ */ createOpenTag('wx-open-audio')

function createOpenTag<Tag extends TagName>(tag: Tag): OpenTag<Tag> {
  return function WxOpenTag(given) {
    const props = given as OpenTagProps<TagName> & Record<string, unknown>
    const { wx } = useProvided()
    const frame = useRef<HTMLDivElement>(null)
    const latest = useRef(props)
    useEffect(() => {
      latest.current = props
    })
    const drawn = useSyncExternalStore(
      listener => watchTags(wx, listener),
      () => isDrawn(wx, tag),
      // On a server and during hydration, the client is not known.
      () => true,
    )
    const { content, css, style, className, fallback, children } = props
    // A tag cannot be changed: another one takes its place.
    const key = JSON.stringify([content, css, ...TAGS[tag].attributes.map(name => props[name])])
    // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the props
    useEffect(() => {
      if (!drawn || !frame.current) return undefined
      return mountTag(frame.current, tag, latest.current, (type, event) => {
        const handler = latest.current[`on${type.charAt(0).toUpperCase()}${type.slice(1)}`]
        ;(handler as ((event: CustomEvent) => void) | undefined)?.(event)
      })
    }, [drawn, key])
    if (!drawn) return createElement(Fragment, null, fallback)
    const layout = layoutOf(tag, props)
    return createElement(
      'div',
      { className, style: { ...layout.outer, ...style } as CSSProperties },
      children,
      createElement('div', { ref: frame, style: layout.frame as CSSProperties }),
    )
  }
}
