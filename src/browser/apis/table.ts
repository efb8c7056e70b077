import { landingUrl } from '../session/page-url.js'
import { objectOf } from '../util/validate.js'
import type { Api, ChecksOf, Command, MenuShare } from './api-spec.js'
import type {
  CheckedParameters,
  CommandName,
  EventName,
  MenuShareName,
  MiniProgramName,
  MiniProgramParameters,
} from './api-types.js'
import { toMoment, toPageFile, toPayment, toSharedPage, toSnakeCase } from './client-parameters.js'
import {
  apiName,
  httpUrl,
  integer,
  json,
  jsonText,
  listOf,
  number,
  oneOf,
  optional,
  pagePath,
  picture,
  progressTips,
  someOf,
  text,
  textStartingWith,
  textUpTo,
  timestamp,
} from './parameters.js'
import {
  addedCards,
  address,
  beacons,
  businessView,
  checkResult,
  chosenCards,
  coordinates,
  errorCode,
  localIds,
  networkType,
  readNetworkType,
  scanResult,
} from './results.js'

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

/** The APIs that are called once and respond once: those of WeChat's guide in its order, then the newer ones. */
export const COMMANDS: { readonly [Name in CommandName]: Command<ChecksOf<CheckedParameters<Name>>> } = {
  checkJsApi: {
    since: '6.0.2',
    listed: false,
    parameters: { jsApiList: listOf(apiName) },
    normalize: checkResult,
  },

  // Success means that the data is set, not that the user shared.
  updateAppMessageShareData: {
    since: '6.7.2',
    parameters: { title: text, desc: optional(text, ''), link: httpUrl, imgUrl: httpUrl },
  },
  updateTimelineShareData: {
    since: '6.7.2',
    parameters: { title: text, link: httpUrl, imgUrl: httpUrl },
  },

  chooseImage: {
    timeout: 'none',
    parameters: {
      count: optional(integer(1, 9), 9),
      sizeType: someOf('original', 'compressed'),
      sourceType: someOf('album', 'camera'),
    },
    toClient: parameters => ({ scene: '1|2', ...parameters }),
    normalize: localIds,
  },
  // Some clients respond when the pictures are shown, others when they are closed.
  previewImage: { settles: 'sent', parameters: { current: optional(picture), urls: listOf(picture) } },
  uploadImage: { timeout: 'transfer', queued: true, parameters: UPLOAD },
  downloadImage: { timeout: 'transfer', parameters: DOWNLOAD },
  // The script's own queue blocks forever after a call without a response, and needs a global `wx`.
  getLocalImgData: { queued: true, bridgeOnly: true, parameters: LOCAL },

  // On the first call, WeChat asks the user for access to the microphone.
  startRecord: { timeout: 'transfer', parameters: {} },
  stopRecord: { parameters: {} },
  playVoice: { parameters: LOCAL },
  pauseVoice: { parameters: LOCAL },
  stopVoice: { parameters: LOCAL },
  uploadVoice: { timeout: 'transfer', parameters: UPLOAD },
  downloadVoice: { timeout: 'transfer', parameters: DOWNLOAD },
  translateVoice: { timeout: 'transfer', parameters: UPLOAD },

  getNetworkType: {
    parameters: {},
    isOk: answer => readNetworkType(answer) !== undefined,
    normalize: networkType,
  },

  openLocation: {
    settles: 'sent',
    parameters: {
      latitude: number(-90, 90),
      longitude: number(-180, 180),
      name: optional(text, ''),
      address: optional(text, ''),
      scale: optional(integer(1, 28), 28),
      infoUrl: optional(httpUrl, ''),
    },
  },
  // Waits for the user's consent and for a GPS fix.
  getLocation: {
    timeout: 'transfer',
    parameters: { type: optional(oneOf('wgs84', 'gcj02'), 'wgs84') },
    normalize: coordinates,
  },

  startSearchBeacons: {
    timeout: 'transfer',
    since: '6.2.5',
    parameters: { ticket: optional(text) },
  },
  stopSearchBeacons: { since: '6.2.5', parameters: {} },

  hideOptionMenu: { parameters: {} },
  showOptionMenu: { parameters: {} },
  closeWindow: { settles: 'sent', parameters: {} },
  hideMenuItems: { parameters: { menuList: listOf(text) } },
  showMenuItems: { parameters: { menuList: listOf(text) } },
  hideAllNonBaseMenuItem: { parameters: {} },
  showAllNonBaseMenuItem: { parameters: {} },

  scanQRCode: {
    timeout: 'none',
    parameters: {
      needResult: optional(oneOf(0, 1), 0),
      scanType: someOf('qrCode', 'barCode'),
    },
    normalize: scanResult,
  },

  openProductSpecificView: {
    settles: 'sent',
    parameters: { productId: text, viewType: optional(oneOf(0, 1, 2), 0), extInfo: optional(text) },
    toClient: ({ productId, ...view }) => toSnakeCase({ pid: productId, ...view }),
  },

  chooseCard: {
    timeout: 'none',
    parameters: {
      shopId: optional(textUpTo(24), ''),
      cardType: optional(textUpTo(24), ''),
      cardId: optional(textUpTo(32), ''),
      timestamp,
      nonceStr: textUpTo(32),
      signType: optional(oneOf('SHA1'), 'SHA1'),
      cardSign: textUpTo(64),
    },
    toClient: ({ shopId, timestamp, ...card }, appId) =>
      toSnakeCase({ appId, locationId: shopId, timeStamp: timestamp, ...card }),
    normalize: chosenCards,
    hint: () => 'Check the card signature, timestamp and filter.',
  },
  addCard: {
    timeout: 'none',
    parameters: { cardList: listOf(objectOf({ cardId: text, cardExt: jsonText })) },
    toClient: toSnakeCase,
    normalize: addedCards,
  },
  openCard: {
    settles: 'sent',
    parameters: { cardList: listOf(objectOf({ cardId: text, code: text })) },
    toClient: toSnakeCase,
  },
  consumeAndShareCard: {
    timeout: 'none',
    since: '6.3.6',
    parameters: { cardId: text, code: text },
    toClient: ({ cardId, code }) => ({ consumedCardId: cardId, consumedCode: code }),
  },

  chooseWXPay: {
    timeout: 'none',
    parameters: { ...PAYMENT, package: textStartingWith('prepay_id='), signType: SIGN_TYPE },
    toClient: toPayment,
    hint: payDirectoryHint,
  },

  openAddress: { timeout: 'none', parameters: {}, normalize: address },
  openEnterpriseRedPacket: {
    timeout: 'none',
    parameters: { ...PAYMENT, signType: optional(SIGN_TYPE, 'SHA1') },
    toClient: toPayment,
  },
  openEnterpriseChat: {
    timeout: 'transfer',
    parameters: { userIds: text, groupName: optional(text, '') },
    toClient: ({ userIds, groupName }) => ({ useridlist: userIds, chatname: groupName }),
    normalize: errorCode,
  },
  launchMiniProgram: {
    timeout: 'none',
    parameters: { targetAppId: text, path: optional(pagePath), envVersion: ENV_VERSION },
    toClient: ({ path, ...others }) => ({ ...others, path: toPageFile(path) }),
  },
  openBusinessView: {
    timeout: 'none',
    since: '7.0.5',
    parameters: { businessType: text, queryString: optional(text, ''), envVersion: ENV_VERSION },
    normalize: businessView,
  },
  requestMerchantTransfer: {
    timeout: 'none',
    checkFirst: true,
    parameters: {
      mchId: text,
      subMchId: optional(text),
      appId: optional(text),
      subAppId: optional(text),
      openId: optional(text),
      package: text,
    },
  },
}

/** The APIs that call a listener each time something happens. */
export const EVENTS: { readonly [Name in EventName]: Api } = {
  onVoiceRecordEnd: {},
  onVoicePlayEnd: {},
  onSearchBeacons: { since: '6.2.5', normalize: beacons },
}

const SHARED = { title: optional(text), link: optional(httpUrl), imgUrl: optional(httpUrl, '') }
const DESCRIBED = { ...SHARED, desc: optional(text, '') }
const MEDIA = { type: optional(oneOf('music', 'video', 'link'), 'link'), dataUrl: optional(httpUrl, '') }

type MenuShares = { readonly [Name in MenuShareName]: MenuShare<ChecksOf<CheckedParameters<Name>>> }

/** The older share APIs, one for each button of the menu. */
export const MENU_SHARES: MenuShares = {
  onMenuShareTimeline: {
    shareApi: 'shareTimeline',
    parameters: { ...SHARED, ...MEDIA },
    toClient: toMoment,
  },
  onMenuShareAppMessage: {
    shareApi: 'sendAppMessage',
    parameters: { ...DESCRIBED, ...MEDIA },
    toClient: toSharedPage,
  },
  onMenuShareQQ: { shareApi: 'shareQQ', parameters: DESCRIBED, toClient: toSharedPage },
  onMenuShareWeibo: { shareApi: 'shareWeiboApp', parameters: DESCRIBED, toClient: toSharedPage },
  onMenuShareQZone: { shareApi: 'shareQZone', parameters: DESCRIBED, toClient: toSharedPage },
}

const PAGE = { url: text }

/** The parameters of the calls to the surrounding mini program (小程序). */
export const MINI_PROGRAM: { readonly [Name in MiniProgramName]: ChecksOf<MiniProgramParameters<Name>> } = {
  navigateTo: PAGE,
  navigateBack: { delta: optional(integer(1, Number.POSITIVE_INFINITY), 1) },
  redirectTo: PAGE,
  switchTab: PAGE,
  reLaunch: PAGE,
  postMessage: { data: json },
}

/** The default `jsApiList`. */
export const LISTED_APIS: readonly string[] = [
  ...Object.keys(COMMANDS).filter(name => COMMANDS[name as CommandName].listed !== false),
  ...Object.keys(EVENTS),
  ...Object.keys(MENU_SHARES),
]

/** iOS compares the landing URL with the pay directory. Its query is omitted, because a login may have left a code in it. */
export function payDirectoryHint(): string {
  return `Put the page below the pay directory (支付授权目录). iOS checks ${landingUrl().split('?')[0]}.`
}
