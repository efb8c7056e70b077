/** `wx-ready/vue`, for Vue 3. */
import {
  type App,
  type ComputedRef,
  computed,
  getCurrentInstance,
  type InjectionKey,
  inject,
  type MaybeRefOrGetter,
  onActivated,
  onBeforeUnmount,
  onDeactivated,
  onMounted,
  type ShallowRef,
  shallowRef,
  toValue,
  watch as watchRef,
} from 'vue'
import { WxError } from '../browser/errors.js'
import { watch } from '../browser/session/navigation.js'
import type { WxState } from '../browser/session/session.js'
import type { Wx } from '../browser/wx.js'
import { createShares, type Shareable, type SharePlace } from './share-stack.js'

interface Provided {
  wx: Wx
  placeForShare: () => SharePlace
}

const PROVIDED: InjectionKey<Provided> = Symbol('wx-ready')

declare module 'vue' {
  interface ComponentCustomProperties {
    /** The `wx` that the plugin was given, in templates and the options API. */
    $wx: Wx
  }
}

/**
 * Gives `wx` to all components, and follows the page's URL, whatever router there is. It does not dispose of `wx`, which is
 * made once, on a server too.
 *
 * @example createApp(App).use(wxPlugin, createWx({ signature: '/wx/signature' })).mount('#app')
 */
export const wxPlugin: { install(app: App, wx: Wx): void } = {
  install(app, wx) {
    app.provide(PROVIDED, { wx, placeForShare: createShares(wx) })
    app.config.globalProperties.$wx = wx
    const stop = watch(wx)
    const { unmount } = app
    app.unmount = () => {
      stop()
      unmount()
    }
  },
}

/**
 * The `wx` of the plugin, for calls.
 *
 * @throws {WxError} `INVALID_ARGUMENT` where the app has no `wxPlugin`
 */
export function useWx(): Wx {
  return useProvided().wx
}

/**
 * Has the page verified, and says where it stands. Outside of WeChat the state is `failed`, with `NOT_IN_WECHAT`; on a server, and until
 * the component is mounted, `idle`.
 *
 * @example
 * const { state, error } = useWxReady()
 */
export function useWxReady(): {
  state: Readonly<ShallowRef<WxState>>
  error: ComputedRef<WxError | undefined>
} {
  const { wx } = useProvided()
  const state = shallowRef<WxState>({ status: 'idle' })
  const update = () => {
    state.value = wx.state
  }
  onMounted(() => {
    update()
    onBeforeUnmount(wx.subscribe(update))
    // The state tells of a failure; who shows it, and comes and goes with it, must not try again each time.
    if (wx.state.status === 'idle') wx.ready().catch(() => {})
  })
  return { state, error: computed(() => (state.value as { error?: WxError }).error) }
}

/**
 * Sets what the page looks like when it is shared; nothing while the data is not there yet. It follows every change. The
 * component that was set up last counts, which is the innermost, so that a layout may hold what a page need not say; one
 * that `<KeepAlive>` keeps aside does not. WeChat cannot be told to forget: when all such components are gone, what the last
 * one said stays set. What fails is told to `onError`.
 *
 * @example useShare(() => article.value && { title: article.value.title, imgUrl: article.value.cover })
 */
export function useShare(source: MaybeRefOrGetter<Shareable>): void {
  const place = useProvided().placeForShare()
  const instance = getCurrentInstance()
  const text = () => JSON.stringify(toValue(source))
  const tell = () => {
    // Within what `<KeepAlive>` keeps aside, components are set up and mounted all the same.
    for (let each = instance; each; each = each.parent) if (each.isDeactivated) return
    place(text())
  }
  // None of them is called on a server. Without a text, the place is given up.
  onMounted(() => watchRef(text, tell, { immediate: true }))
  onActivated(tell)
  onDeactivated(place)
  onBeforeUnmount(place)
}

function useProvided(): Provided {
  const provided = inject(PROVIDED, undefined)
  if (!provided) throw new WxError('INVALID_ARGUMENT', { errMsg: 'no app.use(wxPlugin, wx)' })
  return provided
}
