/** Timeouts in milliseconds. `Infinity` disables one. */
export interface Timeouts {
  /** Loading the vendor's script, over all its URLs; then `SCRIPT_TIMEOUT`. @default 10000 */
  script: number
  /** Until WeChat has injected its bridge; then `BRIDGE_TIMEOUT`. @default 10000 */
  bridge: number
  /** One signature request; then `SIGNATURE_TIMEOUT`. @default 10000 */
  signature: number
  /** WeChat's response to a verification; then `VERIFICATION_TIMEOUT`. @default 10000 */
  verify: number
  /** WeChat's response to a call; then `CALL_TIMEOUT`. Calls that wait for the user have no timeout. @default 15000 */
  call: number
  /** The same for an upload, a download and locating the device. @default 120000 */
  transfer: number
}
