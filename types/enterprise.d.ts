import type { BaseResult, Callbacks } from './callbacks.js'
import type { SignedPayment } from './pay.js'

/** The guide does not have it. */
export interface OpenEnterpriseRedPacketOptions extends Callbacks<BaseResult>, SignedPayment {
  /** 签名方式, as it was signed. @default 'SHA1' */
  signType?: 'MD5' | 'HMAC-SHA256' | 'RSA' | 'SHA1' | undefined
}

/** The guide does not have it. */
export interface OpenEnterpriseChatOptions extends Callbacks<OpenEnterpriseChatResult> {
  /** The members' ids, with a semicolon between each two (参与会话的企业成员列表). */
  userIds: string
  /** 会话名称; an empty text for a chat with one. */
  groupName: string
}

export interface OpenEnterpriseChatResult extends BaseResult {
  errCode?: number | string | undefined
}
