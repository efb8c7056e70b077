import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inThisRun } from './full-run.mjs'

/** Every release of jweixin.js that pages load. */
export const ALL_VENDOR_VERSIONS = ['1.0.0', '1.2.0', '1.3.2', '1.4.0', '1.6.0'] as const

export type VendorVersion = (typeof ALL_VENDOR_VERSIONS)[number]

/** Those that this run drives in a browser. */
export const VENDOR_VERSIONS: readonly VendorVersion[] = inThisRun(
  ALL_VENDOR_VERSIONS,
  version => version === '1.6.0',
)

/** The vendor's own text of a release, for a script tag. */
export function vendorScript(version: VendorVersion): string {
  // The packages' main file is a CommonJS edition that others made; this one is the vendor's.
  const file = createRequire(import.meta.url).resolve(`jweixin-${version}/index.original.js`)
  // Its first line was added: where it came from.
  return readFileSync(file, 'utf8').replace(/^\/\/ from .*\n/, '')
}
