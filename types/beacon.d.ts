import type { BaseResult, Callbacks, EventCallbacks } from './callbacks.js'

/** The client reports success and failure alike through `complete`. @see 摇一摇周边 */
export interface StartSearchBeaconsOptions extends Callbacks<BaseResult> {
  /**
   * 摇周边的业务ticket. WeChat adds it to the URL of a page that was opened through 摇一摇周边. Remove it from links that the
   * page shares.
   *
   * @default none
   */
  ticket?: string | undefined
}

/** @see 摇一摇周边 */
export interface StopSearchBeaconsOptions extends Callbacks<BaseResult> {}

/** Listen through `complete`. @see 摇一摇周边 */
export interface OnSearchBeaconsOptions extends EventCallbacks<BeaconsInRange> {}

export interface BeaconsInRange extends BaseResult {
  /** The beacons of the account in range (周边的相关设备列表). */
  beacons: Beacon[]
}

/** An iBeacon. Some clients send the numbers as text. */
export interface Beacon {
  uuid: string
  major: number | string
  minor: number | string
  /** The distance, in meters. */
  accuracy?: number | string | undefined
  /** The signal strength, in dBm. */
  rssi?: number | string | undefined
  /** The proximity: 0 unknown, 1 immediate, 2 near, 3 far. */
  proximity?: number | string | undefined
  /** The direction, in degrees. */
  heading?: number | string | undefined
}
