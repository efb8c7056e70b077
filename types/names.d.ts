/**
 * The APIs that can be listed in `jsApiList`. Use `JsApi | (string & {})` to allow newer ones as well.
 *
 * @see 附录2-所有JS接口列表
 */
export type JsApi =
  | 'onMenuShareTimeline'
  | 'onMenuShareAppMessage'
  | 'onMenuShareQQ'
  | 'onMenuShareWeibo'
  | 'onMenuShareQZone'
  | 'startRecord'
  | 'stopRecord'
  | 'onVoiceRecordEnd'
  | 'playVoice'
  | 'pauseVoice'
  | 'stopVoice'
  | 'onVoicePlayEnd'
  | 'uploadVoice'
  | 'downloadVoice'
  | 'chooseImage'
  | 'previewImage'
  | 'uploadImage'
  | 'downloadImage'
  | 'translateVoice'
  | 'getNetworkType'
  | 'openLocation'
  | 'getLocation'
  | 'hideOptionMenu'
  | 'showOptionMenu'
  | 'hideMenuItems'
  | 'showMenuItems'
  | 'hideAllNonBaseMenuItem'
  | 'showAllNonBaseMenuItem'
  | 'closeWindow'
  | 'scanQRCode'
  | 'chooseWXPay'
  | 'openProductSpecificView'
  | 'addCard'
  | 'chooseCard'
  | 'openCard'
  | LaterJsApi

/** The APIs that the appendix does not list. */
export type LaterJsApi =
  | 'checkJsApi'
  | 'startSearchBeacons'
  | 'stopSearchBeacons'
  | 'onSearchBeacons'
  | 'getLocalImgData'
  | 'openAddress'
  | 'consumeAndShareCard'
  | 'openEnterpriseRedPacket'
  | 'openEnterpriseChat'
  | 'launchMiniProgram'
  | 'updateAppMessageShareData'
  | 'updateTimelineShareData'
  | 'openBusinessView'
  // Not a method of any script: it is called over the bridge.
  | 'requestMerchantTransfer'

/** 基本类: the items that every page has. They cannot be hidden. */
export type BaseMenuItem =
  /** 举报 */
  | 'menuItem:exposeArticle'
  /** 调整字体 */
  | 'menuItem:setFont'
  /** 日间模式 */
  | 'menuItem:dayMode'
  /** 夜间模式 */
  | 'menuItem:nightMode'
  /** 刷新 */
  | 'menuItem:refresh'
  /** 查看公众号（已添加） */
  | 'menuItem:profile'
  /** 查看公众号（未添加）. Shown only for a link that came from an account. */
  | 'menuItem:addContact'

/** 传播类: the items that share the page. */
export type SpreadMenuItem =
  /** 发送给朋友 */
  | 'menuItem:share:appMessage'
  /** 分享到朋友圈 */
  | 'menuItem:share:timeline'
  /** 分享到QQ */
  | 'menuItem:share:qq'
  /** 分享到Weibo */
  | 'menuItem:share:weiboApp'
  /** 收藏 */
  | 'menuItem:favorite'
  /** 分享到FB */
  | 'menuItem:share:facebook'
  /** 分享到 QQ 空间 */
  | 'menuItem:share:QZone'

/** 保护类: the items that a page may want to hide to protect its content. */
export type ProtectMenuItem =
  /** 编辑标签 */
  | 'menuItem:editTag'
  /** 删除 */
  | 'menuItem:delete'
  /** 复制链接 */
  | 'menuItem:copyUrl'
  /** 原网页 */
  | 'menuItem:originPage'
  /** 阅读模式 */
  | 'menuItem:readMode'
  /** 在QQ浏览器中打开 */
  | 'menuItem:openWithQQBrowser'
  /** 在Safari中打开 */
  | 'menuItem:openWithSafari'
  /** 邮件 */
  | 'menuItem:share:email'
  /** 一些特殊公众号 */
  | 'menuItem:share:brand'

/** The menu items that can be hidden. */
export type HideableMenuItem = SpreadMenuItem | ProtectMenuItem

/**
 * The items of the menu in the upper right corner.
 *
 * @see 附录3-所有菜单项列表
 */
export type MenuItem = BaseMenuItem | HideableMenuItem

/** The open tags (开放标签) that can be listed in `openTagList`. */
export type OpenTag = 'wx-open-launch-weapp' | 'wx-open-launch-app' | 'wx-open-subscribe' | 'wx-open-audio'
