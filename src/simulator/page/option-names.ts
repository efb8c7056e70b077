import { checkName } from './nearest-name.js'
import type { SimulatorOptions } from './simulator-types.js'

const OPTIONS: { readonly [Name in keyof Required<SimulatorOptions>]: true } = {
  client: true,
  version: true,
  userAgent: true,
  checks: true,
  tellsUrl: true,
  platform: true,
  miniProgram: true,
  latency: true,
  bridgeReady: true,
  panel: true,
  language: true,
  deny: true,
  openTagsError: true,
}

/** @throws {TypeError} if there is no such option */
export function checkOptionNames(options: object): void {
  for (const name of Object.keys(options))
    checkName(name, Object.keys(OPTIONS), 'option of the simulator called')
}
