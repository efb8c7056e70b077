/** What a script tag puts into the global `WxReady`: everything that a page can use. */

export { localImage, uploadImages } from './apis/media.js'
export { detectClient } from './client/detect-client.js'
export { isWxError, WxError } from './errors.js'
export { watch } from './session/navigation.js'
export { createWx } from './wx.js'
