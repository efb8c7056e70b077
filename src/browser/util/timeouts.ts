/** Timeouts in milliseconds. `Infinity` disables one. */
export interface Timeouts {
  /** Loading the vendor's script, over all its URLs. @default 10000 */
  script: number
  /** Until WeChat has injected its bridge. @default 10000 */
  bridge: number
  /** One signature request. @default 10000 */
  signature: number
  /** WeChat's response to a verification. @default 10000 */
  verify: number
  /** WeChat's response to a call. Calls that wait for the user have no timeout. @default 15000 */
  call: number
  /** An upload, a download, locating the device. @default 120000 */
  transfer: number
}
