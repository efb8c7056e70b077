import type { BaseMenuItem, MenuItem, ProtectMenuItem, SpreadMenuItem } from '../../../../types/names.js'
import type { IconName } from '../ui/icon.js'

interface Presentation {
  readonly zh: string
  readonly en: string
  readonly icon: IconName
}

interface MenuGroup {
  readonly zh: string
  readonly en: string
  readonly items: readonly MenuItem[]
}

const SPREAD: Readonly<Record<SpreadMenuItem, Presentation>> = {
  'menuItem:share:appMessage': { zh: '发送给朋友', en: 'Send to a friend', icon: 'forward' },
  'menuItem:share:timeline': { zh: '分享到朋友圈', en: 'Share on Moments', icon: 'moments' },
  'menuItem:favorite': { zh: '收藏', en: 'Add to Favorites', icon: 'star' },
  'menuItem:share:qq': { zh: '分享到 QQ', en: 'Share on QQ', icon: 'penguin' },
  'menuItem:share:QZone': { zh: '分享到 QQ 空间', en: 'Share on QZone', icon: 'badge' },
  'menuItem:share:weiboApp': { zh: '分享到微博', en: 'Share on Weibo', icon: 'weibo' },
  'menuItem:share:facebook': { zh: '分享到 Facebook', en: 'Share on Facebook', icon: 'facebook' },
}

const PROTECT: Readonly<Record<ProtectMenuItem, Presentation>> = {
  'menuItem:copyUrl': { zh: '复制链接', en: 'Copy link', icon: 'link' },
  'menuItem:openWithQQBrowser': { zh: '在 QQ 浏览器中打开', en: 'Open in QQ Browser', icon: 'browser' },
  'menuItem:openWithSafari': { zh: '在 Safari 中打开', en: 'Open in Safari', icon: 'compass' },
  'menuItem:share:email': { zh: '邮件', en: 'Email', icon: 'mail' },
  'menuItem:editTag': { zh: '编辑标签', en: 'Edit tags', icon: 'tag' },
  'menuItem:delete': { zh: '删除', en: 'Delete', icon: 'trash' },
  'menuItem:originPage': { zh: '原网页', en: 'Original page', icon: 'page' },
  'menuItem:readMode': { zh: '阅读模式', en: 'Reader view', icon: 'book' },
  'menuItem:share:brand': { zh: '特殊公众号', en: 'Special accounts', icon: 'person' },
}

const BASE: Readonly<Record<BaseMenuItem, Presentation>> = {
  'menuItem:setFont': { zh: '调整字体', en: 'Font size', icon: 'font' },
  'menuItem:refresh': { zh: '刷新', en: 'Refresh', icon: 'refresh' },
  'menuItem:nightMode': { zh: '夜间模式', en: 'Night mode', icon: 'moon' },
  'menuItem:dayMode': { zh: '日间模式', en: 'Day mode', icon: 'sun' },
  'menuItem:profile': { zh: '查看公众号', en: 'View account', icon: 'person' },
  'menuItem:addContact': { zh: '关注公众号', en: 'Follow account', icon: 'plus' },
  'menuItem:exposeArticle': { zh: '举报', en: 'Report', icon: 'flag' },
}

/** How each item looks. */
export const MENU_ITEMS: Readonly<Record<MenuItem, Presentation>> = { ...SPREAD, ...PROTECT, ...BASE }

/** The groups of the guide's appendix 3. */
export const MENU_GROUPS: readonly MenuGroup[] = [
  { zh: '传播', en: 'Share', items: Object.keys(SPREAD) as SpreadMenuItem[] },
  { zh: '保护', en: 'Protect', items: Object.keys(PROTECT) as ProtectMenuItem[] },
  { zh: '基本', en: 'Basic', items: Object.keys(BASE) as BaseMenuItem[] },
]
