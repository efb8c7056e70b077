import type { BaseResult, Callbacks } from './callbacks.js'

/** The type of the network. Clients that cannot tell more say `edge` or `wwan`; newer clients may return other values. */
export type NetworkType = '2g' | '3g' | '4g' | '5g' | 'wifi' | 'edge' | 'wwan' | (string & {})

/** @see 获取网络状态接口 */
export interface GetNetworkTypeOptions extends Callbacks<GetNetworkTypeResult> {}

export interface GetNetworkTypeResult extends BaseResult {
  /** 网络类型 */
  networkType: NetworkType
}
