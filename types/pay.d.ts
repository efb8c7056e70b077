import type { BaseResult, Callbacks } from './callbacks.js'

/** A payment as the account's server signed it. The account of `config` is signed along with it. */
export interface SignedPayment {
  /** When the payment was signed (支付签名时间戳), in seconds since 1970. All lower case here, `timeStamp` in what is signed. */
  timestamp: number | string
  /** The random text that was signed (支付签名随机串), at most 32 characters. */
  nonceStr: string
  /** `prepay_id=…`, of the order that the server placed (统一支付接口返回的prepay_id参数值). */
  package: string
  /** 支付签名 */
  paySign: string
}

/** `cancel` says that the user did not pay. @see 微信支付 */
export interface ChooseWXPayOptions extends Callbacks<BaseResult>, SignedPayment {
  /**
   * 签名方式, as it was signed. It has to be said: what the script fills in is `'SHA1'`, which no payment of today is
   * signed with.
   */
  signType: 'MD5' | 'HMAC-SHA256' | 'RSA' | 'SHA1'
}

/** What the client's own `getBrandWCPayRequest` takes. @see JSAPI调起支付 */
export interface BrandWCPayRequest {
  /** The account that the order was placed with; signed along, and sent as it is. */
  appId: string
  /** When the payment was signed (时间戳), in seconds since 1970. */
  timeStamp: number | string
  /** The random text that was signed (随机字符串), at most 32 characters. */
  nonceStr: string
  /** `prepay_id=…`, of the order that the server placed (订单详情扩展字符串). */
  package: string
  /** 签名方式, as it was signed: `'RSA'` in V3. */
  signType: 'MD5' | 'HMAC-SHA256' | 'RSA' | 'SHA1'
  /** 签名 */
  paySign: string
}

/** Success does not mean that the money was taken: the user has come back from WeChat's page. The guide does not have it. */
export interface RequestMerchantTransferOptions extends Callbacks<BaseResult> {
  /** The merchant's number (商户号). */
  mchId: string
  /** The sub-merchant's number (子商户号). Service providers (服务商) have to say it. */
  subMchId?: string | undefined
  /** The account that the transfer was placed with. @default the page's own */
  appId?: string | undefined
  /** The sub-merchant's account (子商户AppID), where the transfer was placed with one. */
  subAppId?: string | undefined
  /** The user who is to take the money (收款用户 openId), of that account. */
  openId?: string | undefined
  /** `package_info` of the transfer that the server placed (商家转账). */
  package: string
}
