import { CALLABLE, type CallableMethod } from '../platform/callable.js'
import type { ControlledPlatform } from './platform-link.js'

/** One method for each that a page may call on the platform, all of them by the same way. */
export function controlledPlatform(
  call: (method: CallableMethod, parameters: unknown[]) => Promise<unknown>,
): ControlledPlatform {
  const methods = CALLABLE.map(method => [method, (...parameters: unknown[]) => call(method, parameters)])
  return Object.fromEntries(methods) as ControlledPlatform
}
