import { notify } from '../util/notify.js'
import type { VendorScript } from './vendor-script.js'

/**
 * The scripts that this library has configured, and whether `config` may be called again. A `ready` callback of the page that
 * throws stays in the script's list, so that it would run again with each config. Shared by all instances, as the script is.
 */
const configured = new WeakMap<VendorScript, boolean>()

export function isConfigured(vendor: VendorScript): boolean {
  return configured.has(vendor)
}

/** @returns whether the script now has these credentials */
export function configure(vendor: VendorScript, options: Record<string, unknown>): boolean {
  const isUsable = configured.get(vendor) !== false && notify(() => vendor.config?.(options), undefined)
  configured.set(vendor, isUsable)
  return isUsable
}
