/** What a script tag puts into the global `WxReady`: everything that a page can use. */
export { detectClient } from './client.js'
export { isWxError, WxError } from './errors.js'
export { localImage, uploadImages } from './media.js'
export { watch } from './navigation.js'
export { createWx } from './wx.js'
