import type { DeniableApi, SimulatedClient } from './simulator-types.js'

/** What the panel changes, and a reload keeps. */
export interface StoredSettings {
  client?: SimulatedClient | undefined
  version?: string | undefined
  latency?: number | undefined
  miniProgram?: boolean | undefined
  language?: 'zh' | 'en' | undefined
  theme?: 'light' | 'dark' | undefined
  /** The open tab of the panel. */
  tab?: string | undefined
  deny?: readonly DeniableApi[] | undefined
  /** Whether the tools are open. */
  dock?: boolean | undefined
  /** Whether WeChat's title bar is shown instead of its capsule. @default false */
  titleBar?: boolean | undefined
  /** Where the capsule is: its distance from the right and the top edge of the window, in px. */
  position?: readonly [right: number, top: number] | undefined
  /** Whether the user is asked; else calls have their default answers. @default true */
  asks?: boolean | undefined
}

/** The settings of this tab of the browser. They replace the options of `installSimulator` if there is a panel. */
export interface SettingsStore {
  readonly current: Readonly<StoredSettings>
  /** Changes some of the settings. They apply from the next install, after `reload()`. */
  save(changes: StoredSettings): void
  /** Forgets all settings. */
  clear(): void
  /** Loads the page again, with the settings. */
  reload(): void
}

const KEY = 'wx-ready-simulator'

export function createSettingsStore(): SettingsStore {
  let current = read()
  const write = (settings: StoredSettings) => {
    current = settings
    try {
      window.sessionStorage.setItem(KEY, JSON.stringify(settings))
    } catch {
      // Without storage, settings last until the reload.
    }
  }
  return {
    get current() {
      return current
    },
    save: changes => write({ ...current, ...changes }),
    clear: () => write({}),
    reload: () => window.location.reload(),
  }
}

function read(): StoredSettings {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(KEY) ?? '{}')
    return typeof stored === 'object' && stored !== null ? stored : {}
  } catch {
    return {}
  }
}
