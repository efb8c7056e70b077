import { createHash } from 'node:crypto'
import {
  nowInSeconds,
  rejectUnknownFields,
  validateOptionalText,
  validateSeconds,
  validateText,
} from '../util/validate.js'
import { createNonceStr } from './nonce.js'

/** A card for `cardExt`. Except for `cardId`, the fields have the names that they have in the JSON. Empty ones are left out. */
export interface Card {
  /** ID of the card (卡券ID), at most 32 characters; required. */
  cardId: string
  /** The code of this one card (指定的卡券code码), which can be added once. Only for cards with `use_custom_code`. @default none */
  code?: string | undefined
  /** The only user who can add the card (指定领取者的openid). Only for cards with `bind_openid`. @default any user */
  openid?: string | undefined
  /** Scene value (领取场景值), at most 60 digits; returned in the event when the card is added. Not signed. @default 0, set by WeChat */
  outer_id?: number | bigint | undefined
  /** Channel (领取渠道参数): the same as text, in WeChat's newer documentation. Not signed. @default none */
  outer_str?: string | undefined
  /** Start of validity of a card that is valid for a number of days (`DATE_TYPE_FIX_TERM`), in seconds since 1970. Not signed. @default set by WeChat */
  fixed_begintimestamp?: number | undefined
}

/** Which of the user's cards `wx.chooseCard` shows. A missing or empty field does not filter. */
export interface CardFilter {
  /** ID of the shop (门店ID), at most 24 characters. @default any */
  shopId?: string | undefined
  /** Type of the card (卡券类型), at most 24 characters, for example `GROUPON`. @default any */
  cardType?: string | undefined
  /** ID of the card (卡券ID), at most 32 characters. @default any */
  cardId?: string | undefined
}

/** The parameters of `wx.chooseCard`. */
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
 * Computes the signature of a card from the values to sign, in any order. It sorts them by code unit; sorting by locale, for
 * example with `localeCompare`, would give another signature.
 *
 * @param values including the `wx_card` ticket, which is different from the `jsapi` ticket; empty values do not change the signature
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
 * Creates the `cardExt` of one card for `wx.addCard`. WeChat accepts each only once, so each has its own time and nonce.
 *
 * @returns JSON text
 * @throws {TypeError} for a field that WeChat would reject
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
  // Appended, as JSON.stringify cannot write a number of more than 16 digits exactly.
  return outer_id === undefined ? text : `${text.slice(0, -1)},"outer_id":${outer_id}}`
}

/**
 * Signs a filter for `wx.chooseCard`.
 *
 * @throws {TypeError} for a filter that WeChat would reject
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
    'cardExt: outer_id must be an integer of at most 60 digits, and a BigInt from 2 ** 53 on; for text, use outer_str',
  )
}
