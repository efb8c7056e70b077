import type { LocalMedia } from './local-media.js'
import type { PlatformLink } from './platform-link.js'
import type { SettingsStore } from './stored-settings.js'

/** What the panel controls beside the public `Simulator`. */
export interface Controls {
  /** The files of the phone. */
  readonly media: LocalMedia
  readonly platform: PlatformLink
  readonly settings: SettingsStore
  /** The option of `installSimulator`. */
  readonly language: 'zh' | 'en' | undefined
}
