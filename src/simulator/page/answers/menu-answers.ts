import { isBaseItem } from '../menu.js'
import type { DefaultAnswers } from './default-answer.js'

/** What the page hides is recorded by `effects.ts`, whoever answers. */
export const MENU_ANSWERS: DefaultAnswers<
  | 'hideOptionMenu'
  | 'showOptionMenu'
  | 'hideMenuItems'
  | 'showMenuItems'
  | 'hideAllNonBaseMenuItem'
  | 'showAllNonBaseMenuItem'
  | 'closeWindow'
> = {
  hideOptionMenu: () => ({}),
  showOptionMenu: () => ({}),
  hideMenuItems: ({ menuList }) =>
    Array.isArray(menuList) && menuList.some(isBaseItem) ? new Error('a base item cannot be hidden') : {},
  showMenuItems: () => ({}),
  hideAllNonBaseMenuItem: () => ({}),
  showAllNonBaseMenuItem: () => ({}),
  closeWindow: (_parameters, device) => {
    device.close()
    // The window closes before an answer could be delivered.
    return 'silent'
  },
}
