import type { JSX } from 'preact'
import { openMenu } from '../menu/menu-sheet.js'
import { usePanel } from '../panel.js'
import { Icon } from '../ui/icon.js'

/** "···" opens WeChat's menu, unless the page has hidden it; the circle opens the tools. */
export function FrameButtons(): JSX.Element {
  const panel = usePanel()
  const { t, simulator, settings } = panel
  return (
    <>
      {simulator.menu.visible && (
        <button
          type="button"
          class="frame-button dots"
          aria-haspopup="dialog"
          aria-label={t('微信菜单', 'WeChat menu')}
          onClick={() => openMenu(panel)}
        >
          <Icon name="more" />
        </button>
      )}
      <button
        type="button"
        class="frame-button"
        aria-expanded={settings.dock === true}
        aria-label={t('开发工具', 'Tools')}
        onClick={() => panel.save({ dock: !settings.dock })}
      >
        <Icon name="target" size={20} />
      </button>
    </>
  )
}
