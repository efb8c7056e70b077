import type { BaseResult, Callbacks } from './callbacks.js'

/** @see 微信小店 */
export interface OpenProductSpecificViewOptions extends Callbacks<BaseResult> {
  /** 商品id */
  productId: string
  /** 0: 普通商品详情页, 1: 扫一扫商品详情页, 2: 小店商品详情页. @default 0 */
  viewType?: 0 | 1 | 2 | undefined
  /** Extra data to pass on. Undocumented. Since script 1.2.0. @default none */
  extInfo?: string | undefined
}
