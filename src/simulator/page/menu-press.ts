import type { MenuItem } from '../../../types/names.js'
import { scriptNameOf } from './api-names.js'
import type { BridgeController } from './bridge.js'
import type { FontSize } from './font-size.js'
import type { Menu } from './menu.js'
import { SHARE_ITEMS, type ShareState } from './share.js'
import type { SharedCard } from './simulator-types.js'

export interface PressSettings {
  readonly menu: Menu
  readonly share: ShareState
  readonly fontSize: FontSize
  readonly controller: BridgeController
  isClosed(): boolean
}

/** How long a page may take to share after its menu item was pressed, in ms. */
const PATIENCE = 1000

/**
 * Presses an item of the menu as a user does.
 *
 * @returns the card that was shared; `undefined` if none was
 * @throws {Error} if the user could not press it
 */
export async function pressMenuItem(
  item: MenuItem,
  settings: PressSettings,
): Promise<SharedCard | undefined> {
  const { menu, share, controller } = settings
  if (settings.isClosed()) throw new Error(`${item} cannot be pressed: the page called closeWindow().`)
  if (!menu.visible) throw new Error(`${item} cannot be pressed: the page called hideOptionMenu().`)
  if (!menu.items.includes(item))
    throw new Error(`${item} cannot be pressed: the menu shows only ${menu.items.join(', ')}.`)
  const shareItem = SHARE_ITEMS[item]
  if (!shareItem) {
    pressOther(item, settings)
    return undefined
  }
  const { event, eventData, call } = shareItem
  const source = share.sourceOf(shareItem, controller.hears(event))
  if (source === 'menu-handler') {
    const sent = controller.nextCall(call, PATIENCE)
    controller.emit(event, eventData)
    const shared = await sent
    return shared?.ok ? share.card(item, source, shared.parameters) : undefined
  }
  const card = share.card(item, source)
  const { title, desc, link, imgUrl } = card
  const agreed = await controller.decide(scriptNameOf(call, {}), call, { title, desc, link, img_url: imgUrl })
  return agreed ? card : undefined
}

function pressOther(item: MenuItem, { controller, fontSize }: PressSettings): void {
  if (item === 'menuItem:refresh') window.location.reload()
  if (item === 'menuItem:setFont') controller.emit('menu:setfont', fontSize.next())
}
