import type { BaseResult, Callbacks, EventCallbacks } from './callbacks.js'

/** The client answers, also that it cannot search, through `complete`. @see 摇一摇周边 */
export interface StartSearchBeaconsOptions extends Callbacks<BaseResult> {
  /** 摇周边的业务ticket, which WeChat adds to the link of a page that was shaken up. Keep it out of links that are shared on. */
  ticket?: string | undefined
}

/** @see 摇一摇周边 */
export interface StopSearchBeaconsOptions extends Callbacks<BaseResult> {}

/** The client tells it through `complete`. @see 摇一摇周边 */
export interface OnSearchBeaconsOptions extends EventCallbacks<BeaconsInRange> {}

export interface BeaconsInRange extends BaseResult {
  /** The account's beacons nearby (周边的相关设备列表). */
  beacons: Beacon[]
}

/** An iBeacon. Clients differ in whether they send the numbers as text. */
export interface Beacon {
  uuid: string
  major: number | string
  minor: number | string
  /** How far away it is, in meters. */
  accuracy?: number | string | undefined
  /** The strength of its signal, in dBm. */
  rssi?: number | string | undefined
  /** How near it is: 0 unknown, 1 immediate, 2 near, 3 far. */
  proximity?: number | string | undefined
  /** Its direction, in degrees. */
  heading?: number | string | undefined
}
