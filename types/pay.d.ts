import type { BaseResult, Callbacks } from './callbacks.js'

/** A payment, as the server of the account signed it. The `appId` of `config` is part of what is signed. */
export interface SignedPayment {
  /** When the payment was signed (支付签名时间戳), in seconds since 1970. Lower case here, but `timeStamp` in the signed text. */
  timestamp: number | string
  /** The nonce that was signed (支付签名随机串), at most 32 characters. */
  nonceStr: string
  /** `prepay_id=…` of the order that the server placed (统一支付接口返回的prepay_id参数值). */
  package: string
  /** 支付签名 */
  paySign: string
}

/** `cancel` is called when the user did not pay. @see 微信支付 */
export interface ChooseWXPayOptions extends Callbacks<BaseResult>, SignedPayment {
  /**
   * 签名方式, the one that the payment was signed with. Required: the script's default is `'SHA1'`, which current payments are
   * not signed with.
   */
  signType: 'MD5' | 'HMAC-SHA256' | 'RSA' | 'SHA1'
}

/** The parameters of the client's `getBrandWCPayRequest`. @see JSAPI调起支付 */
export interface BrandWCPayRequest {
  /** The account that the order was placed with (公众号ID). It is part of what is signed. */
  appId: string
  /** When the payment was signed (时间戳), in seconds since 1970. */
  timeStamp: number | string
  /** The nonce that was signed (随机字符串), at most 32 characters. */
  nonceStr: string
  /** `prepay_id=…` of the order that the server placed (订单详情扩展字符串). */
  package: string
  /** 签名方式, the one that the payment was signed with: `'RSA'` in API v3. */
  signType: 'MD5' | 'HMAC-SHA256' | 'RSA' | 'SHA1'
  /** 签名 */
  paySign: string
}

/** Success means that the user returned from WeChat's page, not that they accepted the payment. Not in WeChat's guide. */
export interface RequestMerchantTransferOptions extends Callbacks<BaseResult> {
  /** The merchant id (商户号). */
  mchId: string
  /** The sub-merchant id (子商户号). Required for service providers (服务商). @default none */
  subMchId?: string | undefined
  /** The account that the transfer was created with (商户AppID). @default the account of the page */
  appId?: string | undefined
  /** The account of the sub-merchant (子商户AppID), if the transfer was created with one. @default none */
  subAppId?: string | undefined
  /** The `openId` of the recipient (收款用户), for that account. @default none */
  openId?: string | undefined
  /** The `package_info` of the transfer that the server created (商家转账). */
  package: string
}
