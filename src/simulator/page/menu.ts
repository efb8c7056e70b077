import type { BaseMenuItem, HideableMenuItem, MenuItem } from '../../../types/names.js'
import type { SimulatedClient, SimulatedMenu } from './simulator-types.js'

/** The menu in the upper right corner, and what the page hides of it. */
export interface Menu extends SimulatedMenu {
  setVisible(visible: boolean): void
  hide(items: readonly unknown[]): void
  show(items: readonly unknown[]): void
  hideAllNonBase(): void
  showAll(): void
  reset(): void
}

export function createMenu(client: SimulatedClient): Menu {
  const onClient = ALL_ITEMS.filter(item => ONLY_ON[item]?.includes(client) ?? true)
  const hidden = new Set<string>()
  let visible = true
  return {
    get visible() {
      return visible
    },
    get items() {
      return onClient.filter(item => !hidden.has(item))
    },
    setVisible(value) {
      visible = value
    },
    hide(items) {
      for (const item of items) if (!isBaseItem(item)) hidden.add(String(item))
    },
    show(items) {
      for (const item of items) hidden.delete(String(item))
    },
    hideAllNonBase() {
      for (const item of onClient) if (!isBaseItem(item)) hidden.add(item)
    },
    showAll: () => hidden.clear(),
    reset() {
      hidden.clear()
      visible = true
    },
  }
}

/** Whether this is an item of 基本类, which cannot be hidden. */
export function isBaseItem(item: unknown): boolean {
  return (BASE_ITEMS as readonly unknown[]).includes(item)
}

/** 基本类 in appendix 3 of the guide. */
const BASE_ITEMS: readonly BaseMenuItem[] = [
  'menuItem:exposeArticle',
  'menuItem:setFont',
  'menuItem:dayMode',
  'menuItem:nightMode',
  'menuItem:refresh',
  'menuItem:profile',
  'menuItem:addContact',
]

/** 传播类 and 保护类 in appendix 3 of the guide. */
const HIDEABLE_ITEMS: readonly HideableMenuItem[] = [
  'menuItem:share:appMessage',
  'menuItem:share:timeline',
  'menuItem:share:qq',
  'menuItem:share:weiboApp',
  'menuItem:favorite',
  'menuItem:share:facebook',
  'menuItem:share:QZone',
  'menuItem:editTag',
  'menuItem:delete',
  'menuItem:copyUrl',
  'menuItem:originPage',
  'menuItem:readMode',
  'menuItem:openWithQQBrowser',
  'menuItem:openWithSafari',
  'menuItem:share:email',
  'menuItem:share:brand',
]

const ALL_ITEMS: readonly MenuItem[] = [...BASE_ITEMS, ...HIDEABLE_ITEMS]

/** Items that not every client shows for an ordinary page. */
const ONLY_ON: { readonly [Item in MenuItem]?: readonly SimulatedClient[] } = {
  'menuItem:openWithSafari': ['ios', 'mac'],
  'menuItem:openWithQQBrowser': ['android', 'ios', 'harmony'],
  // The client switches between the two; pages are opened by day.
  'menuItem:dayMode': [],
  // Only for a link that came from an account, in favourites, or for articles of some accounts.
  'menuItem:addContact': [],
  'menuItem:editTag': [],
  'menuItem:delete': [],
  'menuItem:originPage': [],
  'menuItem:readMode': [],
  'menuItem:share:brand': [],
}
