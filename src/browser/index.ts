/** `wx-ready`, for a page. */
// The vendor's callback API, and with it the options and results of every API.
export type * from '../../types/address.js'
export type * from '../../types/audio.js'
export type * from '../../types/beacon.js'
export type * from '../../types/bridge.js'
export type * from '../../types/callbacks.js'
export type * from '../../types/card.js'
export type * from '../../types/config.js'
export type * from '../../types/device.js'
export type * from '../../types/enterprise.js'
export type * from '../../types/image.js'
export type * from '../../types/location.js'
export type * from '../../types/menu.js'
export type * from '../../types/mini-program.js'
export type * from '../../types/names.js'
export type * from '../../types/open-tags.js'
export type * from '../../types/pay.js'
export type * from '../../types/scan.js'
export type * from '../../types/share.js'
export type * from '../../types/shop.js'
export type * from '../../types/wx.js'
export type {
  CommandName,
  CommandParameters,
  CommandResult,
  EventName,
  EventResult,
  MenuShareData,
  MenuShareHandlers,
  MenuShareName,
} from './api-types.js'
export type { CallOptions } from './call-options.js'
export { type Client, detectClient } from './client.js'
export {
  isWxError,
  WxError,
  type WxErrorCode,
  type WxErrorDetails,
} from './errors.js'
export type { LogEvent, LogListener } from './log.js'
export {
  type LocalImage,
  localImage,
  type UploadedImage,
  type UploadImagesOptions,
  uploadImages,
} from './media.js'
export type { MiniProgramCalls } from './mini-program.js'
export { watch } from './navigation.js'
export type { Timeouts, WxOptions } from './options.js'
export type { SignUrl } from './page-url.js'
export type { PayParameters } from './pay.js'
export type { ScriptSource } from './script.js'
export type { WxState } from './session.js'
export type { ShareData } from './share.js'
export type { SignatureOption, SignatureRequest } from './signature-source.js'
export type { Signature } from './verification.js'
export { type Commands, createWx, type Events, type MenuShares, type Ready, type Wx } from './wx.js'
