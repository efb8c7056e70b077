import { createShadowHost } from '../../inspector/view/shadow-host.js'
import { STYLES } from './styles/index.js'

/** The element that holds the panel, outside the body of the page. */
export interface PanelHost {
  readonly root: ShadowRoot
  remove(): void
}

/** Adds the panel's element to the page, above everything else. */
export function createHost(): PanelHost {
  const { element, root } = createShadowHost('wx-ready-panel', STYLES)
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
