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
 * The vendor's own object, `wx` and `jWeixin` on the page, as script 1.6.0 has it. An older script lacks what says
 * "since script" with a later number. The options can be left out only where no script throws without them. The scripts
 * write on the object that they are given: a fresh one for each call.
 */
export interface JWeixin {
  /**
   * Hands the signature over and asks the client to verify it (权限验证配置). Does nothing outside WeChat.
   *
   * @see 步骤三：通过config接口注入权限验证配置
   */
  config(options: ConfigOptions): void
  /**
   * Calls back when the verification is *over*, also a refused one (处理成功验证). Once one is over, it calls back at
   * once, also while the next one is under way.
   *
   * @see 步骤四：通过ready接口处理成功验证
   */
  ready(callback: () => void): void
  /**
   * Calls back when the client refused the signature (处理失败验证). It holds one callback, the last.
   *
   * @see 步骤五：通过error接口处理失败验证
   */
  error(callback: (result: ConfigError) => void): void
  /**
   * Tells which APIs this client has (判断当前客户端版本是否支持指定JS接口). Since client 6.0.2.
   *
   * @see 判断当前客户端版本是否支持指定JS接口
   */
  checkJsApi(options: CheckJsApiOptions): void

  /** Sets what 分享到朋友圈 shares, and tells when its button is pressed. @see 分享接口 */
  onMenuShareTimeline(options: OnMenuShareTimelineOptions): void
  /** Sets what 发送给朋友 shares, and tells when its button is pressed. @see 分享接口 */
  onMenuShareAppMessage(options: OnMenuShareAppMessageOptions): void
  /** Sets what 分享到QQ shares, and tells when its button is pressed. @see 分享接口 */
  onMenuShareQQ(options: OnMenuShareQQOptions): void
  /** Sets what 分享到腾讯微博 shares, and tells when its button is pressed. @see 分享接口 */
  onMenuShareWeibo(options: OnMenuShareWeiboOptions): void
  /** Sets what 分享到QQ空间 shares, and tells when its button is pressed. @see 分享接口 */
  onMenuShareQZone(options: OnMenuShareQZoneOptions): void
  /**
   * Sets what 分享到朋友圈 and 分享到QQ空间 share. Success means that it is set, not that anybody shared. Since script
   * 1.4.0.
   *
   * @see 自定义“分享到朋友圈”及“分享到 QQ 空间”按钮的分享内容
   */
  updateTimelineShareData(options: UpdateTimelineShareDataOptions): void
  /**
   * Sets what 发送给朋友 and 分享到QQ share. Success means that it is set, not that anybody shared. Since script 1.4.0.
   *
   * @see 自定义“分享给朋友”及“分享到QQ”按钮的分享内容
   */
  updateAppMessageShareData(options: UpdateAppMessageShareDataOptions): void

  /** Lets the user take or pick 1 to 9 pictures (拍照或从手机相册中选图). @see 图像接口 */
  chooseImage(options: ChooseImageOptions): void
  /** Shows pictures over the whole screen (预览图片). @see 预览图片接口 */
  previewImage(options: PreviewImageOptions): void
  /**
   * Uploads one picture (上传图片), which WeChat keeps for 3 days. The next one has to wait for its answer.
   *
   * @see 上传图片接口
   */
  uploadImage(options: UploadImageOptions): void
  /** Downloads a picture that was uploaded (下载图片). @see 下载图片接口 */
  downloadImage(options: DownloadImageOptions): void
  /**
   * Reads a chosen picture as base64 (获取本地图片). A first call that is never answered blocks all later ones, and a
   * call that has to wait for another needs the global `wx`. Since script 1.2.0.
   *
   * @see 获取本地图片接口
   */
  getLocalImgData(options: GetLocalImgDataOptions): void

  /** Starts to record the user's voice, for 60 seconds at most (开始录音). @see 开始录音接口 */
  startRecord(options?: StartRecordOptions): void
  /** Ends the recording and gives it (停止录音). @see 停止录音接口 */
  stopRecord(options?: StopRecordOptions): void
  /**
   * Tells when a recording ended by itself, after 60 seconds, through `complete` (监听录音自动停止).
   *
   * @see 监听录音自动停止接口
   */
  onVoiceRecordEnd(options: OnVoiceRecordEndOptions): void
  /** Plays a recording (播放语音). @see 播放语音接口 */
  playVoice(options: PlayVoiceOptions): void
  /** Pauses what plays (暂停播放). @see 暂停播放接口 */
  pauseVoice(options: PauseVoiceOptions): void
  /** Stops what plays (停止播放). @see 停止播放接口 */
  stopVoice(options: StopVoiceOptions): void
  /** Tells when a recording has been played to its end, through `success` (监听语音播放完毕). @see 监听语音播放完毕接口 */
  onVoicePlayEnd(options: OnVoicePlayEndOptions): void
  /** Uploads a recording (上传语音), which WeChat keeps for 3 days. @see 上传语音接口 */
  uploadVoice(options: UploadVoiceOptions): void
  /** Downloads a recording that was uploaded (下载语音). @see 下载语音接口 */
  downloadVoice(options: DownloadVoiceOptions): void
  /** Turns a recording into text (识别音频并返回识别结果). @see 智能接口 */
  translateVoice(options: TranslateVoiceOptions): void

  /** Tells how the device is connected (获取网络状态). @see 获取网络状态接口 */
  getNetworkType(options: GetNetworkTypeOptions): void
  /** Shows a place on WeChat's map (使用微信内置地图查看位置). @see 地理位置 */
  openLocation(options: OpenLocationOptions): void
  /** Tells where the device is (获取地理位置). @see 获取地理位置接口 */
  getLocation(options?: GetLocationOptions): void

  /**
   * Starts to look for the account's iBeacons nearby (开启查找周边ibeacon设备). Since client 6.2.5 and script 1.1.0.
   *
   * @see 摇一摇周边
   */
  startSearchBeacons(options: StartSearchBeaconsOptions): void
  /**
   * Ends the search for iBeacons (关闭查找周边ibeacon设备). Since client 6.2.5 and script 1.1.0.
   *
   * @see 摇一摇周边
   */
  stopSearchBeacons(options?: StopSearchBeaconsOptions): void
  /**
   * Tells which of the account's iBeacons are nearby, once a second, through `complete` (监听周边ibeacon设备). Since
   * client 6.2.5 and script 1.1.0.
   *
   * @see 摇一摇周边
   */
  onSearchBeacons(options: OnSearchBeaconsOptions): void

  /** Hides the menu in the upper right corner (隐藏右上角菜单). @see 界面操作 */
  hideOptionMenu(options?: HideOptionMenuOptions): void
  /** Shows the menu in the upper right corner (显示右上角菜单). @see 界面操作 */
  showOptionMenu(options?: ShowOptionMenuOptions): void
  /** Closes the page's window (关闭当前网页窗口). May never be answered. @see 界面操作 */
  closeWindow(options?: CloseWindowOptions): void
  /** Hides items of the menu, but for the base ones (批量隐藏功能按钮). @see 界面操作 */
  hideMenuItems(options: HideMenuItemsOptions): void
  /** Shows items of the menu (批量显示功能按钮). @see 界面操作 */
  showMenuItems(options: ShowMenuItemsOptions): void
  /** Hides every item but the base ones (隐藏所有非基础按钮). @see 界面操作 */
  hideAllNonBaseMenuItem(options?: HideAllNonBaseMenuItemOptions): void
  /** Shows every item again (显示所有功能按钮). @see 界面操作 */
  showAllNonBaseMenuItem(options?: ShowAllNonBaseMenuItemOptions): void

  /**
   * Scans a code (调起微信扫一扫). With `needResult: 1` the page gets its text, else WeChat acts on it.
   *
   * @see 微信扫一扫
   */
  scanQRCode(options: ScanQRCodeForResultOptions): void
  scanQRCode(options?: ScanQRCodeOptions): void

  /** Shows a product of the account's shop (跳转微信商品页). @see 微信小店 */
  openProductSpecificView(options: OpenProductSpecificViewOptions): void
  /** Lets the user pick one of their own cards (拉取适用卡券列表并获取用户选择信息). @see 微信卡券 */
  chooseCard(options: ChooseCardOptions): void
  /** Offers cards to the user (批量添加卡券). @see 批量添加卡券接口 */
  addCard(options: AddCardOptions): void
  /** Shows cards that the user has (查看微信卡包中的卡券). @see 查看微信卡包中的卡券接口 */
  openCard(options: OpenCardOptions): void
  /**
   * Gives a redeemed card on (核销后再次赠送卡券). Since client 6.3.6 and script 1.1.0.
   *
   * @see 核销后再次赠送卡券接口
   */
  consumeAndShareCard(options: ConsumeAndShareCardOptions): void

  /**
   * Asks the user to pay (发起一个微信支付请求). The page must lie in the pay directory that is set for the account,
   * and that below its bound domain.
   *
   * @see 微信支付
   */
  chooseWXPay(options: ChooseWXPayOptions): void
  /**
   * Lets the user pick one of their addresses (共享收货地址). Since script 1.2.0.
   *
   * @see 共享收货地址接口
   */
  openAddress(options: OpenAddressOptions): void
  /**
   * Opens a red packet of a company (企业红包). Since script 1.2.0; the guide does not have it.
   */
  openEnterpriseRedPacket(options: OpenEnterpriseRedPacketOptions): void
  /**
   * Opens a chat with members of a company (企业会话). Since script 1.2.0; the guide does not have it.
   */
  openEnterpriseChat(options: OpenEnterpriseChatOptions): void
  /**
   * Opens a mini program (打开小程序). Since script 1.3.2; the guide does not have it.
   */
  launchMiniProgram(options: LaunchMiniProgramOptions): void
  /**
   * Opens what WeChat itself offers for a business, as in 微信支付分. Since client 7.0.5 and script 1.6.0.
   *
   * @see 商户H5跳转微信支付分小程序-授权服务
   */
  openBusinessView(options: OpenBusinessViewOptions): void

  /** For a page inside a mini program's web-view (小程序). Since script 1.3.2. */
  readonly miniProgram: MiniProgram

  /**
   * Calls the client by *its* name for an API, with the credentials of the last `config`; the answer comes as the client
   * sends it. It is there after `config`, since script 1.3.2; in older ones after `config({ beta: true })`.
   */
  invoke(clientApi: string, parameters: object, callback?: (answer: BridgeAnswer) => void): void
  /** Listens to an event by the *client's* name for it. It is there when `invoke` is. */
  on(clientEvent: string, callback: (event: BridgeAnswer) => void): void
}

/** What a client has and no script: it is called over the bridge, `WeixinJSBridge.invoke`, where it has no callbacks but one. */
export interface BridgeApis {
  /**
   * Shows the user a page on which to take a payment of the merchant (商家转账 用户确认收款). Success means that the user has
   * come back from it, not that the money was taken: ask the server. Ask `checkJsApi` first whether this client has it: phones
   * do, the developer tools do not.
   *
   * @see JSAPI调起用户确认收款
   */
  requestMerchantTransfer(options: RequestMerchantTransferOptions): void
}
