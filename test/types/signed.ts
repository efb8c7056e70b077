/** What the server signs can be passed to the calls of a page without casts, also after a trip through JSON. */
import type { JWeixin, Wx } from 'wx-ready'
import {
  type Card,
  type CardFilter,
  cardSignature,
  type PaySigner,
  type SignedCardFilter,
  type SignedPayment,
  signPayV2,
  signPayV3,
} from 'wx-ready/server'
import { expectType } from './expect-type.js'

declare const page: Wx
declare const wx: JWeixin
declare const filter: SignedCardFilter
declare const payment: SignedPayment
declare const cardExt: string
declare const environment: Record<string, string | undefined>

await page.chooseCard(filter)
await page.addCard({ cardList: [{ cardId: '', cardExt }] })
await page.chooseWXPay(payment)
await page.pay({ appId: 'wx1', ...payment })
wx.chooseCard({ ...filter, success() {} })
wx.chooseWXPay({ ...payment, success() {} })

const { APP_ID: appId, KEY: key } = environment
const order = { appId, package: 'prepay_id=wx1' }
const signer: PaySigner = async text => text
await page.chooseWXPay(signPayV2({ ...order, key, signType: 'MD5' }))
await page.chooseWXPay(signPayV2({ ...order, key, signType: 'HMAC-SHA256', nonceStr: 'n', timestamp: 1 }))
await page.chooseWXPay(await signPayV3({ ...order, sign: key }))
await page.chooseWXPay(await signPayV3({ ...order, sign: signer, timestamp: '1' }))
await signPayV3({ ...order, sign: new Uint8Array() })
expectType<string>()(cardSignature(['ticket', '1']))

export const cards: readonly Card[] = [
  { cardId: '', outer_id: 1, outer_str: undefined },
  { cardId: '', code: '', openid: '', outer_id: BigInt(1), fixed_begintimestamp: 1 },
]
export const filters: readonly CardFilter[] = [{}, { shopId: '', cardType: 'GROUPON', cardId: undefined }]

// @ts-expect-error a card without an id
export const card: Card = { code: '1' }
// @ts-expect-error the code is text: a number would lose its zeros
export const coded: Card = { cardId: '', code: 1 }
// @ts-expect-error V3 is signed by another function
signPayV2({ ...order, key, signType: 'RSA' })
// @ts-expect-error signType is required
signPayV2({ ...order, key })
// @ts-expect-error values are texts
cardSignature([1])
