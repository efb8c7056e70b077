import type { Menu } from './menu.js'
import type { ShareState } from './share.js'

/** What a call changes in the client once it succeeds, whoever answered it. */
export interface Effects {
  readonly menu: Menu
  readonly share: ShareState
  readonly messages: unknown[]
}

type Effect = (parameters: Readonly<Record<string, unknown>>, effects: Effects) => void

/** By the script's name. Parameters too. */
export const EFFECTS: Readonly<Record<string, Effect>> = {
  updateAppMessageShareData: (parameters, { share }) => share.setData('appMessage', parameters),
  updateTimelineShareData: (parameters, { share }) => share.setData('timeline', parameters),
  hideOptionMenu: (_parameters, { menu }) => menu.setVisible(false),
  showOptionMenu: (_parameters, { menu }) => menu.setVisible(true),
  hideMenuItems: ({ menuList }, { menu }) => menu.hide(listOf(menuList)),
  showMenuItems: ({ menuList }, { menu }) => menu.show(listOf(menuList)),
  hideAllNonBaseMenuItem: (_parameters, { menu }) => menu.hideAllNonBase(),
  showAllNonBaseMenuItem: (_parameters, { menu }) => menu.showAll(),
  'miniProgram.postMessage': ({ data }, { messages }) => messages.push(data),
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
