/** What the tests of `wx-ready/vue` use in a page: Vue itself, and what was built. */
export { computed, createApp, createSSRApp, h, KeepAlive, reactive } from 'vue'
export { renderToString } from 'vue/server-renderer'
export { createWx } from 'wx-ready'
export {
  useShare,
  useWx,
  useWxReady,
  WxOpenAudio,
  WxOpenLaunchApp,
  WxOpenLaunchWeapp,
  WxOpenSubscribe,
  wxPlugin,
} from 'wx-ready/vue'
