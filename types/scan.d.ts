import type { BaseResult, Callbacks } from './callbacks.js'

interface ScanTypes {
  /** The kinds of code to scan: 二维码, 一维码 or both. @default ['qrCode', 'barCode'] */
  scanType?: readonly ('qrCode' | 'barCode')[] | undefined
}

/** @see 微信扫一扫 */
export interface ScanQRCodeOptions extends Callbacks<ScanQRCodeResult>, ScanTypes {
  /** 0: WeChat handles the result (扫描结果由微信处理). 1: the page receives it (直接返回扫描结果). @default 0 */
  needResult?: 0 | 1 | undefined
}

export interface ScanQRCodeResult extends BaseResult {
  /** The text of the code (扫码返回的结果); of a bar code `<kind>,<digits>`. Only with `needResult: 1`. */
  resultStr?: string | undefined
}

/** A scan whose result the page receives. @see 微信扫一扫 */
export interface ScanQRCodeForResultOptions extends Callbacks<ScannedCode>, ScanTypes {
  needResult: 1
}

export interface ScannedCode extends ScanQRCodeResult {
  resultStr: string
}
