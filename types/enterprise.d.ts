import type { BaseResult, Callbacks } from './callbacks.js'
import type { SignedPayment } from './pay.js'

/** Not in WeChat's guide. */
export interface OpenEnterpriseRedPacketOptions extends Callbacks<BaseResult>, SignedPayment {
  /** 签名方式, the one that the payment was signed with. @default 'SHA1' */
  signType?: 'MD5' | 'HMAC-SHA256' | 'RSA' | 'SHA1' | undefined
}

/** Not in WeChat's guide. */
export interface OpenEnterpriseChatOptions extends Callbacks<OpenEnterpriseChatResult> {
  /** The ids of the members, separated by semicolons (参与会话的企业成员列表). */
  userIds: string
  /** 会话名称. Empty for a chat with one member. */
  groupName: string
}

export interface OpenEnterpriseChatResult extends BaseResult {
  /** 0 on success. A number or text, depending on the client. */
  errCode?: number | string | undefined
}
