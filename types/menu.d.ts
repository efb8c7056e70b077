import type { BaseResult, Callbacks } from './callbacks.js'
import type { HideableMenuItem, MenuItem } from './names.js'

/** @see 界面操作 */
export interface HideOptionMenuOptions extends Callbacks<BaseResult> {}

/** @see 界面操作 */
export interface ShowOptionMenuOptions extends Callbacks<BaseResult> {}

/** The callbacks may not be called, because the page is gone. @see 界面操作 */
export interface CloseWindowOptions extends Callbacks<BaseResult> {}

/** @see 界面操作 */
export interface HideMenuItemsOptions extends Callbacks<BaseResult> {
  /** The items to hide (要隐藏的菜单项). Only those of 传播类 and 保护类 can be hidden. */
  menuList: readonly HideableMenuItem[]
}

/** @see 界面操作 */
export interface ShowMenuItemsOptions extends Callbacks<BaseResult> {
  /** The items to show (要显示的菜单项). */
  menuList: readonly MenuItem[]
}

/** @see 界面操作 */
export interface HideAllNonBaseMenuItemOptions extends Callbacks<BaseResult> {}

/** @see 界面操作 */
export interface ShowAllNonBaseMenuItemOptions extends Callbacks<BaseResult> {}
