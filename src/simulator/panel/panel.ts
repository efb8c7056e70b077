import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { MenuItem } from '../../../types/names.js'
import { type Language, pageLanguage, type Translate, translator } from '../../inspector/view/i18n.js'
import type { Controls } from '../page/controls.js'
import type { Simulator } from '../page/simulator-types.js'
import type { StoredSettings } from '../page/stored-settings.js'
import { createChangeListeners } from './change-listeners.js'
import { createSheetQueue, type SheetQueue } from './sheet-queue.js'

/** What all parts of the panel share. */
export interface Panel {
  readonly simulator: Simulator
  readonly controls: Controls
  readonly sheets: SheetQueue
  readonly language: Language
  readonly t: Translate
  readonly settings: Readonly<StoredSettings>
  /** Saves settings and shows them. */
  save(changes: StoredSettings): void
  /** The text that is shown for a moment; `''` if there is none. */
  readonly toast: string
  /** Shows a text for a moment. */
  say(text: string): void
  /** The item of the menu that the user has pressed, as long as the page and the user are asked about it. */
  pressed: MenuItem | undefined
  /** The chat that the user has chosen since then. */
  chat: string | undefined
  /** Called when settings or the toast change. */
  subscribe(listener: () => void): () => void
}

/** How long a toast is shown, in ms. */
const TOAST_TIME = 2800

export function createPanel(simulator: Simulator, controls: Controls): Panel {
  const { subscribe, notify } = createChangeListeners()
  let toast = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    simulator,
    controls,
    sheets: createSheetQueue(),
    get language() {
      return controls.settings.current.language ?? controls.language ?? pageLanguage()
    },
    get t() {
      return translator(this.language)
    },
    get settings() {
      return controls.settings.current
    },
    save(changes) {
      controls.settings.save(changes)
      notify()
    },
    get toast() {
      return toast
    },
    say(text) {
      toast = text
      clearTimeout(timer)
      timer = setTimeout(() => {
        toast = ''
        notify()
      }, TOAST_TIME)
      notify()
    },
    pressed: undefined,
    chat: undefined,
    subscribe,
  }
}

export const PanelContext: ReturnType<typeof createContext<Panel | undefined>> = createContext<
  Panel | undefined
>(undefined)

/** The panel that a component is a part of. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext)
  if (!panel) throw new Error('This component is not inside the panel.')
  return panel
}
