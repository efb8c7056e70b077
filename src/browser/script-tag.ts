/** The script-tag build: its exports are the global `WxReady`. */

export { localImage, uploadImages } from './apis/media.js'
export { detectClient } from './client/detect-client.js'
export { isWxError, WxError } from './errors.js'
export { watch } from './session/navigation.js'
export { createWx } from './wx.js'
