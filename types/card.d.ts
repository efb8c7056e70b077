import type { BaseResult, Callbacks } from './callbacks.js'

/** With a wrong signature, timestamp or filter, WeChat shows an empty list and no error. @see 拉取适用卡券列表并获取用户选择信息 */
export interface ChooseCardOptions extends Callbacks<ChooseCardResult> {
  /** 门店ID, at most 24 characters. Shows only the cards of this shop. @default every shop */
  shopId?: string | undefined
  /** 卡券类型, at most 24 characters, such as `GROUPON`. Shows only cards of this type. @default every type */
  cardType?: string | undefined
  /** 卡券ID, at most 32 characters. Shows only cards with this id. @default every card */
  cardId?: string | undefined
  /** When the card was signed (卡券签名时间戳), in seconds since 1970. */
  timestamp: number | string
  /** The nonce that was signed (卡券签名随机串), at most 32 characters. */
  nonceStr: string
  /** 签名方式. No other value is supported. @default 'SHA1' */
  signType?: 'SHA1' | undefined
  /** 卡券签名, at most 64 characters. @see 卡券签名cardSign说明 */
  cardSign: string
}

export interface ChooseCardResult extends BaseResult {
  /** The chosen cards (用户选中的卡券列表信息), as the client sends them: an array, or JSON text of one. */
  cardList: string | ChosenCard[]
}

/** A chosen card, as the client sends it. */
export interface ChosenCard {
  card_id: string
  /** The encrypted code of the card. The server of the account can decrypt it through WeChat's API. */
  encrypt_code: string
  [field: string]: unknown
}

/** @see 批量添加卡券接口 */
export interface AddCardOptions extends Callbacks<AddCardResult> {
  /** 需要添加的卡券列表 */
  cardList: readonly CardToAdd[]
}

export interface CardToAdd {
  /** 卡券ID */
  cardId: string
  /** JSON *text* with exactly the values that were signed. @see 卡券扩展字段cardExt说明 */
  cardExt: string
}

export interface AddCardResult extends BaseResult {
  /** 添加的卡券列表信息 */
  cardList: AddedCard[]
}

export interface AddedCard extends CardToAdd {
  /** Whether the card was added. */
  isSuccess: boolean
  /** The encrypted code of the card. The server of the account can decrypt it through WeChat's API. */
  code?: string | undefined
}

/** @see 查看微信卡包中的卡券接口 */
export interface OpenCardOptions extends Callbacks<BaseResult> {
  /** 需要打开的卡券列表 */
  cardList: readonly CardToOpen[]
}

export interface CardToOpen {
  /** 卡券ID */
  cardId: string
  /** 卡券的code */
  code: string
}

/** WeChat accepts only the card that was redeemed in the previous step. @see 核销后再次赠送卡券接口 */
export interface ConsumeAndShareCardOptions extends Callbacks<BaseResult> {
  /** 上一步核销的card_id */
  cardId: string
  /** 上一步核销的code */
  code: string
}
