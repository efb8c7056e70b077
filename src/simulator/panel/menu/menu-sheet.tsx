import type { JSX } from 'preact'
import type { MenuItem } from '../../../../types/names.js'
import { useChanges } from '../../../inspector/view/use-changes.js'
import type { Panel } from '../panel.js'
import { usePanel } from '../panel.js'
import { Icon } from '../ui/icon.js'
import { Sheet } from '../ui/sheet.js'
import { MENU_GROUPS, MENU_ITEMS } from './menu-items.js'
import { pressItem } from './press-item.js'

/** Opens the menu, and presses the item that the user chooses. */
export async function openMenu(panel: Panel): Promise<void> {
  const item = await panel.sheets.ask<MenuItem | undefined>(settle => <MenuSheet onChoose={settle} />)
  if (item) await pressItem(panel, item)
}

function MenuSheet({ onChoose }: { onChoose(item: MenuItem | undefined): void }): JSX.Element {
  const { simulator, t } = usePanel()
  useChanges(simulator)
  const groups = MENU_GROUPS.map(group => ({
    ...group,
    items: group.items.filter(item => simulator.menu.items.includes(item)),
  })).filter(({ items }) => items.length > 0)
  return (
    <Sheet
      title={t(`网页由 ${location.host} 提供`, `Provided by ${location.host}`)}
      onCancel={() => onChoose(undefined)}
    >
      {groups.map(group => (
        <section key={group.en} class="menu-group">
          <h3>{t(group.zh, group.en)}</h3>
          <ul>
            {group.items.map(item => (
              <li key={item}>
                <button type="button" class="menu-item" onClick={() => onChoose(item)}>
                  <span>
                    <Icon name={MENU_ITEMS[item].icon} size={26} />
                  </span>
                  {t(MENU_ITEMS[item].zh, MENU_ITEMS[item].en)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Sheet>
  )
}
