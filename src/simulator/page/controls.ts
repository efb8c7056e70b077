import type { SettingsStore } from './stored-settings.js'

/** What the panel controls beside the public `Simulator`. */
export interface Controls {
  readonly settings: SettingsStore
  /** The option of `installSimulator`. */
  readonly language: 'zh' | 'en' | undefined
  readonly media?: {
    add(blob: Blob, kind: 'image' | 'voice'): string
    get(localId: string): { blob(): Blob } | undefined
  }
}
