/**
 * `wx-ready/compat`, in place of `weixin-js-sdk`: only the import changes.
 *
 * The default export has the shape of the vendor's object. It and `promises` share one session, so that a page moves from
 * callbacks to promises call by call.
 *
 * @example
 * import wx, { promises } from 'wx-ready/compat' // was: import wx from 'weixin-js-sdk'
 * wx.config({ appId, timestamp, nonceStr, signature, jsApiList: ['chooseImage'] })
 * wx.ready(() => wx.chooseImage({ success: ({ localIds }) => upload(localIds) }))
 * const { localIds } = await promises.chooseImage()
 */
export type { JWeixin } from '../../types/wx.js'
export type { WxOptions } from '../browser/options.js'
export type { Wx } from '../browser/wx.js'
export { type Compat, createCompat } from './compat.js'
export { promises, wx as default } from './instance.js'
export * from './named.js'
