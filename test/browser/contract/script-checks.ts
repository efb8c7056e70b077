import { expect } from 'vitest'
import type { SimulatedClient } from '../../../src/simulator/page/index.js'
import type { ContractCheck } from '../../support/contract-run.js'
import { firstReleaseWith } from '../../support/script-releases.js'

/**
 * The checks of clients with the API of WeChat's script, as far as a release has it.
 *
 * @param triggers whether `onMenuShare…` calls `trigger`
 */
export function scriptChecks(
  client: SimulatedClient,
  release: string,
  triggers: boolean,
): readonly ContractCheck[] {
  const has = ({ api }: ContractCheck) => firstReleaseWith(api) <= release
  return [
    ...successes(client),
    ...CANCELLED,
    ...REFUSED,
    ...MENU,
    ...EVENTS,
    ...shareChecks(triggers),
    CLOSING,
  ].filter(has)
}

/** The title of a check. */
export const UNLISTED = 'an API that was not in jsApiList'

/** The only API that the pages leave out of `jsApiList`. */
const UNLISTED_API = 'openProductSpecificView'

const some = (type: unknown) => expect.any(type)
const TEXT = some(String)
const SOMEWHERE = { latitude: 23.0994, longitude: 113.3245 }
const PICTURE = 'https://www.example.com/autumn.png'
const PAYMENT = {
  timestamp: 1414723227,
  nonceStr: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
  package: 'prepay_id=u802345jgfjsdfgsdg888',
  signType: 'MD5',
  paySign: 'C380BEC2BFD727A4B6845133519F3AD6',
}

type Row = readonly [api: string, parameters?: object, result?: object]

/** Each API once, in an order in which a page could call them: later calls use what earlier ones returned. */
function successes(client: SimulatedClient): ContractCheck[] {
  const number = client === 'android' ? TEXT : some(Number)
  const rows: readonly Row[] = [
    [
      'checkJsApi',
      { jsApiList: ['chooseImage', 'getLocation', 'onMenuShareQQ', 'anApiOfTomorrow'] },
      { checkResult: { chooseImage: true, getLocation: true, onMenuShareQQ: true, anApiOfTomorrow: false } },
    ],
    ['chooseImage', { count: 1, sizeType: ['compressed'] }, { localIds: [localIdOf(client)] }],
    ['previewImage', { current: PICTURE, urls: [PICTURE] }],
    ['getLocalImgData', { localId: '{localId}' }, { localData: localDataOf(client) }],
    [
      'uploadImage',
      { localId: '{localId}', isShowProgressTips: 0 },
      { serverId: expect.stringMatching(/./) },
    ],
    ['downloadImage', { serverId: '{serverId}' }, { localId: localIdOf(client) }],
    ['startRecord'],
    ['stopRecord', {}, { localId: expect.stringMatching(/./) }],
    ['playVoice', { localId: '{localId}' }],
    ['pauseVoice', { localId: '{localId}' }],
    ['stopVoice', { localId: '{localId}' }],
    ['translateVoice', { localId: '{localId}' }, { translateResult: expect.stringMatching(/./) }],
    ['uploadVoice', { localId: '{localId}' }, { serverId: expect.stringMatching(/./) }],
    ['downloadVoice', { serverId: '{serverId}' }, { localId: expect.stringMatching(/./) }],
    ['getNetworkType', {}, { networkType: 'wifi' }],
    ['openLocation', { ...SOMEWHERE, name: '中山大学', address: '新港西路135号', scale: 14 }],
    ['getLocation', { type: 'gcj02' }, { latitude: number, longitude: number, accuracy: number }],
    ['startSearchBeacons', { ticket: '' }],
    ['stopSearchBeacons'],
    ['scanQRCode', { needResult: 1 }, { resultStr: expect.stringMatching(/^[^{]/) }],
    ['scanQRCode', { needResult: 0 }],
    ['consumeAndShareCard', { cardId: 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc', code: 'c' }],
    ['openCard', { cardList: [{ cardId: 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc', code: 'c' }] }],
    ['chooseWXPay', PAYMENT],
    [
      'openAddress',
      {},
      {
        userName: TEXT,
        provinceName: TEXT,
        cityName: TEXT,
        countryName: TEXT,
        detailInfo: TEXT,
        postalCode: TEXT,
      },
    ],
    ['openEnterpriseRedPacket', PAYMENT],
    ['openEnterpriseChat', { userIds: 'a;b', groupName: 'walks' }],
    ['launchMiniProgram', { targetAppId: 'wx1', path: 'pages/index' }],
    ['openBusinessView', { businessType: 'wxpayScoreUse', queryString: 'a=1' }],
    ['updateAppMessageShareData', SHARE_DATA],
    ['updateTimelineShareData', SHARE_DATA],
  ]
  return rows.map(([api, parameters, result]) => ({
    title: parameters && 'needResult' in parameters ? `${api} with needResult ${parameters.needResult}` : api,
    api,
    ...(parameters && { parameters }),
    expected: { callbacks: SUCCESS, result: { errMsg: named(api, 'ok'), ...result } },
  }))
}

/** Android's are of another scheme. */
const localIdOf = (client: SimulatedClient) =>
  expect.stringMatching(client === 'ios' ? /^wxLocalResource:\/\//i : /^weixin:\/\/resourceid\//)

/** Base64 without a prefix on Android; iOS misspells the type. */
const localDataOf = (client: SimulatedClient) =>
  expect.stringMatching(client === 'android' ? /^[A-Za-z0-9+/=\s]+$/ : /^data:image\/\w+;base64,/)

const SUCCESS = ['success', 'complete']

/** Of payments, @wecom/jssdk keeps the client's name. */
const named = (api: string, outcome: string) =>
  api === 'chooseWXPay'
    ? expect.stringMatching(`^(chooseWXPay|getBrandWCPayRequest):${outcome}$`)
    : `${api}:${outcome}`

/** What a user may turn down. */
const CANCELLED: readonly ContractCheck[] = [
  ['chooseImage'],
  ['scanQRCode', { needResult: 1 }],
  ['chooseWXPay', PAYMENT],
  ['openAddress'],
  ['getLocation'],
].map(([api, parameters]) => ({
  title: `${api} is cancelled`,
  api: api as string,
  parameters: parameters as object,
  before: [['answer', api, 'cancel', { times: 1 }]],
  expected: { callbacks: ['cancel', 'complete'], result: { errMsg: named(api as string, 'cancel') } },
}))

const failed = (api: string, errMsg: string) => ({
  callbacks: ['fail', 'complete'],
  result: { errMsg: `${api}:${errMsg}` },
})

const REFUSED: readonly ContractCheck[] = [
  {
    title: 'an upload of an unknown picture',
    api: 'uploadImage',
    parameters: { localId: 'weixin://resourceid/nosuchpicture' },
    expected: { callbacks: ['fail', 'complete'] },
  },
  {
    title: 'an API that the account may not use',
    api: 'getLocation',
    before: [['deny', 'getLocation']],
    expected: failed('getLocation', 'permission denied'),
  },
  {
    title: 'an API that this client does not have',
    api: 'openBusinessView',
    parameters: { businessType: 'b' },
    before: [['answer', 'openBusinessView', 'unsupported', { times: 1 }]],
    expected: failed('openBusinessView', 'function not exist'),
  },
  {
    title: 'an API that fails',
    api: 'scanQRCode',
    before: [['answer', 'scanQRCode', { error: 'the camera is in use' }, { times: 1 }]],
    expected: failed('scanQRCode', 'the camera is in use'),
  },
  {
    title: UNLISTED,
    api: UNLISTED_API,
    parameters: { productId: 'p', viewType: 1 },
    expected: failed(UNLISTED_API, 'permission denied'),
  },
  {
    title: 'an answer that never comes',
    api: 'getNetworkType',
    before: [['answer', 'getNetworkType', 'silent', { times: 1 }]],
    expected: { callbacks: [] },
  },
]

const press = (item: string) => ['press', item] as const
const HIDDEN = expect.stringContaining('cannot be pressed')

const MENU: readonly ContractCheck[] = (
  [
    [
      'hideMenuItems',
      { menuList: ['menuItem:share:timeline'] },
      press('menuItem:share:timeline'),
      { thrown: HIDDEN },
    ],
    ['showMenuItems', { menuList: ['menuItem:share:timeline'] }, press('menuItem:share:timeline'), {}],
    ['hideAllNonBaseMenuItem', {}, press('menuItem:copyUrl'), { thrown: HIDDEN }],
    ['showAllNonBaseMenuItem', {}, press('menuItem:copyUrl'), {}],
    ['hideOptionMenu', {}, press('menuItem:copyUrl'), { thrown: HIDDEN }],
    ['showOptionMenu', {}, press('menuItem:copyUrl'), {}],
  ] as const
).map(([api, parameters, afterwards, then]) => ({
  title: `${api} ${'thrown' in then ? 'hides' : 'shows'}`,
  api,
  parameters,
  afterwards,
  expected: { callbacks: SUCCESS, result: { errMsg: `${api}:ok` }, thrown: null, ...then },
}))

/** What the phone does by itself, on its own clock. */
const EVENTS: readonly ContractCheck[] = [
  { title: 'startRecord again', api: 'startRecord', expected: { callbacks: SUCCESS } },
  {
    title: 'a recording of a minute ends by itself',
    api: 'onVoiceRecordEnd',
    meanwhile: ['advance', 61_000],
    expected: {
      callbacks: SUCCESS,
      result: { errMsg: 'onVoiceRecordEnd:ok', localId: TEXT },
    },
  },
  {
    title: 'playVoice again',
    api: 'playVoice',
    parameters: { localId: '{localId}' },
    expected: { callbacks: SUCCESS },
  },
  {
    title: 'a recording is played to its end',
    api: 'onVoicePlayEnd',
    meanwhile: ['advance', 61_000],
    expected: { callbacks: SUCCESS, result: { errMsg: 'onVoicePlayEnd:ok', localId: TEXT } },
  },
  { title: 'startSearchBeacons again', api: 'startSearchBeacons', expected: { callbacks: SUCCESS } },
  {
    title: 'beacons are found',
    api: 'onSearchBeacons',
    meanwhile: ['advance', 1000],
    expected: {
      callbacks: SUCCESS,
      result: { beacons: expect.arrayContaining([expect.objectContaining({ uuid: TEXT, major: TEXT })]) },
    },
  },
  { title: 'stopSearchBeacons again', api: 'stopSearchBeacons', expected: { callbacks: SUCCESS } },
]

const SHARE_DATA = {
  title: '秋天的河',
  desc: '十二条路',
  link: 'https://www.example.com/autumn',
  imgUrl: PICTURE,
}

/** `onMenuShare…`: the item, and the name that the callbacks see, as a pattern. */
const MENU_SHARES = [
  // 1.0.0 has another spelling of its own.
  ['onMenuShareAppMessage', 'menuItem:share:appMessage', 'sendAppM(?:essage|sg)'],
  ['onMenuShareTimeline', 'menuItem:share:timeline', 'shareTimeline'],
  ['onMenuShareQQ', 'menuItem:share:qq', 'shareQQ'],
  ['onMenuShareWeibo', 'menuItem:share:weiboApp', 'shareWeiboApp'],
  ['onMenuShareQZone', 'menuItem:share:QZone', 'shareQZone'],
] as const

const card = (item: string, source: string) => ({
  item,
  source,
  title: SHARE_DATA.title,
  link: SHARE_DATA.link,
  imgUrl: PICTURE,
})

const shareChecks = (triggers: boolean): readonly ContractCheck[] => [
  ...MENU_SHARES.flatMap(([api, item, call]): ContractCheck[] => [
    {
      title: `${api}, and the user shares`,
      api,
      parameters: SHARE_DATA,
      meanwhile: press(item),
      expected: {
        callbacks: [...(triggers ? ['trigger'] : []), ...SUCCESS],
        result: { errMsg: expect.stringMatching(`^${call}:ok$`) },
        returned: card(item, 'menu-handler'),
      },
    },
    {
      title: `${api}, and the user cancels`,
      api,
      parameters: SHARE_DATA,
      before: [['answer', api, 'cancel', { times: 1 }]],
      meanwhile: press(item),
      expected: {
        callbacks: [...(triggers ? ['trigger'] : []), 'cancel', 'complete'],
        result: { errMsg: expect.stringMatching(`^${call}:cancel$`) },
        returned: null,
      },
    },
  ]),
  {
    title: 'updateAppMessageShareData, and the user sends the card to a friend',
    api: 'updateAppMessageShareData',
    parameters: SHARE_DATA,
    afterwards: press('menuItem:share:appMessage'),
    expected: { callbacks: SUCCESS, returned: card('menuItem:share:appMessage', 'page-data') },
  },
  {
    title: 'updateTimelineShareData, and the user shares the card in Moments',
    api: 'updateTimelineShareData',
    parameters: SHARE_DATA,
    afterwards: press('menuItem:share:timeline'),
    expected: { callbacks: SUCCESS, returned: { ...card('menuItem:share:timeline', 'page-data'), desc: '' } },
  },
]

/** A page cannot be checked after this. */
const CLOSING: ContractCheck = {
  title: 'closeWindow, and nothing is answered afterwards',
  api: 'closeWindow',
  afterwards: press('menuItem:copyUrl'),
  expected: { callbacks: [], thrown: HIDDEN },
}

/** What the pages list. Events are listed too. */
export const LISTED_APIS: readonly string[] = [
  ...new Set([
    ...successes('ios').map(({ api }) => api),
    ...MENU.map(({ api }) => api),
    ...EVENTS.map(({ api }) => api),
    ...shareChecks(true).map(({ api }) => api),
    CLOSING.api,
  ]),
]
