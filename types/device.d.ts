import type { BaseResult, Callbacks } from './callbacks.js'

/** How the device is connected. `edge` and `wwan` say clients that know no more; newer ones may say something else. */
export type NetworkType = '2g' | '3g' | '4g' | '5g' | 'wifi' | 'edge' | 'wwan' | (string & {})

/** @see 获取网络状态接口 */
export interface GetNetworkTypeOptions extends Callbacks<GetNetworkTypeResult> {}

export interface GetNetworkTypeResult extends BaseResult {
  /** 网络类型 */
  networkType: NetworkType
}
