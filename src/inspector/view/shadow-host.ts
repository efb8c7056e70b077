import { adoptStyles } from './adopt-styles.js'

/**
 * An element whose content no CSS of the page reaches. Its events do not bubble into the page, which may have shortcuts, a
 * focus trap, or a listener for clicks outside of a menu.
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
  ...['focusin', 'focusout', 'paste', 'copy', 'cut'],
]
