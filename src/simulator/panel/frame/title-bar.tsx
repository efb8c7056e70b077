import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { usePanel } from '../panel.js'
import { Icon } from '../ui/icon.js'
import { askToClose } from './closed-screen.js'
import { FrameButtons } from './frame-buttons.js'

/** In px, as in styles/frame.ts. */
const HEIGHT = 44

/** WeChat's title bar. The page begins below it. */
export function TitleBar(): JSX.Element {
  const panel = usePanel()
  const title = useDocumentTitle()
  useEffect(reserveSpace, [])
  return (
    <div class="title-bar">
      <button
        type="button"
        class="frame-button"
        aria-label={panel.t('关闭网页', 'Close the page')}
        onClick={() => askToClose(panel)}
      >
        <Icon name="close" />
      </button>
      <span class="title">{title || location.host}</span>
      <FrameButtons />
    </div>
  )
}

/** Moves the page down. @returns a function that moves it back */
function reserveSpace(): () => void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`:root { margin-top: ${HEIGHT}px !important }`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(each => each !== sheet)
  }
}

function useDocumentTitle(): string {
  const [title, setTitle] = useState(document.title)
  useEffect(() => {
    const observer = new MutationObserver(() => setTitle(document.title))
    observer.observe(document.head, { childList: true, characterData: true, subtree: true })
    return () => observer.disconnect()
  }, [])
  return title
}
