import { ownValue } from './own-value.js'

/**
 * Every API by the name in WeChat's script → the client's name of the call. An `onMenuShare…` stands for the call that a page
 * makes after its menu item was pressed.
 */
const CALLS: Readonly<Record<string, string>> = {
  config: 'preVerifyJSAPI',
  checkJsApi: 'checkJsApi',
  onMenuShareTimeline: 'shareTimeline',
  onMenuShareAppMessage: 'sendAppMessage',
  onMenuShareQQ: 'shareQQ',
  onMenuShareWeibo: 'shareWeiboApp',
  onMenuShareQZone: 'shareQZone',
  updateAppMessageShareData: 'updateAppMessageShareData',
  updateTimelineShareData: 'updateTimelineShareData',
  chooseImage: 'chooseImage',
  previewImage: 'imagePreview',
  uploadImage: 'uploadImage',
  downloadImage: 'downloadImage',
  getLocalImgData: 'getLocalImgData',
  startRecord: 'startRecord',
  stopRecord: 'stopRecord',
  playVoice: 'playVoice',
  pauseVoice: 'pauseVoice',
  stopVoice: 'stopVoice',
  uploadVoice: 'uploadVoice',
  downloadVoice: 'downloadVoice',
  translateVoice: 'translateVoice',
  getNetworkType: 'getNetworkType',
  openLocation: 'openLocation',
  getLocation: 'geoLocation',
  startSearchBeacons: 'startMonitoringBeacons',
  stopSearchBeacons: 'stopMonitoringBeacons',
  hideOptionMenu: 'hideOptionMenu',
  showOptionMenu: 'showOptionMenu',
  closeWindow: 'closeWindow',
  hideMenuItems: 'hideMenuItems',
  showMenuItems: 'showMenuItems',
  hideAllNonBaseMenuItem: 'hideAllNonBaseMenuItem',
  showAllNonBaseMenuItem: 'showAllNonBaseMenuItem',
  scanQRCode: 'scanQRCode',
  openProductSpecificView: 'openProductViewWithPid',
  chooseCard: 'chooseCard',
  addCard: 'batchAddCard',
  openCard: 'batchViewCard',
  consumeAndShareCard: 'consumedShareCard',
  chooseWXPay: 'getBrandWCPayRequest',
  openAddress: 'editAddress',
  openEnterpriseRedPacket: 'getRecevieBizHongBaoRequest',
  openEnterpriseChat: 'openEnterpriseChat',
  launchMiniProgram: 'launchMiniProgram',
  openBusinessView: 'openBusinessView',
  requestMerchantTransfer: 'requestMerchantTransfer',
}

/** All calls to the surrounding mini program cross the bridge as one API. */
const MINI_PROGRAM_CALL = 'invokeMiniProgramAPI'
const MINI_PROGRAM_CALLS = [
  'navigateBack',
  'navigateTo',
  'redirectTo',
  'switchTab',
  'reLaunch',
  'postMessage',
]

/** Events by the name in WeChat's script → the client's name of the event. */
const EVENTS: Readonly<Record<string, string>> = {
  onMenuShareTimeline: 'menu:share:timeline',
  onMenuShareAppMessage: 'menu:share:appmessage',
  onMenuShareQQ: 'menu:share:qq',
  onMenuShareWeibo: 'menu:share:weiboApp',
  onMenuShareQZone: 'menu:share:QZone',
  onVoiceRecordEnd: 'onVoiceRecordEnd',
  onVoicePlayEnd: 'onVoicePlayEnd',
  onSearchBeacons: 'onBeaconsInRange',
}

const SCRIPT_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(CALLS).map(([script, client]) => [client, script]),
)

/** The events of the client that need a permission. */
export const EVENT_NAMES: ReadonlySet<string> = new Set(Object.values(EVENTS))

/** The names that `answer()` accepts. */
export const ANSWERABLE: readonly string[] = [
  ...Object.keys(CALLS),
  ...MINI_PROGRAM_CALLS.map(name => `miniProgram.${name}`),
]

/** The names that `deny()` accepts. */
export const DENIABLE: readonly string[] = [
  ...new Set([...Object.keys(CALLS), ...Object.keys(EVENTS)].filter(name => name !== 'config')),
]

/** The script's name of a call that crosses the bridge. */
export function scriptNameOf(clientName: string, parameters: Readonly<Record<string, unknown>>): string {
  if (clientName === MINI_PROGRAM_CALL) return `miniProgram.${parameters.name}`
  return SCRIPT_NAMES.get(clientName) ?? clientName
}

/** The client's name of an event, from either name. */
export function eventNameOf(name: string): string {
  return ownValue(EVENTS, name) ?? name
}

/** The name that has to be in `jsApiList` for a call, as the client knows it. A menu item's is that of its event. */
export function listedNameOf(clientName: string): string {
  const script = SCRIPT_NAMES.get(clientName)
  return (script !== undefined && ownValue(EVENTS, script)) || clientName
}

/** The name in `jsApiList`, as the client knows it, of an API by the script's name. */
export function listedNameOfScript(name: string): string {
  return ownValue(EVENTS, name) ?? ownValue(CALLS, name) ?? name
}

/** The script's name for a name in `jsApiList`. */
export function scriptNameOfListed(listed: string): string {
  return Object.keys(EVENTS).find(name => EVENTS[name] === listed) ?? SCRIPT_NAMES.get(listed) ?? listed
}
