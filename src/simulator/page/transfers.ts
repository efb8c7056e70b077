import type { LocalKind } from './local-ids.js'
import type { LocalMedia } from './local-media.js'
import type { PlatformLink } from './platform-link.js'

/** Moves files between the phone and the platform. An `Error` is what the client answers. */
export interface Transfers {
  /** @returns the `serverId`, which is the media id */
  upload(kind: LocalKind, localId: unknown): Promise<string | Error>
  /** @returns the `localId` */
  download(kind: LocalKind, serverId: unknown): Promise<string | Error>
}

/** @param appId the account that the page is verified for: files belong to it */
export function createTransfers(media: LocalMedia, platform: PlatformLink, appId: () => string): Transfers {
  let isUploading = false
  return {
    async upload(kind, localId) {
      // The guide, appendix 5: one file at a time.
      if (isUploading) return new Error('another file is being uploaded: wait for its answer')
      const file = media.get(String(localId))
      if (file?.kind !== kind) return new Error(`there is no ${kind} with this localId`)
      isUploading = true
      try {
        return await platform.upload({ kind, appId: appId(), type: file.type, bytes: await file.bytes() })
      } finally {
        isUploading = false
      }
    },
    async download(kind, serverId) {
      const file = await platform.download(String(serverId), appId())
      if (!file) return new Error('invalid media_id: the account has no such file, or it has expired')
      return media.add(file, kind)
    },
  }
}
