import { getOwn } from '../../shared/get-own.js'

/** The client's names of the APIs that the vendor's script and its guide call differently. */
const CLIENT_NAMES: Readonly<Record<string, string>> = {
  config: 'preVerifyJSAPI',
  onMenuShareTimeline: 'menu:share:timeline',
  onMenuShareAppMessage: 'menu:share:appmessage',
  onMenuShareQQ: 'menu:share:qq',
  onMenuShareWeibo: 'menu:share:weiboApp',
  onMenuShareQZone: 'menu:share:QZone',
  previewImage: 'imagePreview',
  getLocation: 'geoLocation',
  openProductSpecificView: 'openProductViewWithPid',
  addCard: 'batchAddCard',
  openCard: 'batchViewCard',
  consumeAndShareCard: 'consumedShareCard',
  chooseWXPay: 'getBrandWCPayRequest',
  openEnterpriseRedPacket: 'getRecevieBizHongBaoRequest',
  startSearchBeacons: 'startMonitoringBeacons',
  stopSearchBeacons: 'stopMonitoringBeacons',
  onSearchBeacons: 'onBeaconsInRange',
  openAddress: 'editAddress',
}

/** `previewImage` → `imagePreview`. A name that is not in the table is the same on both sides. */
export function toClientName(name: string): string {
  return getOwn(CLIENT_NAMES, name) ?? name
}

/** `imagePreview` → `previewImage`. */
export function toScriptName(clientName: string): string {
  for (const name in CLIENT_NAMES) if (CLIENT_NAMES[name] === clientName) return name
  return clientName
}
