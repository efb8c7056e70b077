/** `wx-ready/vue`, for Vue 3. */
import {
  type App,
  type ComputedRef,
  computed,
  getCurrentInstance,
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
import type { WxError } from '../browser/errors.js'
import { watch } from '../browser/session/navigation.js'
import type { WxState } from '../browser/session/session.js'
import type { Wx } from '../browser/wx.js'
import { createShareStack, type Shareable } from './share-stack.js'
import { PROVIDED, useProvided } from './vue-provided.js'

export {
  type OpenTagComponent,
  type OpenTagProps,
  WxOpenAudio,
  WxOpenLaunchApp,
  WxOpenLaunchWeapp,
  WxOpenSubscribe,
} from './vue-open-tags.js'

declare module 'vue' {
  interface ComponentCustomProperties {
    /** The `wx` of the plugin, for templates and the options API. */
    $wx: Wx
  }
}

/**
 * Provides `wx` to all components, and verifies the page again when its URL changes, with any router. This also works on a
 * server. The plugin does not dispose of `wx`.
 *
 * @example createApp(App).use(wxPlugin, createWx({ signature: '/wx/signature' })).mount('#app')
 */
export const wxPlugin: { install(app: App, wx: Wx): void } = {
  install(app, wx) {
    app.provide(PROVIDED, { wx, createShareSlot: createShareStack(wx) })
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
 * Returns the `wx` of the plugin.
 *
 * @throws {WxError} `INVALID_ARGUMENT` if the app has no `wxPlugin`
 */
export function useWx(): Wx {
  return useProvided().wx
}

/**
 * Verifies the page and returns the state of the verification. Outside WeChat the state is `failed`, with the code
 * `NOT_IN_WECHAT`. On a server and until the component is mounted it is `idle`.
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
    // After a failure, do not retry: a component that is mounted because of the failed state would loop.
    if (wx.state.status === 'idle') wx.ready().catch(() => {})
  })
  return { state, error: computed(() => (state.value as { error?: WxError }).error) }
}

/**
 * Sets the share data of the page while the component is mounted, and again when `source` changes. A falsy value sets nothing,
 * for instance while the data loads. The innermost mounted component wins, so a layout can hold the defaults for its pages;
 * components that `<KeepAlive>` has deactivated do not count. WeChat cannot clear share data: after the last component
 * unmounts, its data stays set. Failures are reported to `onError`.
 *
 * @example useShare(() => article.value && { title: article.value.title, imgUrl: article.value.cover })
 */
export function useShare(source: MaybeRefOrGetter<Shareable>): void {
  const setShare = useProvided().createShareSlot()
  const instance = getCurrentInstance()
  const json = () => JSON.stringify(toValue(source))
  const update = () => {
    // Vue also mounts components inside a tree that `<KeepAlive>` has deactivated.
    for (let each = instance; each; each = each.parent) if (each.isDeactivated) return
    setShare(json())
  }
  // Vue calls none of these hooks on a server. The last two pass no argument, which clears the slot.
  onMounted(() => watchRef(json, update, { immediate: true }))
  onActivated(update)
  onDeactivated(setShare)
  onBeforeUnmount(setShare)
}
