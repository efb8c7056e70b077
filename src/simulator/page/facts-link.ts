import type { AccountFactsLookup } from './account-facts.js'
import { controlledPlatform } from './controlled-platform.js'
import type { PlatformLink, TransferredFile } from './platform-link.js'

/** A page without a platform, which knows its tickets only. Files that it uploads stay in the page. */
export function linkToFacts(facts: AccountFactsLookup): PlatformLink {
  const uploaded = new Map<string, TransferredFile>()
  const keyOf = (mediaId: string, appId: string) => `${appId} ${mediaId}`
  const accept = async () => undefined
  return {
    controllable: false,
    ...controlledPlatform(async method => {
      throw new Error(`${method} needs a platform: pass a createPlatform(), or its origin, as platform`)
    }),
    // Without a ticket of cards or a merchant's key, there is nothing to check with.
    checkCard: accept,
    checkCardFilter: accept,
    checkPayment: accept,
    facts,
    async upload({ bytes, type, appId }) {
      const mediaId = `media-${uploaded.size + 1}`
      uploaded.set(keyOf(mediaId, appId), { bytes, type })
      return mediaId
    },
    download: async (mediaId, appId) => uploaded.get(keyOf(mediaId, appId)),
  }
}
