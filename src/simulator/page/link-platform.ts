import { linkToFacts } from './facts-link.js'
import { linkOverHttp } from './http-link.js'
import { linkToObject } from './object-link.js'
import type { PlatformLink, PlatformSource } from './platform-link.js'

export function linkPlatform(source: PlatformSource): PlatformLink {
  if (typeof source === 'string') return linkOverHttp(source)
  if (typeof source === 'function') return linkToFacts(source)
  return 'handler' in source ? linkToObject(source) : linkToFacts(async () => source)
}
