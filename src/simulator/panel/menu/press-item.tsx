import type { MenuItem } from '../../../../types/names.js'
import { SharedSheet } from '../cards/shared-sheet.js'
import type { Panel } from '../panel.js'
import { MENU_ITEMS } from './menu-items.js'

/** Presses an item of the menu, and shows what came of it. */
export async function pressItem(panel: Panel, item: MenuItem): Promise<void> {
  const { simulator, sheets, t } = panel
  panel.pressed = item
  panel.chat = undefined
  try {
    const card = await simulator.press(item)
    if (card) await sheets.ask<void>(settle => <SharedSheet card={card} onClose={settle} />)
    else await sayWhatHappened(panel, item)
  } catch (error) {
    panel.say(t(`无法点击：${messageOf(error)}`, messageOf(error)))
  } finally {
    panel.pressed = undefined
  }
}

async function sayWhatHappened(panel: Panel, item: MenuItem): Promise<void> {
  const { t } = panel
  const { zh, en } = MENU_ITEMS[item]
  if (SHARES.test(item)) return panel.say(t('没有分享', 'Nothing was shared'))
  if (item === 'menuItem:copyUrl') {
    const copied = await navigator.clipboard?.writeText(location.href).then(
      () => true,
      () => false,
    )
    return panel.say(copied ? t('链接已复制', 'Link copied') : location.href)
  }
  panel.say(t(`微信会执行“${zh}”`, `WeChat does “${en}” here`))
}

/** Items that share, or keep, the page. */
const SHARES = /^menuItem:(share:(?!brand)|favorite)/

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
