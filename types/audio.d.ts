import type { BaseResult, Callbacks, EventCallbacks } from './callbacks.js'
import type { ProgressTips } from './image.js'

/** Refers to a recording on this device. */
interface LocalVoice {
  /** The id of the recording on this device (音频的本地ID), from `stopRecord`, `onVoiceRecordEnd` or `downloadVoice`. */
  localId: string
}

/** `cancel` is called when the user refuses access to the microphone. @see 开始录音接口 */
export interface StartRecordOptions extends Callbacks<BaseResult> {}

/** @see 停止录音接口 */
export interface StopRecordOptions extends Callbacks<StopRecordResult> {}

export interface StopRecordResult extends BaseResult, LocalVoice {}

/** Listen through `complete`. @see 监听录音自动停止接口 */
export interface OnVoiceRecordEndOptions extends EventCallbacks<VoiceRecordEnd> {}

/** A recording that was stopped automatically after 60 seconds. */
export interface VoiceRecordEnd extends BaseResult, LocalVoice {}

/** @see 播放语音接口 */
export interface PlayVoiceOptions extends Callbacks<BaseResult>, LocalVoice {}

/** @see 暂停播放接口 */
export interface PauseVoiceOptions extends Callbacks<BaseResult>, LocalVoice {}

/** @see 停止播放接口 */
export interface StopVoiceOptions extends Callbacks<BaseResult>, LocalVoice {}

/** Listen through `success`. @see 监听语音播放完毕接口 */
export interface OnVoicePlayEndOptions extends EventCallbacks<VoicePlayEnd> {}

/** A recording that finished playing. */
export interface VoicePlayEnd extends BaseResult, LocalVoice {}

/** @see 上传语音接口 */
export interface UploadVoiceOptions extends Callbacks<UploadVoiceResult>, LocalVoice, ProgressTips {}

export interface UploadVoiceResult extends BaseResult {
  /** The id of the recording on WeChat's server (音频的服务器端ID), its `media_id`. Valid for 3 days. */
  serverId: string
}

/** @see 下载语音接口 */
export interface DownloadVoiceOptions extends Callbacks<DownloadVoiceResult>, ProgressTips {
  /** The id of the recording on WeChat's server (音频的服务器端ID), from `uploadVoice`. */
  serverId: string
}

export interface DownloadVoiceResult extends BaseResult, LocalVoice {}

/** @see 智能接口 */
export interface TranslateVoiceOptions extends Callbacks<TranslateVoiceResult>, LocalVoice, ProgressTips {}

export interface TranslateVoiceResult extends BaseResult {
  /** The recognized text (语音识别的结果). */
  translateResult: string
}
