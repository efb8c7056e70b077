import { createHash } from 'node:crypto'
import {
  nowInSeconds,
  rejectUnknownFields,
  validateOptionalText,
  validateSeconds,
  validateText,
} from '../util/validate.js'
import { createNonceStr } from './nonce.js'

/** A card to give to a user. But for `cardId`, the fields are spelled as in `cardExt`; an empty one is left out. */
export interface Card {
  /** 卡券ID, at most 32 characters. */
  cardId: string
  /** The code of this very card (指定的卡券code码), which can be taken once. Only for cards with `use_custom_code`. */
  code?: string | undefined
  /** Who alone can take it (指定领取者的openid). Only for cards with `bind_openid`. */
  openid?: string | undefined
  /** 领取场景值: comes back in the event of its taking; of at most 60 digits. Not signed. @default 0, which WeChat fills in */
  outer_id?: number | bigint | undefined
  /** 领取渠道参数: the same as text, from WeChat's later documents. Not signed. */
  outer_str?: string | undefined
  /** When a card that holds for a number of days (`DATE_TYPE_FIX_TERM`) begins to hold, in seconds since 1970. Not signed. */
  fixed_begintimestamp?: number | undefined
}

/** Which of the user's cards are shown. What is left out, or empty, leaves out none. */
export interface CardFilter {
  /** 门店ID, at most 24 characters. */
  shopId?: string | undefined
  /** 卡券类型, at most 24 characters, as in `GROUPON`. */
  cardType?: string | undefined
  /** 卡券ID, at most 32 characters. */
  cardId?: string | undefined
}

/** What `wx.chooseCard` takes. */
export interface SignedCardFilter {
  shopId: string
  cardType: string
  cardId: string
  /** In seconds. */
  timestamp: string
  nonceStr: string
  signType: 'SHA1'
  cardSign: string
}

/**
 * Computes the signature of a card from the values that are signed, in whichever order. They are sorted by code unit: a
 * locale's order, as that of `localeCompare`, gives another one.
 *
 * @param values one of them is the ticket for cards (`wx_card`), which is not the one for pages; empty ones count for nothing
 * @returns 40 hexadecimal digits
 * @example
 * cardSignature([ticket, '1404896688', 'pjZ8Yt1XGILfi-FUsewpnnolGgZk', '1434008071', '123'])
 * @see 附录4-卡券扩展字段及签名生成算法
 */
export function cardSignature(values: readonly string[]): string {
  return createHash('sha1')
    .update([...values].sort().join(''))
    .digest('hex')
}

/**
 * Makes the `cardExt` of one card in `wx.addCard`. WeChat takes each only once: time and nonce are new each time.
 *
 * @returns JSON text
 * @throws {TypeError} for a field that WeChat would not take
 * @see 卡券扩展字段cardExt说明
 */
export function createCardExt(ticket: string, card: Card): string {
  const cardId = validateText('cardExt: cardId', card?.cardId, 32)
  rejectUnknownFields('cardExt', card, CARD_FIELDS)
  const code = validateOptionalText('cardExt: code', card.code)
  const openid = validateOptionalText('cardExt: openid', card.openid)
  const outer_str = validateOptionalText('cardExt: outer_str', card.outer_str)
  const fixed_begintimestamp = optionalSeconds(card.fixed_begintimestamp)
  const outer_id = optionalInteger(card.outer_id)

  const timestamp = nowInSeconds()
  const nonce_str = createNonceStr()
  const signature = cardSignature([ticket, cardId, code ?? '', openid ?? '', timestamp, nonce_str])
  const ext = { code, openid, timestamp, nonce_str, signature, fixed_begintimestamp, outer_str }
  const text = JSON.stringify(ext)
  // It may have more digits than JSON.stringify can write.
  return outer_id === undefined ? text : `${text.slice(0, -1)},"outer_id":${outer_id}}`
}

/**
 * Signs a filter for `wx.chooseCard`.
 *
 * @throws {TypeError} for a filter that WeChat would not take
 * @see 卡券签名cardSign说明
 */
export function createCardSign(ticket: string, appId: string, filter: CardFilter = {}): SignedCardFilter {
  rejectUnknownFields('cardSign', filter, Object.keys(FILTER_LIMITS))
  const { shopId, cardType, cardId } = FILTER_LIMITS
  const filters = {
    shopId: validateOptionalText('cardSign: shopId', filter.shopId, shopId) ?? '',
    cardType: validateOptionalText('cardSign: cardType', filter.cardType, cardType) ?? '',
    cardId: validateOptionalText('cardSign: cardId', filter.cardId, cardId) ?? '',
  }
  const timestamp = nowInSeconds()
  const nonceStr = createNonceStr()
  const cardSign = cardSignature([ticket, appId, timestamp, nonceStr, ...Object.values(filters)])
  return { ...filters, timestamp, nonceStr, signType: 'SHA1', cardSign }
}

const CARD_FIELDS: readonly (keyof Card)[] = [
  'cardId',
  'code',
  'openid',
  'outer_id',
  'outer_str',
  'fixed_begintimestamp',
]

/** In characters. */
const FILTER_LIMITS: Readonly<Record<keyof CardFilter, number>> = { shopId: 24, cardType: 24, cardId: 32 }

function optionalSeconds(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(validateSeconds('cardExt: fixed_begintimestamp', value))
}

function optionalInteger(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (Number.isSafeInteger(value) || typeof value === 'bigint') {
    const digits = String(value)
    if (/^\d{1,60}$/.test(digits)) return digits
  }
  throw new TypeError(
    'cardExt: outer_id must be an integer of at most 60 digits, from 2 ** 53 on a BigInt; for text there is outer_str',
  )
}
