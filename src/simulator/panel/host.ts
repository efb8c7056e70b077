import { STYLES } from './styles/index.js'

/** The element that holds the panel, outside the body of the page. */
export interface PanelHost {
  readonly root: ShadowRoot
  remove(): void
}

/**
 * Adds the panel's element to the page, above everything else. Its content is in a shadow root, which no CSS of the page
 * reaches, and its events do not bubble into the page.
 */
export function createHost(): PanelHost {
  const element = document.createElement('wx-ready-panel')
  const root = element.attachShadow({ mode: 'open' })
  addStyles(root)
  for (const event of EVENTS) root.addEventListener(event, stop)
  const attach = () => {
    if (element.isConnected) return
    document.documentElement.append(element)
    raise(element)
  }
  attach()
  // A framework that renders the whole document removes what it does not know.
  const observer = new MutationObserver(attach)
  observer.observe(document.documentElement, { childList: true })
  return {
    root,
    remove() {
      observer.disconnect()
      element.remove()
    },
  }
}

/** Shows the element in the top layer of the browser, above every `z-index`. Older browsers rely on a `z-index`. */
function raise(element: HTMLElement): void {
  if (typeof element.showPopover !== 'function') return
  element.popover = 'manual'
  element.showPopover()
}

/** Style sheets that are constructed are not subject to the page's content security policy; elements need its nonce. */
function addStyles(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLES)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.nonce = document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? ''
    style.textContent = STYLES
    root.append(style)
  }
}

function stop(event: Event): void {
  event.stopPropagation()
}

/** What a page listens for on its document: shortcuts, clicks outside a menu, a focus trap, files that are dropped. */
const EVENTS: readonly string[] = [
  ...['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'change', 'submit'],
  ...['click', 'dblclick', 'auxclick', 'contextmenu', 'mousedown', 'mouseup', 'mousemove', 'wheel'],
  ...['pointerdown', 'pointerup', 'pointermove', 'pointercancel'],
  ...['touchstart', 'touchmove', 'touchend', 'touchcancel'],
  ...['focusin', 'focusout', 'paste', 'copy', 'cut', 'dragenter', 'dragover', 'dragleave', 'drop'],
]
