import type { JSX } from 'preact'
import { CardsTab } from '../cards/cards-tab.js'
import { Inspector } from '../inspector/index.js'
import { usePanel } from '../panel.js'
import { SettingsTab } from '../settings/settings-tab.js'
import { Icon } from '../ui/icon.js'
import { Tabs, tabIds } from '../ui/tabs.js'

type TabName = 'cards' | 'inspector' | 'settings'

/** The tools: beside the page in a wide window, at its bottom in a narrow one. The page behind them stays usable. */
export function Dock(): JSX.Element {
  const panel = usePanel()
  const { t } = panel
  const tabs: readonly (readonly [TabName, string])[] = [
    ['cards', t('分享卡片', 'Cards')],
    ['inspector', t('调试', 'Inspector')],
    ['settings', t('设置', 'Settings')],
  ]
  const selected = tabs.find(([name]) => name === panel.settings.tab)?.[0] ?? 'cards'
  return (
    <section
      class="dock"
      aria-label={t('开发工具', 'Tools')}
      onKeyDown={event => {
        if (event.key === 'Escape' && !event.defaultPrevented) panel.save({ dock: false })
      }}
    >
      <div class="head">
        <Tabs
          label={t('开发工具', 'Tools')}
          tabs={tabs}
          selected={selected}
          onSelect={tab => panel.save({ tab })}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={t('收起开发工具', 'Close the tools')}
          onClick={() => panel.save({ dock: false })}
        >
          <Icon name="close" size={20} />
        </button>
      </div>
      <div
        key={selected}
        class="body"
        role="tabpanel"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
        tabIndex={0}
        id={tabIds(selected).content}
        aria-labelledby={tabIds(selected).tab}
      >
        {selected === 'cards' && <CardsTab />}
        {selected === 'inspector' && <Inspector />}
        {selected === 'settings' && <SettingsTab />}
      </div>
    </section>
  )
}
