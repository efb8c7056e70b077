import {
  defineComponent,
  h,
  onBeforeUnmount,
  onMounted,
  shallowRef,
  type VNode,
  type VNodeProps,
  watch,
} from 'vue'
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
import { useProvided } from './vue-provided.js'

/** The props of an open tag (开放标签): its attributes, its events (`@launch`, `@error` …), and how it is drawn. */
export type OpenTagProps<Tag extends TagName> = TagProps<Tag> & TagHandlers<Tag> & TagLayout

/** The component of an open tag. Other attributes, such as `class` and `style`, are set on the element around the tag. */
export type OpenTagComponent<Tag extends TagName> = new () => {
  $props: OpenTagProps<Tag> & VNodeProps & { class?: unknown; style?: unknown }
  $slots: {
    /** Rendered by the page, below the tag, which is invisible unless it has `content`. */
    default?: () => VNode[]
    /** Rendered instead if this client does not render the tag: not WeChat, too old, not verified with it. */
    fallback?: () => VNode[]
  }
}

/**
 * A button that opens a mini program (跳转小程序). List the tag in the `openTagList` of `createWx`. No `isCustomElement` is needed.
 *
 * @example
 * <WxOpenLaunchWeapp username="gh_0123456789ab" path="pages/index/index.html" @launch="opened">
 *   <button>Open</button>
 *   <template #fallback><a href="/app">…</a></template>
 * </WxOpenLaunchWeapp>
 */
export const WxOpenLaunchWeapp: OpenTagComponent<'wx-open-launch-weapp'> =
  /* @__PURE__ */ createOpenTag('wx-open-launch-weapp')
/** A button that opens an app (跳转App). List the tag in the `openTagList` of `createWx`. */
export const WxOpenLaunchApp: OpenTagComponent<'wx-open-launch-app'> =
  /* @__PURE__ */ createOpenTag('wx-open-launch-app')
/** A button that asks the user to subscribe to notifications (服务号订阅通知). List the tag in the `openTagList` of `createWx`. */
export const WxOpenSubscribe: OpenTagComponent<'wx-open-subscribe'> =
  /* @__PURE__ */ createOpenTag('wx-open-subscribe')
/** An audio player (音频播放), which WeChat draws. List the tag in the `openTagList` of `createWx`. */
export const WxOpenAudio: OpenTagComponent<'wx-open-audio'> = /* @__PURE__ */ createOpenTag('wx-open-audio')

function createOpenTag<Tag extends TagName>(tag: Tag): OpenTagComponent<Tag> {
  const { attributes, events } = TAGS[tag]
  return defineComponent({
    name: 'WxOpenTag',
    inheritAttrs: false,
    props: [...attributes, 'content', 'css', 'width', 'height'],
    emits: [...events],
    setup(given, { attrs, emit, slots }) {
      const props = given as Readonly<Record<string, unknown>> & TagLayout
      const { wx } = useProvided()
      const frame = shallowRef<Element>()
      // On a server and during hydration, the client is not known.
      const drawn = shallowRef(true)
      let unmountTag = () => {}
      onMounted(() => {
        const update = () => {
          drawn.value = isDrawn(wx, tag)
        }
        onBeforeUnmount(watchTags(wx, update))
        update()
        // A tag cannot be changed: another one takes its place.
        const key = () => JSON.stringify([props.content, props.css, ...attributes.map(name => props[name])])
        watch(
          [frame, key],
          () => {
            unmountTag()
            unmountTag = frame.value ? mountTag(frame.value, tag, props, emit) : () => {}
          },
          { immediate: true, flush: 'post' },
        )
      })
      onBeforeUnmount(() => unmountTag())
      return () => {
        if (!drawn.value) return slots.fallback?.()
        const { outer, frame: style } = layoutOf(tag, props)
        return h('div', { ...attrs, style: [outer, attrs.style] }, [
          slots.default?.(),
          h('div', { ref: frame, style }),
        ])
      }
    },
  }) as unknown as OpenTagComponent<Tag>
}
