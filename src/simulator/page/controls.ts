import type { SettingsStore } from './stored-settings.js'

/** What the panel controls beside the public `Simulator`. */
export interface Controls {
  readonly settings: SettingsStore
}
