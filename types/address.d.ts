import type { BaseResult, Callbacks } from './callbacks.js'

/** @see 共享收货地址接口 */
export interface OpenAddressOptions extends Callbacks<OpenAddressResult> {}

export interface OpenAddressResult extends BaseResult {
  /** 收货人姓名 */
  userName: string
  /** 邮编 */
  postalCode: string
  /** 一级地址, the province. */
  provinceName: string
  /** 二级地址, the city. */
  cityName: string
  /** 三级地址, the *district*. The name is the script's misspelling of `countyName`. */
  countryName: string
  /** 详细收货地址, street and house number. */
  detailInfo: string
  /** 收货地址国家码, the district code. */
  nationalCode: string
  /** 收货人手机号码 */
  telNumber: string
}
