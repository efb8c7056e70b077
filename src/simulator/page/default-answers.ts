import { drawPicture, localIdOf } from './local-images.js'
import type { Phone } from './phone.js'
import type { SimulatedClient } from './user-agents.js'

/** The parameters of a call as they cross the bridge. */
export type BridgeParameters = Readonly<Record<string, unknown>>

/**
 * Makes the client's answer to a call: an object in the client's own format, or a promise of one. `undefined` means that
 * the client never answers.
 */
export type AnswerMaker = (
  parameters: BridgeParameters,
  client: SimulatedClient,
  phone: Phone,
) => object | undefined | Promise<object | undefined>

/** The default answer of each API, by the client's name, in the format of each client. */
export const DEFAULT_ANSWERS: Readonly<Record<string, AnswerMaker>> = {
  updateAppMessageShareData: () => ok('updateAppMessageShareData'),
  updateTimelineShareData: () => ok('updateTimelineShareData'),
  // The page calls these after a menu item was pressed. The user always shares.
  shareTimeline: () => ok('share_timeline'),
  sendAppMessage: () => ({ err_msg: 'send_app_msg:confirm' }),
  shareQQ: () => ok('shareQQ'),
  shareWeiboApp: () => ok('shareWeiboApp'),
  shareQZone: () => ok('shareQZone'),

  chooseImage: ({ count }, client) => {
    const pictures = [1, 2].slice(0, Number(count) || 9)
    const localIds = pictures.map(picture => localIdOf(picture, client))
    return { ...ok('chooseImage'), localIds: toList(localIds, client), sourceType: 'album' }
  },
  imagePreview: () => ok('image_preview'),
  uploadImage: ({ localId }) => ({ ...ok('uploadImage'), serverId: `media-${hashOf(localId)}` }),
  downloadImage: ({ serverId }, client) => ({
    ...ok('downloadImage'),
    localId: localIdOf(hashOf(serverId).charCodeAt(0) % 10, client),
  }),
  getLocalImgData: ({ localId }, client) => {
    const dataUrl = drawPicture(String(localId))
    const base64 = dataUrl.slice(dataUrl.indexOf(',') + 1)
    // Android omits the data URL's prefix and wraps the lines; iOS misspells the type.
    const localData =
      client === 'android' ? base64.replace(/.{76}/g, '$&\n') : `data:image/jgp;base64,${base64}`
    return { ...ok('getLocalImgData'), localData }
  },

  startRecord: (_parameters, _client, phone) =>
    phone.startRecording() ? ok('startRecord') : failed('startRecord', 'already recording'),
  stopRecord: (_parameters, _client, phone) => {
    const localId = phone.stopRecording()
    return localId === undefined ? failed('stopRecord', 'not recording') : { ...ok('stopRecord'), localId }
  },
  playVoice: ({ localId }, _client, phone) => {
    phone.play(String(localId))
    return ok('playVoice')
  },
  pauseVoice: (_parameters, _client, phone) => {
    phone.stopPlaying()
    return ok('pauseVoice')
  },
  stopVoice: (_parameters, _client, phone) => {
    phone.stopPlaying()
    return ok('stopVoice')
  },
  uploadVoice: ({ localId }) => ({ ...ok('uploadVoice'), serverId: `media-${hashOf(localId)}` }),
  downloadVoice: ({ serverId }) => ({
    ...ok('downloadVoice'),
    localId: `weixin://resourceid/voice-${hashOf(serverId)}`,
  }),
  translateVoice: () => ({ ...ok('translateVoice'), translateResult: '今天天气很好。' }),

  getNetworkType: (_parameters, client) =>
    client === 'ios' ? { err_msg: 'network_type:wifi' } : { err_msg: 'network_type:wifi', subtype: 'wifi' },
  openLocation: () => ok('open_location'),
  geoLocation: ({ type }, client) => {
    // The same place in Guangzhou in both coordinate systems: wgs84 (GPS) and gcj02 (Chinese maps).
    const place =
      type === 'gcj02'
        ? { latitude: 23.0994, longitude: 113.3245 }
        : { latitude: 23.1021, longitude: 113.3191 }
    const fields = { ...place, speed: 0, accuracy: 30 }
    return { err_msg: 'geo_location:ok', ...(client === 'android' ? toStrings(fields) : fields), type }
  },
  startMonitoringBeacons: (_parameters, _client, phone) =>
    phone.searchBeacons()
      ? ok('startMonitoringBeacons')
      : failed('startMonitoringBeacons', 'already started'),
  stopMonitoringBeacons: (_parameters, _client, phone) => {
    phone.stopSearching()
    return ok('stopMonitoringBeacons')
  },

  hideOptionMenu: () => ok('hideOptionMenu'),
  showOptionMenu: () => ok('showOptionMenu'),
  hideMenuItems: ({ menuList }) =>
    (menuList as string[]).some(item => BASE_MENU_ITEMS.test(item))
      ? failed('hideMenuItems', 'a base item cannot be hidden')
      : ok('hideMenuItems'),
  showMenuItems: () => ok('showMenuItems'),
  hideAllNonBaseMenuItem: () => ok('hideAllNonBaseMenuItem'),
  showAllNonBaseMenuItem: () => ok('showAllNonBaseMenuItem'),
  // The window closes before an answer could be delivered.
  closeWindow: () => undefined,

  scanQRCode: ({ needResult }, client) => {
    if (!needResult) return ok('scanQRCode')
    const scanned = 'https://weixin.qq.com/r/wx-ready'
    return {
      ...ok('scanQRCode'),
      resultStr: client === 'ios' ? JSON.stringify({ scan_code: { scan_result: scanned } }) : scanned,
    }
  },
  openProductViewWithPid: () => ok('openProductViewWithPid'),

  chooseCard: ({ card_sign, time_stamp, card_id }, client) =>
    card_sign && time_stamp
      ? {
          ...ok('choose_card'),
          choose_card_info: toList(
            [{ card_id: card_id || DEFAULT_CARD_ID, encrypt_code: 'ENCRYPTED' }],
            client,
          ),
        }
      : failed('choose_card', 'invalid sign'),
  batchAddCard: ({ card_list }) => {
    const cards = card_list as { card_id: string; card_ext: string }[]
    const added = cards.map(card => ({
      ...card,
      is_succ: isSigned(card.card_ext) ? 1 : 0,
      code: 'ENCRYPTED',
    }))
    // JSON text on every client: all releases of the vendor's script parse it.
    return { ...ok('batch_add_card'), card_list: JSON.stringify(added) }
  },
  batchViewCard: () => ok('batch_view_card'),
  consumedShareCard: () => ok('consumedShareCard'),

  getBrandWCPayRequest: ({ appId, timeStamp, nonceStr, package: order, paySign }) =>
    appId && timeStamp && nonceStr && order && paySign
      ? ok('get_brand_wcpay_request')
      : failed('get_brand_wcpay_request', 'missing parameter'),
  getRecevieBizHongBaoRequest: () => ok('getRecevieBizHongBaoRequest'),
  requestMerchantTransfer: () => ok('requestMerchantTransfer'),
  editAddress: () => ({
    ...ok('edit_address'),
    userName: '张三',
    telNumber: '020-81167888',
    addressPostalCode: '510000',
    proviceFirstStageName: '广东省',
    addressCitySecondStageName: '广州市',
    addressCountiesThirdStageName: '海珠区',
    addressDetailInfo: '新港中路397号',
    nationalCode: '440105',
  }),

  openEnterpriseChat: (_parameters, client) => ({
    ...ok('openEnterpriseChat'),
    err_code: toErrCode(0, client),
  }),
  launchMiniProgram: () => ok('launchMiniProgram'),
  openBusinessView: (_parameters, client) => {
    const extraData = { result: 'SUCCESS' }
    return {
      ...ok('openBusinessView'),
      err_code: toErrCode(0, client),
      extraData: client === 'android' ? JSON.stringify(extraData) : extraData,
    }
  },
}

/** The answer of a client that does not have the API. */
export function unknownApi(name: string): object {
  return { err_msg: `${name}:function_not_exist` }
}

function ok(name: string): { err_msg: string } {
  return { err_msg: `${name}:ok` }
}

function failed(name: string, reason: string): { err_msg: string } {
  return { err_msg: `${name}:fail_${reason}` }
}

/** The base items (基本类) in appendix 3 of the guide. They cannot be hidden. */
const BASE_MENU_ITEMS = /^menuItem:(exposeArticle|setFont|dayMode|nightMode|refresh|profile|addContact)$/

const DEFAULT_CARD_ID = 'pDF3iY9tv9zCGCj4jTXFOo1DxHdo'

function isSigned(cardExt: unknown): boolean {
  try {
    return Boolean(JSON.parse(String(cardExt)).signature)
  } catch {
    return false
  }
}

/** Android sends lists as JSON text. */
function toList(list: readonly unknown[], client: SimulatedClient): unknown {
  return client === 'android' ? JSON.stringify(list) : list
}

/** Android sends error codes as text. */
function toErrCode(code: number, client: SimulatedClient): number | string {
  return client === 'android' ? String(code) : code
}

function toStrings(fields: Record<string, number>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}

/** A short, deterministic hash of an id. */
function hashOf(id: unknown): string {
  let hash = 0
  for (const character of String(id)) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0
  return (hash >>> 0).toString(36)
}
