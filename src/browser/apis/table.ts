import { landingUrl } from '../session/page-url.js'
import { type Given, objectOf } from '../util/validate.js'
import type { Api, ChecksOf, Command } from './api-spec.js'
import type { CheckedParameters, CommandName, EventName } from './api-types.js'
import { MENU_SHARES } from './menu-share.js'
import {
  apiName,
  jsonText,
  listOf,
  number,
  oneOf,
  optional,
  pagePath,
  picture,
  progressTips,
  text,
  textFrom,
  textUpTo,
  timestamp,
  webUrl,
  whole,
} from './parameters.js'
import {
  addedCards,
  address,
  beacons,
  business,
  checkResult,
  chosenCards,
  errorCode,
  localIds,
  networkType,
  networkTypeOf,
  place,
  scanned,
} from './results.js'
import { snakeCased } from './snake-case.js'

const LOCAL = { localId: text }
const UPLOAD = { localId: text, isShowProgressTips: progressTips }
const DOWNLOAD = { serverId: text, isShowProgressTips: progressTips }
const ENV_VERSION = optional(oneOf('release', 'trial', 'develop'))

const PAYMENT = {
  timestamp,
  nonceStr: textUpTo(32),
  package: text,
  paySign: text,
}

const SIGN_TYPE = oneOf('MD5', 'HMAC-SHA256', 'RSA', 'SHA1')

const toPayment = ({ timestamp, ...signed }: Given) => ({ timeStamp: timestamp, ...signed })

/** The APIs that are asked once and answer once, in the order of WeChat's guide; then those that came after it. */
export const COMMANDS: { readonly [Name in CommandName]: Command<ChecksOf<CheckedParameters<Name>>> } = {
  checkJsApi: {
    client: '6.0.2',
    listed: false,
    takes: { jsApiList: listOf(apiName) },
    reads: checkResult,
  },

  // Success means that the data is set, not that anybody shared.
  updateAppMessageShareData: {
    client: '6.7.2',
    takes: { title: text, desc: optional(text, ''), link: webUrl, imgUrl: webUrl },
  },
  updateTimelineShareData: {
    client: '6.7.2',
    takes: { title: text, link: webUrl, imgUrl: webUrl },
  },

  chooseImage: {
    limit: 'none',
    takes: {
      count: optional(whole(1, 9), 9),
      sizeType: optional(listOf(oneOf('original', 'compressed')), ['original', 'compressed']),
      sourceType: optional(listOf(oneOf('album', 'camera')), ['album', 'camera']),
    },
    toClient: parameters => ({ scene: '1|2', ...parameters }),
    reads: localIds,
  },
  // Some clients answer when the pictures are shown, some when they are closed.
  previewImage: { settles: 'sent', takes: { current: optional(picture), urls: listOf(picture) } },
  uploadImage: { limit: 'transfer', queued: true, takes: UPLOAD },
  downloadImage: { limit: 'transfer', takes: DOWNLOAD },
  // The script's queue is stuck for good once a call is not answered, and needs a `wx` that is global.
  getLocalImgData: { queued: true, bridgeOnly: true, takes: LOCAL },

  // The first time, the user is asked for the microphone.
  startRecord: { limit: 'transfer', takes: {} },
  stopRecord: { takes: {} },
  playVoice: { takes: LOCAL },
  pauseVoice: { takes: LOCAL },
  stopVoice: { takes: LOCAL },
  uploadVoice: { limit: 'transfer', takes: UPLOAD },
  downloadVoice: { limit: 'transfer', takes: DOWNLOAD },
  translateVoice: { limit: 'transfer', takes: UPLOAD },

  getNetworkType: {
    takes: {},
    isOk: answer => networkTypeOf(answer) !== undefined,
    reads: networkType,
  },

  openLocation: {
    settles: 'sent',
    takes: {
      latitude: number(-90, 90),
      longitude: number(-180, 180),
      name: optional(text, ''),
      address: optional(text, ''),
      scale: optional(whole(1, 28), 28),
      infoUrl: optional(webUrl, ''),
    },
  },
  // With the person's consent still to come and the satellites to be found, this takes its time.
  getLocation: {
    limit: 'transfer',
    takes: { type: optional(oneOf('wgs84', 'gcj02'), 'wgs84') },
    reads: place,
  },

  startSearchBeacons: {
    limit: 'transfer',
    client: '6.2.5',
    takes: { ticket: optional(text) },
  },
  stopSearchBeacons: { client: '6.2.5', takes: {} },

  hideOptionMenu: { takes: {} },
  showOptionMenu: { takes: {} },
  closeWindow: { settles: 'sent', takes: {} },
  hideMenuItems: { takes: { menuList: listOf(text) } },
  showMenuItems: { takes: { menuList: listOf(text) } },
  hideAllNonBaseMenuItem: { takes: {} },
  showAllNonBaseMenuItem: { takes: {} },

  scanQRCode: {
    limit: 'none',
    takes: {
      needResult: optional(oneOf(0, 1), 0),
      scanType: optional(listOf(oneOf('qrCode', 'barCode')), ['qrCode', 'barCode']),
    },
    reads: scanned,
  },

  openProductSpecificView: {
    settles: 'sent',
    takes: { productId: text, viewType: optional(oneOf(0, 1, 2), 0), extInfo: optional(text) },
    toClient: ({ productId, ...view }) => snakeCased({ pid: productId, ...view }),
  },

  chooseCard: {
    limit: 'none',
    takes: {
      shopId: optional(textUpTo(24), ''),
      cardType: optional(textUpTo(24), ''),
      cardId: optional(textUpTo(32), ''),
      timestamp,
      nonceStr: textUpTo(32),
      signType: optional(oneOf('SHA1'), 'SHA1'),
      cardSign: textUpTo(64),
    },
    toClient: ({ shopId, timestamp, ...card }, appId) =>
      snakeCased({ appId, locationId: shopId, timeStamp: timestamp, ...card }),
    reads: chosenCards,
    hint: () => 'Check the card signature, its timestamp and the filter.',
  },
  addCard: {
    limit: 'none',
    takes: { cardList: listOf(objectOf({ cardId: text, cardExt: jsonText })) },
    toClient: snakeCased,
    reads: addedCards,
  },
  openCard: {
    settles: 'sent',
    takes: { cardList: listOf(objectOf({ cardId: text, code: text })) },
    toClient: snakeCased,
  },
  consumeAndShareCard: {
    limit: 'none',
    client: '6.3.6',
    takes: { cardId: text, code: text },
    toClient: ({ cardId, code }) => ({ consumedCardId: cardId, consumedCode: code }),
  },

  chooseWXPay: {
    limit: 'none',
    takes: { ...PAYMENT, package: textFrom('prepay_id='), signType: SIGN_TYPE },
    toClient: toPayment,
    hint: payDirectoryHint,
  },

  openAddress: { limit: 'none', takes: {}, reads: address },
  openEnterpriseRedPacket: {
    limit: 'none',
    takes: { ...PAYMENT, signType: optional(SIGN_TYPE, 'SHA1') },
    toClient: toPayment,
  },
  openEnterpriseChat: {
    limit: 'transfer',
    takes: { userIds: text, groupName: optional(text, '') },
    toClient: ({ userIds, groupName }) => ({ useridlist: userIds, chatname: groupName }),
    reads: errorCode,
  },
  launchMiniProgram: {
    limit: 'none',
    takes: { targetAppId: text, path: optional(pagePath), envVersion: ENV_VERSION },
    toClient: ({ path, ...others }) => ({ ...others, path: path && toHtml(String(path)) }),
  },
  openBusinessView: {
    limit: 'none',
    client: '7.0.5',
    takes: { businessType: text, queryString: optional(text, ''), envVersion: ENV_VERSION },
    reads: business,
  },
  requestMerchantTransfer: {
    limit: 'none',
    asksFirst: true,
    takes: {
      mchId: text,
      subMchId: optional(text),
      appId: optional(text),
      subAppId: optional(text),
      openId: optional(text),
      package: text,
    },
  },
}

/** The APIs that tell of something, each time it happens. */
export const EVENTS: { readonly [Name in EventName]: Api } = {
  onVoiceRecordEnd: {},
  onVoicePlayEnd: {},
  onSearchBeacons: { client: '6.2.5', reads: beacons },
}

export const LISTED_APIS: readonly string[] = [
  ...Object.keys(COMMANDS).filter(name => COMMANDS[name as CommandName].listed !== false),
  ...Object.keys(EVENTS),
  ...Object.keys(MENU_SHARES),
]

/** On iOS the page that was opened counts. Without its query, in which a login may have left its code. */
export function payDirectoryHint(): string {
  return `Put the page below the pay directory (支付授权目录), on iOS the one that was opened: ${landingUrl().split('?')[0]}.`
}

/** A page of a mini program is asked for as its file. */
function toHtml(path: string): string {
  const [page, query] = path.split('?')
  return `${page}.html${query === undefined ? '' : `?${query}`}`
}
