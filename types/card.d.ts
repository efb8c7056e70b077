import type { BaseResult, Callbacks } from './callbacks.js'

/** A wrong signature, timestamp or filter shows an empty list rather than an error. @see 拉取适用卡券列表并获取用户选择信息 */
export interface ChooseCardOptions extends Callbacks<ChooseCardResult> {
  /** 门店ID, at most 24 characters: only cards of that shop. @default every shop */
  shopId?: string | undefined
  /** 卡券类型, at most 24 characters, as in `GROUPON`: only cards of that type. @default every type */
  cardType?: string | undefined
  /** 卡券ID, at most 32 characters: only cards with that id. @default every card */
  cardId?: string | undefined
  /** When the card's signature was made (卡券签名时间戳), in seconds since 1970. */
  timestamp: number | string
  /** The random text that was signed (卡券签名随机串), at most 32 characters. */
  nonceStr: string
  /** 签名方式: nothing else is supported. @default 'SHA1' */
  signType?: 'SHA1' | undefined
  /** 卡券签名, at most 64 characters. @see 卡券签名cardSign说明 */
  cardSign: string
}

export interface ChooseCardResult extends BaseResult {
  /** The chosen cards (用户选中的卡券列表信息), as the client sends them: a list, or JSON text of one. */
  cardList: string | ChosenCard[]
}

/** A card as the client sends it. */
export interface ChosenCard {
  card_id: string
  /** The card's code, encrypted: the account's server can have it decrypted. */
  encrypt_code: string
  [field: string]: unknown
}

/** @see 批量添加卡券接口 */
export interface AddCardOptions extends Callbacks<AddCardResult> {
  /** 需要添加的卡券列表 */
  cardList: readonly CardToAdd[]
}

export interface CardToAdd {
  cardId: string
  /** JSON *text*, with the very values that were signed. @see 卡券扩展字段cardExt说明 */
  cardExt: string
}

export interface AddCardResult extends BaseResult {
  /** 添加的卡券列表信息 */
  cardList: AddedCard[]
}

export interface AddedCard extends CardToAdd {
  /** Whether the user has it now. */
  isSuccess: boolean
  /** The card's code, encrypted: the account's server can have it decrypted. */
  code?: string | undefined
}

/** @see 查看微信卡包中的卡券接口 */
export interface OpenCardOptions extends Callbacks<BaseResult> {
  /** 需要打开的卡券列表 */
  cardList: readonly CardToOpen[]
}

export interface CardToOpen {
  cardId: string
  code: string
}

/** Of the card that was redeemed just before; others are refused. @see 核销后再次赠送卡券接口 */
export interface ConsumeAndShareCardOptions extends Callbacks<BaseResult> {
  /** 上一步核销的card_id */
  cardId: string
  /** 上一步核销的code */
  code: string
}
