import type { CommandName, CommandParameters, MenuShareName } from '../../src/browser/apis/api-types.js'

/** A call of a page, what it sends over the bridge, the response of the client, and the result for the page. */
export interface ApiCase<Parameters = object> {
  parameters: Parameters
  /** Without the six credential fields of every call. */
  sent: object
  /** @default `<client>:ok` without other fields */
  answer?: object
  /** Without `errMsg`. @default {} */
  result?: object
}

interface CommandCases<Name extends CommandName> {
  /** The client's name. */
  client: string
  /** Required parameters. */
  required: readonly string[]
  cases: readonly ApiCase<CommandParameters<Name>>[]
}

const URL = 'https://a.example/p?a=1&b=2'
const PICTURE = 'https://a.example/i.png'
const LOCAL = { parameters: { localId: 'weixin://1' }, sent: { localId: 'weixin://1' } }
const NONE = { parameters: {}, sent: {} }
/** `isShowProgressTips` in every spelling. */
const transfer = <Key extends 'localId' | 'serverId'>(key: Key, answer: object, result: object) =>
  (
    [
      [undefined, 1],
      [0, 0],
      [false, 0],
      [1, 1],
    ] as const
  ).map(([given, isShowProgressTips]) => ({
    parameters: { [key]: 'x', ...(given !== undefined && { isShowProgressTips: given }) } as Record<
      Key,
      string
    >,
    sent: { [key]: 'x', isShowProgressTips },
    answer,
    result,
  }))

const SIGNED = { nonceStr: 'n', package: 'prepay_id=wx1', paySign: 'p', signType: 'RSA' } as const
const PAID = {
  timeStamp: '1414723227',
  nonceStr: 'n',
  package: 'prepay_id=wx1',
  paySign: 'p',
  signType: 'RSA',
}

/** Written by hand from the vendor's scripts and its guide, independently of the table. */
export const COMMAND_CASES: { readonly [Name in CommandName]: CommandCases<Name> } = {
  checkJsApi: {
    client: 'checkJsApi',
    required: ['jsApiList'],
    cases: [
      {
        parameters: { jsApiList: ['chooseImage', 'getLocation', 'onMenuShareQQ', 'anApiOfTomorrow'] },
        sent: { jsApiList: ['chooseImage', 'geoLocation', 'menu:share:qq', 'anApiOfTomorrow'] },
        answer: {
          err_msg: 'checkJsApi:ok',
          checkResult: '{"chooseImage":true,"geoLocation":true,"menu:share:qq":false}',
        },
        result: { checkResult: { chooseImage: true, getLocation: true, onMenuShareQQ: false } },
      },
      {
        parameters: { jsApiList: ['previewImage'] },
        sent: { jsApiList: ['imagePreview'] },
        answer: { errMsg: 'checkJsApi:ok', checkResult: { imagePreview: true } },
        result: { checkResult: { previewImage: true } },
      },
    ],
  },
  updateAppMessageShareData: {
    client: 'updateAppMessageShareData',
    required: ['title', 'link', 'imgUrl'],
    cases: [
      {
        parameters: { title: 'T', desc: 'D', link: URL, imgUrl: PICTURE },
        sent: { title: 'T', desc: 'D', link: URL, imgUrl: PICTURE },
      },
      {
        parameters: { title: 'T', desc: '', link: '/p?x=1', imgUrl: '//cdn.example/i.png' },
        sent: { title: 'T', desc: '', link: '{origin}/p?x=1', imgUrl: 'http://cdn.example/i.png' },
      },
    ],
  },
  updateTimelineShareData: {
    client: 'updateTimelineShareData',
    required: ['title', 'link', 'imgUrl'],
    cases: [
      {
        parameters: { title: 'T', link: URL, imgUrl: PICTURE },
        sent: { title: 'T', link: URL, imgUrl: PICTURE },
      },
    ],
  },
  chooseImage: {
    client: 'chooseImage',
    required: [],
    cases: [
      {
        parameters: {},
        sent: {
          scene: '1|2',
          count: 9,
          sizeType: ['original', 'compressed'],
          sourceType: ['album', 'camera'],
        },
        answer: { err_msg: 'chooseImage:ok', localIds: '["weixin://1","weixin://2"]' },
        result: { localIds: ['weixin://1', 'weixin://2'] },
      },
      {
        parameters: { count: 3, sizeType: ['original'], sourceType: ['camera'] },
        sent: { scene: '1|2', count: 3, sizeType: ['original'], sourceType: ['camera'] },
        answer: { errMsg: 'chooseImage:ok', localIds: ['wxLocalResource://1'] },
        result: { localIds: ['wxLocalResource://1'] },
      },
    ],
  },
  previewImage: {
    client: 'imagePreview',
    required: ['urls'],
    cases: [
      {
        parameters: {
          current: PICTURE,
          urls: [PICTURE, '/i.png', 'weixin://resourceid/1', 'wxLocalResource://1'],
        },
        sent: {
          current: PICTURE,
          urls: [PICTURE, '{origin}/i.png', 'weixin://resourceid/1', 'wxLocalResource://1'],
        },
        answer: { err_msg: 'image_preview:ok' },
      },
      { parameters: { urls: [PICTURE] }, sent: { urls: [PICTURE] } },
    ],
  },
  uploadImage: {
    client: 'uploadImage',
    required: ['localId'],
    cases: transfer('localId', { err_msg: 'uploadImage:ok', serverId: 's' }, { serverId: 's' }),
  },
  downloadImage: {
    client: 'downloadImage',
    required: ['serverId'],
    cases: transfer('serverId', { err_msg: 'downloadImage:ok', localId: 'l' }, { localId: 'l' }),
  },
  getLocalImgData: {
    client: 'getLocalImgData',
    required: ['localId'],
    cases: [
      {
        ...LOCAL,
        answer: { err_msg: 'getLocalImgData:ok', localData: '/9j/\nAA==' },
        result: { localData: '/9j/\nAA==' },
      },
    ],
  },
  startRecord: {
    client: 'startRecord',
    required: [],
    cases: [{ ...NONE, answer: { err_msg: 'startRecord:ok' } }],
  },
  stopRecord: {
    client: 'stopRecord',
    required: [],
    cases: [{ ...NONE, answer: { err_msg: 'stopRecord:ok', localId: 'l' }, result: { localId: 'l' } }],
  },
  playVoice: { client: 'playVoice', required: ['localId'], cases: [LOCAL] },
  pauseVoice: { client: 'pauseVoice', required: ['localId'], cases: [LOCAL] },
  stopVoice: { client: 'stopVoice', required: ['localId'], cases: [LOCAL] },
  uploadVoice: {
    client: 'uploadVoice',
    required: ['localId'],
    cases: transfer('localId', { err_msg: 'uploadVoice:ok', serverId: 's' }, { serverId: 's' }),
  },
  downloadVoice: {
    client: 'downloadVoice',
    required: ['serverId'],
    cases: transfer('serverId', { err_msg: 'downloadVoice:ok', localId: 'l' }, { localId: 'l' }),
  },
  translateVoice: {
    client: 'translateVoice',
    required: ['localId'],
    cases: transfer(
      'localId',
      { err_msg: 'translateVoice:ok', translateResult: '你好。' },
      { translateResult: '你好。' },
    ),
  },
  getNetworkType: {
    client: 'getNetworkType',
    required: [],
    cases: [
      { ...NONE, answer: { err_msg: 'network_type:wifi' }, result: { networkType: 'wifi' } },
      { ...NONE, answer: { err_msg: 'network_type:wwan', subtype: '3g' }, result: { networkType: '3g' } },
      { ...NONE, answer: { errMsg: 'getNetworkType:ok', networkType: '5g' }, result: { networkType: '5g' } },
      { ...NONE, answer: { err_msg: 'network_type:fail' }, result: { networkType: 'none' } },
    ],
  },
  openLocation: {
    client: 'openLocation',
    required: ['latitude', 'longitude'],
    cases: [
      {
        parameters: { latitude: 23.0994, longitude: 113.3245 },
        sent: { latitude: 23.0994, longitude: 113.3245, name: '', address: '', scale: 28, infoUrl: '' },
        answer: { err_msg: 'open_location:ok' },
      },
      {
        parameters: { latitude: -90, longitude: 180, name: 'N', address: 'A', scale: 1, infoUrl: URL },
        sent: { latitude: -90, longitude: 180, name: 'N', address: 'A', scale: 1, infoUrl: URL },
      },
    ],
  },
  getLocation: {
    client: 'geoLocation',
    required: [],
    cases: [
      {
        parameters: {},
        sent: { type: 'wgs84' },
        answer: {
          err_msg: 'geo_location:ok',
          latitude: '23.1',
          longitude: '113.3',
          speed: '0',
          accuracy: '30',
          type: 'wgs84',
        },
        result: { latitude: 23.1, longitude: 113.3, speed: 0, accuracy: 30 },
      },
      {
        parameters: { type: 'gcj02' },
        sent: { type: 'gcj02' },
        answer: { err_msg: 'geo_location:confirm', latitude: 23.1, longitude: 113.3, err_desc: '' },
        result: { latitude: 23.1, longitude: 113.3 },
      },
    ],
  },
  startSearchBeacons: {
    client: 'startMonitoringBeacons',
    required: [],
    cases: [{ parameters: { ticket: 't' }, sent: { ticket: 't' } }, NONE],
  },
  stopSearchBeacons: { client: 'stopMonitoringBeacons', required: [], cases: [NONE] },
  hideOptionMenu: { client: 'hideOptionMenu', required: [], cases: [NONE] },
  showOptionMenu: { client: 'showOptionMenu', required: [], cases: [NONE] },
  closeWindow: { client: 'closeWindow', required: [], cases: [NONE] },
  hideMenuItems: {
    client: 'hideMenuItems',
    required: ['menuList'],
    cases: [
      {
        parameters: { menuList: ['menuItem:share:timeline', 'menuItem:copyUrl'] },
        sent: { menuList: ['menuItem:share:timeline', 'menuItem:copyUrl'] },
      },
    ],
  },
  showMenuItems: {
    client: 'showMenuItems',
    required: ['menuList'],
    cases: [{ parameters: { menuList: ['menuItem:profile'] }, sent: { menuList: ['menuItem:profile'] } }],
  },
  hideAllNonBaseMenuItem: { client: 'hideAllNonBaseMenuItem', required: [], cases: [NONE] },
  showAllNonBaseMenuItem: { client: 'showAllNonBaseMenuItem', required: [], cases: [NONE] },
  scanQRCode: {
    client: 'scanQRCode',
    required: [],
    cases: [
      { parameters: {}, sent: { needResult: 0, scanType: ['qrCode', 'barCode'] } },
      {
        parameters: { needResult: 1, scanType: ['qrCode'] },
        sent: { needResult: 1, scanType: ['qrCode'] },
        answer: { err_msg: 'scanQRCode:ok', resultStr: '{"scan_code":{"scan_result":"EAN_13,6901"}}' },
        result: { resultStr: 'EAN_13,6901' },
      },
      {
        parameters: { needResult: 1 },
        sent: { needResult: 1, scanType: ['qrCode', 'barCode'] },
        answer: { err_msg: 'scanQRCode:ok', resultStr: '{broken' },
        result: { resultStr: '{broken' },
      },
    ],
  },
  openProductSpecificView: {
    client: 'openProductViewWithPid',
    required: ['productId'],
    cases: [
      { parameters: { productId: 'p' }, sent: { pid: 'p', view_type: 0 } },
      {
        parameters: { productId: 'p', viewType: 2, extInfo: 'e' },
        sent: { pid: 'p', view_type: 2, ext_info: 'e' },
      },
    ],
  },
  chooseCard: {
    client: 'chooseCard',
    required: ['timestamp', 'nonceStr', 'cardSign'],
    cases: [
      {
        parameters: { timestamp: 1414587457, nonceStr: 'n', cardSign: 's' },
        sent: {
          app_id: '{appId}',
          location_id: '',
          sign_type: 'SHA1',
          card_id: '',
          card_type: '',
          card_sign: 's',
          time_stamp: '1414587457',
          nonce_str: 'n',
        },
        answer: { err_msg: 'choose_card:ok', choose_card_info: '[{"card_id":"p1","encrypt_code":"e"}]' },
        result: { cardList: [{ card_id: 'p1', encrypt_code: 'e' }] },
      },
      {
        parameters: {
          shopId: '1',
          cardType: 'GROUPON',
          cardId: 'p1',
          timestamp: '1',
          nonceStr: 'n',
          signType: 'SHA1',
          cardSign: 's',
        },
        sent: {
          app_id: '{appId}',
          location_id: '1',
          sign_type: 'SHA1',
          card_id: 'p1',
          card_type: 'GROUPON',
          card_sign: 's',
          time_stamp: '1',
          nonce_str: 'n',
        },
        answer: { err_msg: 'choose_card:ok', choose_card_info: [{ card_id: 'p1', encrypt_code: 'e' }] },
        result: { cardList: [{ card_id: 'p1', encrypt_code: 'e' }] },
      },
    ],
  },
  addCard: {
    client: 'batchAddCard',
    required: ['cardList'],
    cases: [
      {
        parameters: {
          cardList: [
            { cardId: 'p1', cardExt: '{"timestamp":"1"}' },
            { cardId: 'p2', cardExt: { timestamp: '1' } },
          ],
        },
        sent: {
          card_list: [
            { card_id: 'p1', card_ext: '{"timestamp":"1"}' },
            { card_id: 'p2', card_ext: '{"timestamp":"1"}' },
          ],
        },
        answer: {
          err_msg: 'batch_add_card:ok',
          card_list:
            '[{"card_id":"p1","card_ext":"{}","is_succ":1,"code":"c"},{"card_id":"p2","card_ext":"{}","is_succ":"0"}]',
        },
        result: {
          cardList: [
            { cardId: 'p1', cardExt: '{}', isSuccess: true, code: 'c' },
            { cardId: 'p2', cardExt: '{}', isSuccess: false },
          ],
        },
      },
    ],
  },
  openCard: {
    client: 'batchViewCard',
    required: ['cardList'],
    cases: [
      {
        parameters: { cardList: [{ cardId: 'p1', code: 'c' }] },
        sent: { card_list: [{ card_id: 'p1', code: 'c' }] },
      },
    ],
  },
  consumeAndShareCard: {
    client: 'consumedShareCard',
    required: ['cardId', 'code'],
    cases: [{ parameters: { cardId: 'p1', code: 'c' }, sent: { consumedCardId: 'p1', consumedCode: 'c' } }],
  },
  chooseWXPay: {
    client: 'getBrandWCPayRequest',
    required: ['timestamp', 'nonceStr', 'package', 'paySign', 'signType'],
    cases: [
      {
        parameters: { ...SIGNED, timestamp: 1414723227 },
        sent: PAID,
        answer: { err_msg: 'get_brand_wcpay_request:ok' },
      },
      { parameters: { ...SIGNED, timeStamp: '1414723227' }, sent: PAID },
    ],
  },
  openAddress: {
    client: 'editAddress',
    required: [],
    cases: [
      {
        ...NONE,
        answer: {
          err_msg: 'edit_address:ok',
          userName: '张三',
          telNumber: '020-81167888',
          addressPostalCode: '510000',
          proviceFirstStageName: '广东省',
          addressCitySecondStageName: '广州市',
          addressCountiesThirdStageName: '海珠区',
          addressDetailInfo: '新港中路397号',
          nationalCode: '440105',
        },
        result: {
          userName: '张三',
          telNumber: '020-81167888',
          postalCode: '510000',
          provinceName: '广东省',
          cityName: '广州市',
          countryName: '海珠区',
          countyName: '海珠区',
          detailInfo: '新港中路397号',
          nationalCode: '440105',
        },
      },
    ],
  },
  openEnterpriseRedPacket: {
    client: 'getRecevieBizHongBaoRequest',
    required: ['timestamp', 'nonceStr', 'package', 'paySign'],
    cases: [
      { parameters: { ...SIGNED, timestamp: 1414723227 }, sent: PAID },
      {
        parameters: { timestamp: '1', nonceStr: 'n', package: 'x', paySign: 'p' },
        sent: { timeStamp: '1', nonceStr: 'n', package: 'x', paySign: 'p', signType: 'SHA1' },
      },
    ],
  },
  openEnterpriseChat: {
    client: 'openEnterpriseChat',
    required: ['userIds'],
    cases: [
      {
        parameters: { userIds: 'a;b', groupName: 'g' },
        sent: { useridlist: 'a;b', chatname: 'g' },
        answer: { err_msg: 'openEnterpriseChat:ok', err_code: '0' },
        result: { errCode: 0 },
      },
    ],
  },
  launchMiniProgram: {
    client: 'launchMiniProgram',
    required: ['targetAppId'],
    cases: [
      { parameters: { targetAppId: 'wx1' }, sent: { targetAppId: 'wx1' } },
      {
        parameters: { targetAppId: 'wx1', path: 'pages/index?a=1', envVersion: 'trial' },
        sent: { targetAppId: 'wx1', path: 'pages/index.html?a=1', envVersion: 'trial' },
      },
      {
        parameters: { targetAppId: 'wx1', path: 'pages/index.html' },
        sent: { targetAppId: 'wx1', path: 'pages/index.html' },
      },
    ],
  },
  openBusinessView: {
    client: 'openBusinessView',
    required: ['businessType'],
    cases: [
      {
        parameters: { businessType: 'wxpayScoreUse' },
        sent: { businessType: 'wxpayScoreUse', queryString: '' },
        answer: { err_msg: 'openBusinessView:ok', err_code: '0', extraData: '{"a":"1"}' },
        result: { errCode: 0, extraData: { a: '1' } },
      },
      {
        parameters: { businessType: 'b', queryString: 'a=1', envVersion: 'develop' },
        sent: { businessType: 'b', queryString: 'a=1', envVersion: 'develop' },
        answer: { errMsg: 'openBusinessView:ok', err_code: 0, extraData: { a: 1 } },
        result: { errCode: 0, extraData: { a: 1 } },
      },
    ],
  },
  requestMerchantTransfer: {
    client: 'requestMerchantTransfer',
    required: ['mchId', 'package'],
    cases: [
      { parameters: { mchId: '1', package: 'p' }, sent: { mchId: '1', package: 'p' } },
      { parameters: { mchId: '1', appId: '{appId}', package: 'p' }, sent: { mchId: '1', package: 'p' } },
      // From a service provider.
      {
        parameters: { mchId: '1', subMchId: '2', subAppId: 'wx2', openId: 'o', package: 'p' },
        sent: { mchId: '1', subMchId: '2', subAppId: 'wx2', openId: 'o', package: 'p' },
      },
    ],
  },
}

const PLAIN_SHARE = {
  bare: { title: '{title}', desc: '', img_url: '', link: '{url}' },
  full: { title: 'T', desc: 'D', link: URL, imgUrl: PICTURE },
  sent: { title: 'T', desc: 'D', img_url: PICTURE, link: URL },
}

/** What the client is sent when the button is pressed. */
export const MENU_SHARE_CASES: {
  readonly [Name in MenuShareName]: {
    event: string
    shareApi: string
    bare: object
    full: object
    sent: object
  }
} = {
  onMenuShareTimeline: {
    event: 'menu:share:timeline',
    shareApi: 'shareTimeline',
    bare: { title: '{title}', desc: '{title}', img_url: '', link: '{url}', type: 'link', data_url: '' },
    full: { title: 'T', link: URL, imgUrl: PICTURE, type: 'music', dataUrl: URL },
    sent: { title: 'T', desc: 'T', img_url: PICTURE, link: URL, type: 'music', data_url: URL },
  },
  onMenuShareAppMessage: {
    event: 'menu:share:appmessage',
    shareApi: 'sendAppMessage',
    bare: { title: '{title}', desc: '', img_url: '', link: '{url}', type: 'link', data_url: '' },
    full: { title: 'T', desc: 'D', link: URL, imgUrl: PICTURE, type: 'video', dataUrl: URL },
    sent: { title: 'T', desc: 'D', img_url: PICTURE, link: URL, type: 'video', data_url: URL },
  },
  onMenuShareQQ: { event: 'menu:share:qq', shareApi: 'shareQQ', ...PLAIN_SHARE },
  onMenuShareWeibo: { event: 'menu:share:weiboApp', shareApi: 'shareWeiboApp', ...PLAIN_SHARE },
  onMenuShareQZone: { event: 'menu:share:QZone', shareApi: 'shareQZone', ...PLAIN_SHARE },
}
