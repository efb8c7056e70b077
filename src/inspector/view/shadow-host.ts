import { adoptStyles } from './adopt-styles.js'

/**
 * An element whose content no CSS of the page reaches. Its events do not bubble into the page, which may have shortcuts, a
 * focus trap, listeners for clicks outside of a menu, or a place for files that are dropped.
 */
export function createShadowHost(name: string, styles: string): { element: HTMLElement; root: ShadowRoot } {
  const element = document.createElement(name)
  const root = element.attachShadow({ mode: 'open' })
  adoptStyles(root, styles)
  for (const event of EVENTS) root.addEventListener(event, stop)
  return { element, root }
}

function stop(event: Event): void {
  event.stopPropagation()
}

const EVENTS: readonly string[] = [
  ...['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'change', 'submit'],
  ...['click', 'dblclick', 'auxclick', 'contextmenu', 'mousedown', 'mouseup', 'mousemove', 'wheel'],
  ...['pointerdown', 'pointerup', 'pointermove', 'pointercancel'],
  ...['touchstart', 'touchmove', 'touchend', 'touchcancel'],
  ...['focusin', 'focusout', 'paste', 'copy', 'cut', 'dragenter', 'dragover', 'dragleave', 'drop'],
]
