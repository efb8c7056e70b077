import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The releases of jweixin.js that pages load. */
export const VENDOR_VERSIONS = ['1.0.0', '1.2.0', '1.3.2', '1.4.0', '1.6.0'] as const

export type VendorVersion = (typeof VENDOR_VERSIONS)[number]

/** The vendor's own text of a release, for a script tag. */
export function vendorScript(version: VendorVersion): string {
  // The packages' main file is a CommonJS edition that others made; this one is the vendor's.
  const file = createRequire(import.meta.url).resolve(`jweixin-${version}/index.original.js`)
  // Its first line was added: where it came from.
  return readFileSync(file, 'utf8').replace(/^\/\/ from .*\n/, '')
}
