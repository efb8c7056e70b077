/** What the tests of `wx-ready/react` use in a page: React itself, and what was built. */
export { createElement, StrictMode, useState, version } from 'react'
export { flushSync, version as domVersion } from 'react-dom'
export { createRoot, hydrateRoot } from 'react-dom/client'
export { renderToString } from 'react-dom/server'
export { createWx } from 'wx-ready'
export {
  useShare,
  useWx,
  useWxReady,
  WxOpenAudio,
  WxOpenLaunchApp,
  WxOpenLaunchWeapp,
  WxOpenSubscribe,
  WxProvider,
} from 'wx-ready/react'
