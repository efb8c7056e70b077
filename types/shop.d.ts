import type { BaseResult, Callbacks } from './callbacks.js'

/** @see 微信小店 */
export interface OpenProductSpecificViewOptions extends Callbacks<BaseResult> {
  /** 商品id */
  productId: string
  /** 0: the product's usual page (普通商品详情页); 1: that of 扫一扫; 2: that of 小店. @default 0 */
  viewType?: 0 | 1 | 2 | undefined
  /** What goes along with it. Undocumented; since script 1.2.0. @default none */
  extInfo?: string | undefined
}
