import type { SimulatedPlatform } from '../platform/platform-types.js'
import type { Bytes } from './bytes.js'
import { controlledPlatform } from './controlled-platform.js'
import type { PlatformLink } from './platform-link.js'

/** Calls a platform in the same program, without a network: jsdom needs neither `fetch` nor `Request`. */
export function linkToObject(platform: SimulatedPlatform): PlatformLink {
  return {
    controllable: true,
    ...controlledPlatform(async (method, parameters) => {
      const call = platform[method] as (...parameters: unknown[]) => unknown
      return call(...parameters)
    }),
    facts: async appId => platform.facts(appId),
    upload: async ({ kind, bytes, type, appId }) =>
      platform.addMedia({ type: kind, bytes, contentType: type, appId }),
    async download(mediaId, appId) {
      const file = platform.media(mediaId, appId)
      return file && { bytes: file.bytes.slice() as Bytes, type: String(file.contentType) }
    },
  }
}
