import type { BaseResult, Callbacks } from './callbacks.js'

/** Takes gcj02 coordinates (火星坐标), as `getLocation({ type: 'gcj02' })` returns them. @see 地理位置 */
export interface OpenLocationOptions extends Callbacks<BaseResult> {
  /** 纬度, from -90 to 90 degrees. */
  latitude: number
  /** 经度, from -180 to 180 degrees. */
  longitude: number
  /** 位置名. @default none */
  name?: string | undefined
  /** 地址详情说明. @default none */
  address?: string | undefined
  /** The zoom level of the map (地图缩放级别), an integer from 1 to 28. 28 is the closest. @default 28 */
  scale?: number | undefined
  /** The URL of a link below the map (在查看位置界面底部显示的超链接). @default none */
  infoUrl?: string | undefined
}

/** @see 获取地理位置接口 */
export interface GetLocationOptions extends Callbacks<GetLocationResult> {
  /** `'wgs84'` for GPS coordinates, `'gcj02'` for those of Chinese maps (火星坐标), which `openLocation` takes. @default 'wgs84' */
  type?: 'wgs84' | 'gcj02' | undefined
}

export interface GetLocationResult extends BaseResult {
  /** 纬度, from -90 to 90 degrees. */
  latitude: number
  /** 经度, from -180 to 180 degrees. */
  longitude: number
  /** 速度, in meters per second. */
  speed: number
  /** 位置精度, in meters. */
  accuracy: number
}
