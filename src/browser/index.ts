/** `wx-ready`, for a page. */
export type { JsApi, MenuItem, OpenTag } from '../../types/names.js'
export type { JWeixin } from '../../types/wx.js'
export type { CommandName, CommandParameters, CommandResult } from './apis.js'
export type { CallOptions } from './call.js'
export { type Client, detectClient } from './client.js'
export {
  isWxError,
  WxError,
  type WxErrorCode,
  type WxErrorDetails,
} from './errors.js'
export type { LogEvent, LogListener } from './log.js'
export type { Timeouts, WxOptions } from './options.js'
export type { SignUrl } from './page-url.js'
export type { ScriptSource } from './script.js'
export type { WxState } from './session.js'
export type { ShareData } from './share.js'
export type { SignatureOption, SignatureRequest } from './signature-source.js'
export type { Signature } from './verification.js'
export { type Commands, createWx, type Ready, type Wx } from './wx.js'
