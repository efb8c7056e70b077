import type { OpenAddressOptions } from './address.js'
import type {
  DownloadVoiceOptions,
  OnVoicePlayEndOptions,
  OnVoiceRecordEndOptions,
  PauseVoiceOptions,
  PlayVoiceOptions,
  StartRecordOptions,
  StopRecordOptions,
  StopVoiceOptions,
  TranslateVoiceOptions,
  UploadVoiceOptions,
} from './audio.js'
import type { OnSearchBeaconsOptions, StartSearchBeaconsOptions, StopSearchBeaconsOptions } from './beacon.js'
import type { BridgeAnswer } from './bridge.js'
import type {
  AddCardOptions,
  ChooseCardOptions,
  ConsumeAndShareCardOptions,
  OpenCardOptions,
} from './card.js'
import type { CheckJsApiOptions, ConfigError, ConfigOptions } from './config.js'
import type { GetNetworkTypeOptions } from './device.js'
import type { OpenEnterpriseChatOptions, OpenEnterpriseRedPacketOptions } from './enterprise.js'
import type {
  ChooseImageOptions,
  DownloadImageOptions,
  GetLocalImgDataOptions,
  PreviewImageOptions,
  UploadImageOptions,
} from './image.js'
import type { GetLocationOptions, OpenLocationOptions } from './location.js'
import type {
  CloseWindowOptions,
  HideAllNonBaseMenuItemOptions,
  HideMenuItemsOptions,
  HideOptionMenuOptions,
  ShowAllNonBaseMenuItemOptions,
  ShowMenuItemsOptions,
  ShowOptionMenuOptions,
} from './menu.js'
import type { LaunchMiniProgramOptions, MiniProgram, OpenBusinessViewOptions } from './mini-program.js'
import type { ChooseWXPayOptions, RequestMerchantTransferOptions } from './pay.js'
import type { ScanQRCodeForResultOptions, ScanQRCodeOptions } from './scan.js'
import type {
  OnMenuShareAppMessageOptions,
  OnMenuShareQQOptions,
  OnMenuShareQZoneOptions,
  OnMenuShareTimelineOptions,
  OnMenuShareWeiboOptions,
  UpdateAppMessageShareDataOptions,
  UpdateTimelineShareDataOptions,
} from './share.js'
import type { OpenProductSpecificViewOptions } from './shop.js'

/**
 * The object of the vendor's script 1.6.0, `wx` and `jWeixin` on the page. Older scripts lack the methods marked "since
 * script" with a later version. Options are optional only if no script throws without them. The scripts modify the object
 * that they are passed: pass a new one to each call.
 */
export interface JWeixin {
  /**
   * Passes the signature to the client for verification (权限验证配置). Does nothing outside WeChat.
   *
   * @see 步骤三：通过config接口注入权限验证配置
   */
  config(options: ConfigOptions): void
  /**
   * Calls back when the verification has *finished*, even if it failed (处理成功验证). Once one has finished, later callbacks
   * run immediately, even while the next verification is in progress.
   *
   * @see 步骤四：通过ready接口处理成功验证
   */
  ready(callback: () => void): void
  /**
   * Calls back when the client rejects the signature (处理失败验证). Only the last callback is kept.
   *
   * @see 步骤五：通过error接口处理失败验证
   */
  error(callback: (result: ConfigError) => void): void
  /**
   * Checks which APIs this client supports (判断当前客户端版本是否支持指定JS接口). Since client 6.0.2.
   *
   * @see 判断当前客户端版本是否支持指定JS接口
   */
  checkJsApi(options: CheckJsApiOptions): void

  /** Sets what 分享到朋友圈 shares, and reports when its button is pressed. @see 分享接口 */
  onMenuShareTimeline(options: OnMenuShareTimelineOptions): void
  /** Sets what 发送给朋友 shares, and reports when its button is pressed. @see 分享接口 */
  onMenuShareAppMessage(options: OnMenuShareAppMessageOptions): void
  /** Sets what 分享到QQ shares, and reports when its button is pressed. @see 分享接口 */
  onMenuShareQQ(options: OnMenuShareQQOptions): void
  /** Sets what 分享到腾讯微博 shares, and reports when its button is pressed. @see 分享接口 */
  onMenuShareWeibo(options: OnMenuShareWeiboOptions): void
  /** Sets what 分享到QQ空间 shares, and reports when its button is pressed. @see 分享接口 */
  onMenuShareQZone(options: OnMenuShareQZoneOptions): void
  /**
   * Sets what 分享到朋友圈 and 分享到QQ空间 share. Success means that the data is set, not that the user shared. Since script
   * 1.4.0.
   *
   * @see 自定义“分享到朋友圈”及“分享到 QQ 空间”按钮的分享内容
   */
  updateTimelineShareData(options: UpdateTimelineShareDataOptions): void
  /**
   * Sets what 发送给朋友 and 分享到QQ share. Success means that the data is set, not that the user shared. Since script 1.4.0.
   *
   * @see 自定义“分享给朋友”及“分享到QQ”按钮的分享内容
   */
  updateAppMessageShareData(options: UpdateAppMessageShareDataOptions): void

  /** Lets the user take or choose 1 to 9 pictures (拍照或从手机相册中选图). @see 图像接口 */
  chooseImage(options: ChooseImageOptions): void
  /** Shows pictures in full screen (预览图片). @see 预览图片接口 */
  previewImage(options: PreviewImageOptions): void
  /**
   * Uploads one picture (上传图片), which WeChat keeps for 3 days. Wait for the result before uploading the next one.
   *
   * @see 上传图片接口
   */
  uploadImage(options: UploadImageOptions): void
  /** Downloads a picture that was uploaded (下载图片). @see 下载图片接口 */
  downloadImage(options: DownloadImageOptions): void
  /**
   * Reads a chosen picture as base64 (获取本地图片). A call that the client never answers blocks all later ones, and a call
   * that is queued behind another needs the global `wx`. Since script 1.2.0.
   *
   * @see 获取本地图片接口
   */
  getLocalImgData(options: GetLocalImgDataOptions): void

  /** Starts a voice recording of at most 60 seconds (开始录音). @see 开始录音接口 */
  startRecord(options?: StartRecordOptions): void
  /** Stops the recording and returns its id (停止录音). @see 停止录音接口 */
  stopRecord(options?: StopRecordOptions): void
  /**
   * Reports through `complete` that a recording was stopped after 60 seconds (监听录音自动停止).
   *
   * @see 监听录音自动停止接口
   */
  onVoiceRecordEnd(options: OnVoiceRecordEndOptions): void
  /** Plays a recording (播放语音). @see 播放语音接口 */
  playVoice(options: PlayVoiceOptions): void
  /** Pauses a recording that is playing (暂停播放). @see 暂停播放接口 */
  pauseVoice(options: PauseVoiceOptions): void
  /** Stops a recording that is playing (停止播放). @see 停止播放接口 */
  stopVoice(options: StopVoiceOptions): void
  /** Reports through `success` that a recording finished playing (监听语音播放完毕). @see 监听语音播放完毕接口 */
  onVoicePlayEnd(options: OnVoicePlayEndOptions): void
  /** Uploads a recording (上传语音), which WeChat keeps for 3 days. @see 上传语音接口 */
  uploadVoice(options: UploadVoiceOptions): void
  /** Downloads a recording that was uploaded (下载语音). @see 下载语音接口 */
  downloadVoice(options: DownloadVoiceOptions): void
  /** Converts a recording to text (识别音频并返回识别结果). @see 智能接口 */
  translateVoice(options: TranslateVoiceOptions): void

  /** Gets the type of the network (获取网络状态). @see 获取网络状态接口 */
  getNetworkType(options: GetNetworkTypeOptions): void
  /** Shows a location on WeChat's map (使用微信内置地图查看位置). @see 地理位置 */
  openLocation(options: OpenLocationOptions): void
  /** Gets the location of the device (获取地理位置). @see 获取地理位置接口 */
  getLocation(options?: GetLocationOptions): void

  /**
   * Starts searching for nearby iBeacons of the account (开启查找周边ibeacon设备). Since client 6.2.5 and script 1.1.0.
   *
   * @see 摇一摇周边
   */
  startSearchBeacons(options: StartSearchBeaconsOptions): void
  /**
   * Stops searching for iBeacons (关闭查找周边ibeacon设备). Since client 6.2.5 and script 1.1.0.
   *
   * @see 摇一摇周边
   */
  stopSearchBeacons(options?: StopSearchBeaconsOptions): void
  /**
   * Reports the nearby iBeacons of the account through `complete`, once a second (监听周边ibeacon设备). Since client 6.2.5 and
   * script 1.1.0.
   *
   * @see 摇一摇周边
   */
  onSearchBeacons(options: OnSearchBeaconsOptions): void

  /** Hides the menu in the upper right corner (隐藏右上角菜单). @see 界面操作 */
  hideOptionMenu(options?: HideOptionMenuOptions): void
  /** Shows the menu in the upper right corner (显示右上角菜单). @see 界面操作 */
  showOptionMenu(options?: ShowOptionMenuOptions): void
  /** Closes the window of the page (关闭当前网页窗口). The callbacks may not be called. @see 界面操作 */
  closeWindow(options?: CloseWindowOptions): void
  /** Hides menu items, except 基本类 (批量隐藏功能按钮). @see 界面操作 */
  hideMenuItems(options: HideMenuItemsOptions): void
  /** Shows menu items (批量显示功能按钮). @see 界面操作 */
  showMenuItems(options: ShowMenuItemsOptions): void
  /** Hides all menu items except 基本类 (隐藏所有非基础按钮). @see 界面操作 */
  hideAllNonBaseMenuItem(options?: HideAllNonBaseMenuItemOptions): void
  /** Shows all menu items again (显示所有功能按钮). @see 界面操作 */
  showAllNonBaseMenuItem(options?: ShowAllNonBaseMenuItemOptions): void

  /**
   * Scans a code (调起微信扫一扫). With `needResult: 1` the page receives its text, otherwise WeChat handles it.
   *
   * @see 微信扫一扫
   */
  scanQRCode(options: ScanQRCodeForResultOptions): void
  scanQRCode(options?: ScanQRCodeOptions): void

  /** Opens the page of a product in the account's shop (跳转微信商品页). @see 微信小店 */
  openProductSpecificView(options: OpenProductSpecificViewOptions): void
  /** Lets the user choose one of their cards (拉取适用卡券列表并获取用户选择信息). @see 微信卡券 */
  chooseCard(options: ChooseCardOptions): void
  /** Offers the user cards to add (批量添加卡券). @see 批量添加卡券接口 */
  addCard(options: AddCardOptions): void
  /** Shows cards of the user (查看微信卡包中的卡券). @see 查看微信卡包中的卡券接口 */
  openCard(options: OpenCardOptions): void
  /**
   * Lets the user give a redeemed card to somebody else (核销后再次赠送卡券). Since client 6.3.6 and script 1.1.0.
   *
   * @see 核销后再次赠送卡券接口
   */
  consumeAndShareCard(options: ConsumeAndShareCardOptions): void

  /**
   * Asks the user to pay (发起一个微信支付请求). The page must be below the pay directory (支付授权目录) of the account, which must
   * be below a domain that is bound to the account.
   *
   * @see 微信支付
   */
  chooseWXPay(options: ChooseWXPayOptions): void
  /**
   * Lets the user choose one of their addresses (共享收货地址). Since script 1.2.0.
   *
   * @see 共享收货地址接口
   */
  openAddress(options: OpenAddressOptions): void
  /**
   * Opens a company's red packet (企业红包). Since script 1.2.0. Not in WeChat's guide.
   */
  openEnterpriseRedPacket(options: OpenEnterpriseRedPacketOptions): void
  /**
   * Opens a chat with members of a company (企业会话). Since script 1.2.0. Not in WeChat's guide.
   */
  openEnterpriseChat(options: OpenEnterpriseChatOptions): void
  /**
   * Opens a mini program (打开小程序). Since script 1.3.2. Not in WeChat's guide.
   */
  launchMiniProgram(options: LaunchMiniProgramOptions): void
  /**
   * Opens a business view of WeChat, such as 微信支付分. Since client 7.0.5 and script 1.6.0.
   *
   * @see 商户H5跳转微信支付分小程序-授权服务
   */
  openBusinessView(options: OpenBusinessViewOptions): void

  /** The APIs of a page inside the web-view of a mini program (小程序). Since script 1.3.2. */
  readonly miniProgram: MiniProgram

  /**
   * Calls an API by the *client's* name, with the credentials of the last `config`. The response is the client's own.
   * Available after `config` since script 1.3.2, in older scripts after `config({ beta: true })`.
   */
  invoke(clientApi: string, parameters: object, callback?: (answer: BridgeAnswer) => void): void
  /** Listens for an event by the *client's* name. Available when `invoke` is. */
  on(clientEvent: string, callback: (event: BridgeAnswer) => void): void
}

/** APIs that no script provides. They are called over the bridge, `WeixinJSBridge.invoke`, with a single callback. */
export interface BridgeApis {
  /**
   * Opens a page on which the user accepts a payment of the merchant (商家转账 用户确认收款). Success means that the user returned
   * from it, not that they accepted: ask your server. Call `checkJsApi` first: phones support it, the developer tools do not.
   *
   * @see JSAPI调起用户确认收款
   */
  requestMerchantTransfer(options: RequestMerchantTransferOptions): void
}
