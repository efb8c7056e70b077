import type { JWeixin } from '../../types/wx.js'
import type { WxOptions } from '../browser/options.js'
import { createWxOn, type Wx } from '../browser/wx.js'
import { createCallbackApi } from './callback-api.js'
import { createConfigSignature } from './config-signature.js'
import { createConfiguration } from './configuration.js'

/** The callback API and the promise API of one session. */
export interface Compat {
  /** The shape of `weixin-js-sdk`: `config`, `ready`, `error`, and every API with callbacks. */
  wx: JWeixin
  /** What `createWx` returns. `promises.ready()` waits for `wx.config()`, unless there is a `signature` option. */
  promises: Wx
}

/**
 * Creates a callback API like that of `weixin-js-sdk`, and a promise API on the same session. The default export of
 * `wx-ready/compat` is made by `createCompat()`; with a `signature` option, pages need no `wx.config()` any more.
 *
 * @param options of `createWx`
 * @throws {WxError} `INVALID_ARGUMENT` for an unknown option or a wrong type
 * @example
 * const { wx, promises } = createCompat({ signature: '/wx/signature' })
 * wx.chooseImage({ success: ({ localIds }) => show(localIds) })
 * const { resultStr } = await promises.scanQRCode({ needResult: 1 })
 */
export function createCompat(options: WxOptions = {}): Compat {
  const signature = createConfigSignature()
  // The session reads this list at each verification, and `config` adds to it.
  const openTagList = [...(options.openTagList ?? [])]
  const isEndpoint = options.signature !== undefined
  let wx = {} as JWeixin
  const promises = createWxOn(
    isEndpoint
      ? { ...options, openTagList }
      : // Without an endpoint, only `config` can sign the page: nothing is listed and verified beside what it says.
        { jsApiList: [], ...options, openTagList, signature: signature.get, signUrl: signature.url },
    (context, pageUrl, source) => {
      const configuration = createConfiguration(context, { pageUrl, source, signature, openTagList })
      wx = createCallbackApi({ ...context, configuration, signature, isEndpoint })
    },
  )
  return { wx, promises }
}
