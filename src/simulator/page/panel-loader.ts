import type { Controls } from './controls.js'
import type { Simulator } from './simulator-types.js'

/** Loads the panel and opens it. It is a file of its own, which pages without it never request. */
export function openPanelWhenAsked(_simulator: Simulator, _controls: Controls): void {
  // The panel is not part of this build yet.
}
