import { createContext, runInContext } from 'node:vm'
import type { Bridge } from '../../src/browser/client/bridge.js'
import { type VendorVersion, vendorScript } from './vendor-scripts.js'

/** What a script puts into the page: methods, and those of `miniProgram`. */
export type Vendor = Record<string, (options?: unknown) => void> & { miniProgram?: Vendor }

const ANSWERS_AT_ONCE: Bridge = {
  invoke: (name, _parameters, callback) => callback({ err_msg: `${name}:ok` }),
  on: (name, callback) => callback({ err_msg: `${name}:ok` }),
}

/** Neither phone: on one the script posts a report to the vendor. */
const NO_PHONE = { userAgent: 'Mozilla/5.0 MicroMessenger/8.0.50', platform: 'Linux' }

/** The vendor's object as it stands after `config`, on a page of its own in WeChat. */
export function loadVendor(
  version: VendorVersion,
  bridge: Bridge = ANSWERS_AT_ONCE,
  { userAgent, platform }: { userAgent: string; platform: string } = NO_PHONE,
): Vendor {
  const page: Record<string, unknown> = {
    navigator: { userAgent, platform },
    location: { href: 'https://example.com/' },
    document: { title: 'A page', addEventListener() {} },
    WeixinJSBridge: bridge,
  }
  runInContext(vendorScript(version), createContext(page))
  const vendor = page.jWeixin as Vendor
  // `beta` gives the scripts before 1.3.2 their `invoke` and `on`.
  vendor.config?.({ beta: true, check: false, jsApiList: [] })
  return vendor
}
