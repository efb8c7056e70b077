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
  Commands,
  EventName,
  EventResult,
  Events,
  MenuShareData,
  MenuShareHandlers,
  MenuShareName,
  MenuShares,
} from './apis/api-types.js'
export type { CallOptions } from './apis/call-options.js'
export {
  type LocalImage,
  type LocalImageOptions,
  localImage,
  type UploadedImage,
  type UploadImagesOptions,
  uploadImages,
} from './apis/media.js'
export type { MiniProgramCalls } from './apis/mini-program.js'
export type { PayParameters } from './apis/pay.js'
export type { Ready, ReadyOptions } from './apis/ready.js'
export type { ShareData } from './apis/share.js'
export { type Client, detectClient } from './client/detect-client.js'
export type { ScriptSource } from './client/vendor-script.js'
export {
  isWxError,
  WxError,
  type WxErrorCode,
  type WxErrorDetails,
} from './errors.js'
export type { WxOptions } from './options.js'
export { watch } from './session/navigation.js'
export type { SignUrl } from './session/page-url.js'
export type { WxState } from './session/session.js'
export type { Signature } from './session/signature.js'
export type { SignatureOption, SignatureRequest } from './session/signature-source.js'
export type { LogEvent, LogListener } from './util/log.js'
export type { Timeouts } from './util/timeouts.js'
export { createWx, type Wx } from './wx.js'
