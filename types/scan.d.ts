import type { BaseResult, Callbacks } from './callbacks.js'

interface ScanTypes {
  /** What is looked for: 二维码, 一维码 or both. @default both */
  scanType?: readonly ('qrCode' | 'barCode')[] | undefined
}

/** @see 微信扫一扫 */
export interface ScanQRCodeOptions extends Callbacks<ScanQRCodeResult>, ScanTypes {
  /** 0: WeChat acts on the code (扫描结果由微信处理); 1: the page gets its text. @default 0 */
  needResult?: 0 | 1 | undefined
}

export interface ScanQRCodeResult extends BaseResult {
  /** The code's text (扫码返回的结果); a bar code's is `<kind>,<digits>`. Only with `needResult: 1`. */
  resultStr?: string | undefined
}

/** A scan whose text the page gets. @see 微信扫一扫 */
export interface ScanQRCodeForResultOptions extends Callbacks<ScannedCode>, ScanTypes {
  needResult: 1
}

export interface ScannedCode extends ScanQRCodeResult {
  resultStr: string
}
