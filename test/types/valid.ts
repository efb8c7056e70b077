/** Code that must compile. Nothing here runs. First the examples of the guide, in its order. */
import {
  type BridgeAnswer,
  type ChosenCard,
  type CommandName,
  createWx,
  detectClient,
  type EventName,
  isWxError,
  type JsApi,
  type JWeixin,
  localImage,
  type MenuItem,
  type MenuShareName,
  type NetworkType,
  type OpenTag,
  uploadImages,
  type WeixinJSBridge,
  type Wx,
  WxError,
} from 'wx-ready'
import { expectType } from './expect-type.js'

declare const wx: JWeixin
declare const localId: string
declare const serverId: string

// 步骤三：通过config接口注入权限验证配置
wx.config({
  debug: true,
  appId: 'wx520c15f417810387',
  timestamp: 1414587457,
  nonceStr: 'Wm3WZYTPz0wzccnW',
  signature: '0f9de62fce790f9a083d5c99e95740ceb90c27ed',
  jsApiList: ['onMenuShareTimeline', 'chooseImage'],
})
wx.config({
  appId: 'wx520c15f417810387',
  timestamp: '1414587457',
  nonceStr: 'Wm3WZYTPz0wzccnW',
  signature: '0f9de62fce790f9a083d5c99e95740ceb90c27ed',
  jsApiList: ['chooseImage', 'anApiOfTomorrow'],
  openTagList: ['wx-open-launch-weapp', 'wx-open-of-tomorrow'],
  check: false,
  beta: true,
  debug: undefined,
})

// 步骤四：通过ready接口处理成功验证
wx.ready(() => {})

// 步骤五：通过error接口处理失败验证
wx.error(res => {
  expectType<string>()(res.errMsg)
  expectType<string | string[] | undefined>()(res.realAuthUrl)
})

// 判断当前客户端版本是否支持指定JS接口
wx.checkJsApi({
  jsApiList: ['chooseImage'],
  success(res) {
    expectType<Record<string, boolean>>()(res.checkResult)
    expectType<string>()(res.errMsg)
  },
})

// 分享接口
wx.onMenuShareTimeline({
  title: '互联网之子',
  link: 'https://movie.example.com/subject/25785114/',
  imgUrl: 'https://img.example.com/p2166127561.jpg',
  success() {},
  cancel() {},
})
wx.onMenuShareAppMessage({
  title: '互联网之子',
  desc: '在长大的过程中，我才慢慢发现',
  link: 'https://movie.example.com/subject/25785114/',
  imgUrl: 'https://img.example.com/p2166127561.jpg',
  type: 'music',
  dataUrl: 'https://music.example.com/1.mp3',
  trigger(event) {
    expectType<string | undefined>()(event.scene)
    expectType<unknown>()(event.shareTo)
  },
  success(res) {
    expectType<string>()(res.errMsg)
  },
  cancel() {},
  fail(res) {
    expectType<string>()(res.errMsg)
  },
  complete() {},
})
wx.onMenuShareQQ({
  title: '',
  desc: '',
  link: '',
  imgUrl: '',
  trigger() {},
  success() {},
  cancel() {},
})
wx.onMenuShareWeibo({ title: '', desc: '', link: '', imgUrl: '', success() {}, cancel() {} })
wx.onMenuShareQZone({ title: '', desc: '', link: '', imgUrl: '', success() {}, cancel() {} })
wx.updateAppMessageShareData({ title: '', desc: '', link: '', imgUrl: '', success() {} })
wx.updateTimelineShareData({ title: '', link: '', imgUrl: '', success() {} })

// 图像接口
wx.chooseImage({
  count: 1,
  sizeType: ['original', 'compressed'],
  sourceType: ['album', 'camera'],
  success(res) {
    expectType<string[]>()(res.localIds)
  },
  cancel(res) {
    expectType<string>()(res.errMsg)
  },
  complete(res) {
    expectType<string[] | undefined>()(res.localIds)
    expectType<string>()(res.errMsg)
  },
})
wx.chooseImage({})
wx.previewImage({ current: 'https://img.example.com/1.jpg', urls: ['https://img.example.com/1.jpg'] })
wx.uploadImage({
  localId,
  isShowProgressTips: 1,
  success(res) {
    expectType<string>()(res.serverId)
  },
})
wx.uploadImage({ localId, isShowProgressTips: false })
wx.downloadImage({
  serverId,
  isShowProgressTips: 1,
  success(res) {
    expectType<string>()(res.localId)
  },
})
wx.getLocalImgData({
  localId,
  success(res) {
    expectType<string>()(res.localData)
  },
})

// 音频接口
wx.startRecord()
wx.startRecord({ cancel() {} })
wx.stopRecord({
  success(res) {
    expectType<string>()(res.localId)
  },
})
wx.onVoiceRecordEnd({
  complete(res) {
    expectType<string>()(res.localId)
  },
})
wx.playVoice({ localId: '' })
wx.pauseVoice({ localId: '' })
wx.stopVoice({ localId: '' })
wx.onVoicePlayEnd({
  success(res) {
    expectType<string>()(res.localId)
  },
})
wx.uploadVoice({
  localId: '',
  isShowProgressTips: 1,
  success(res) {
    expectType<string>()(res.serverId)
  },
})
wx.downloadVoice({
  serverId: '',
  isShowProgressTips: 1,
  success(res) {
    expectType<string>()(res.localId)
  },
})

// 智能接口
wx.translateVoice({
  localId: '',
  isShowProgressTips: 1,
  success(res) {
    expectType<string>()(res.translateResult)
  },
})

// 设备信息
wx.getNetworkType({
  success(res) {
    expectType<NetworkType>()(res.networkType)
    if (res.networkType === 'wifi') return
  },
})

// 地理位置
wx.openLocation({
  latitude: 23.099994,
  longitude: 113.32452,
  name: 'TIT 创意园',
  address: '广州市海珠区新港中路 397 号',
  scale: 14,
  infoUrl: 'https://weixin.qq.com',
})
wx.getLocation({
  type: 'wgs84',
  success(res) {
    expectType<number>()(res.latitude)
    expectType<number>()(res.longitude)
    expectType<number>()(res.speed)
    expectType<number>()(res.accuracy)
  },
})
wx.getLocation()

// 摇一摇周边
wx.startSearchBeacons({
  ticket: '',
  complete(argv) {
    expectType<string>()(argv.errMsg)
  },
})
wx.stopSearchBeacons({ complete() {} })
wx.stopSearchBeacons()
wx.onSearchBeacons({
  complete(argv) {
    for (const beacon of argv.beacons) expectType<string>()(beacon.uuid)
  },
})

// 界面操作
wx.hideOptionMenu()
wx.showOptionMenu()
wx.closeWindow()
wx.hideMenuItems({ menuList: ['menuItem:share:timeline', 'menuItem:copyUrl'] })
wx.showMenuItems({ menuList: ['menuItem:profile', 'menuItem:share:timeline', 'menuItem:copyUrl'] })
wx.hideAllNonBaseMenuItem()
wx.showAllNonBaseMenuItem({ success() {} })

// 微信扫一扫
wx.scanQRCode({
  needResult: 0,
  scanType: ['qrCode', 'barCode'],
  success(res) {
    expectType<string | undefined>()(res.resultStr)
  },
})
wx.scanQRCode({
  needResult: 1,
  success(res) {
    expectType<string>()(res.errMsg)
    expectType<string>()(res.resultStr)
  },
})
wx.scanQRCode()

// 微信小店
wx.openProductSpecificView({ productId: 'pDF3iY0_dVjb_Pua96MMewA96qvA', viewType: 2 })

// 微信卡券
wx.chooseCard({
  shopId: '',
  cardType: 'GROUPON',
  cardId: 'p1Pj9jr90_SQRaVqYI239Ka1erk',
  timestamp: '14300000000',
  nonceStr: 'sduhi123',
  signType: 'SHA1',
  cardSign: 'abcsdijcous123',
  success(res) {
    expectType<string | ChosenCard[]>()(res.cardList)
  },
})
wx.chooseCard({ timestamp: 1430000000, nonceStr: 'sduhi123', cardSign: 'abcsdijcous123' })
wx.addCard({
  cardList: [{ cardId: 'pDF3iY9tv9zCGCj4jTXFOo1DxHdo', cardExt: '{"timestamp":"1418301401"}' }],
  success(res) {
    for (const card of res.cardList) {
      expectType<string>()(card.cardId)
      expectType<string>()(card.cardExt)
      expectType<boolean>()(card.isSuccess)
    }
  },
})
wx.openCard({ cardList: [{ cardId: '', code: '' }] })
wx.consumeAndShareCard({ cardId: '', code: '' })

// 微信支付
wx.chooseWXPay({
  timestamp: 1414723227,
  nonceStr: 'noncestr',
  package: 'prepay_id=wx201410272009395522657a690389285100',
  signType: 'MD5',
  paySign: 'bd5b1933cda6e9548862944836a9b52e8c9a2b69',
  success() {},
  cancel() {},
})

// APIs that came after the guide.
wx.openAddress({
  success(res) {
    expectType<string>()(res.userName)
    expectType<string>()(res.postalCode)
    expectType<string>()(res.provinceName)
    expectType<string>()(res.cityName)
    expectType<string>()(res.countryName)
    expectType<string>()(res.detailInfo)
    expectType<string>()(res.nationalCode)
    expectType<string>()(res.telNumber)
  },
})
wx.openEnterpriseRedPacket({ timestamp: 1, nonceStr: '', package: '', paySign: '' })
wx.openEnterpriseChat({ userIds: 'zhangsan;lisi', groupName: '讨论组' })
wx.launchMiniProgram({ targetAppId: 'wx0', path: 'pages/index?a=1', envVersion: 'trial' })
wx.openBusinessView({
  businessType: 'wxpayScoreUse',
  queryString: 'mch_id=1230000109',
  success(res) {
    expectType<number | string | undefined>()(res.errCode)
    expectType<Record<string, unknown> | undefined>()(res.extraData)
  },
})
wx.miniProgram.navigateBack()
wx.miniProgram.navigateBack({ delta: 2 })
wx.miniProgram.navigateTo({ url: '/pages/index/index?id=1', fail() {} })
wx.miniProgram.redirectTo({ url: '/pages/index/index' })
wx.miniProgram.switchTab({ url: '/pages/index/index' })
wx.miniProgram.reLaunch({ url: '/pages/index/index' })
wx.miniProgram.postMessage({ data: { any: ['thing'] } })
wx.miniProgram.getEnv(env => {
  expectType<boolean>()(env.miniprogram)
})
wx.invoke('openAnything', { with: 1 }, answer => {
  expectType<string | undefined>()(answer.err_msg)
  expectType<unknown>()(answer.extraData)
})
wx.on('onAnything', event => {
  expectType<BridgeAnswer>()(event)
})

// Lists from elsewhere: constants, and options that may be undefined.
const apis = ['chooseImage', 'scanQRCode'] as const satisfies readonly JsApi[]
const tags = ['wx-open-launch-app'] as const satisfies readonly OpenTag[]
const items = ['menuItem:profile', 'menuItem:share:QZone'] as const satisfies readonly MenuItem[]
const count: number | undefined = undefined
const namesOfTheServer: string[] = []
wx.checkJsApi({ jsApiList: apis })
wx.checkJsApi({ jsApiList: namesOfTheServer })
wx.showMenuItems({ menuList: items })
wx.chooseImage({ count, success: undefined, fail: undefined, complete: undefined })
// A callback may return a promise.
wx.chooseImage({ success: async res => res.localIds })

// The bridge itself.
declare const bridge: WeixinJSBridge
bridge.invoke('imagePreview', { urls: [] }, answer => {
  expectType<string | undefined>()(answer.errMsg)
})
bridge.on('menu:share:timeline', () => {})
bridge.call('hideToolbar')

// The kinds of APIs, distinguished by their callbacks.
expectType<'onVoiceRecordEnd' | 'onVoicePlayEnd' | 'onSearchBeacons'>()(null as unknown as EventName)
expectType<
  'onMenuShareTimeline' | 'onMenuShareAppMessage' | 'onMenuShareQQ' | 'onMenuShareWeibo' | 'onMenuShareQZone'
>()(null as unknown as MenuShareName)
expectType<Exclude<JsApi, EventName | MenuShareName>>()(null as unknown as CommandName)

// The same with promises.
async function promised(): Promise<void> {
  const page: Wx = createWx({
    signature: '/wx/signature',
    jsApiList: [...apis, 'anApiOfTomorrow'],
    openTagList: tags,
  })
  const { appId, url, client } = await page.ready()
  expectType<string>()(appId)
  expectType<string>()(url)
  expectType<boolean>()(client.inWeChat)
  expectType<typeof client>()(detectClient())

  await page.share({ title: '互联网之子', imgUrl: '/cover.jpg' })
  await page.updateAppMessageShareData({ title: '', desc: '', link: '', imgUrl: '' })
  await page.updateTimelineShareData({ title: '', link: '', imgUrl: '' })

  const { localIds } = await page.chooseImage({ count: 1, sizeType: ['compressed'] })
  expectType<string[]>()(localIds)
  await page.chooseImage()
  await page.previewImage({ urls: localIds })
  for (const each of localIds) {
    const uploaded = await page.uploadImage({ localId: each, isShowProgressTips: 0 }, { timeout: 1000 })
    expectType<string>()(uploaded.serverId)
  }

  const network = await page.getNetworkType()
  expectType<NetworkType | 'none'>()(network.networkType)
  const place = await page.getLocation({ type: 'gcj02' }, { signal: new AbortController().signal })
  expectType<number>()(place.latitude)
  expectType<number>()(place.accuracy)

  await page.hideMenuItems({ menuList: ['menuItem:share:qq'] })
  await page.showMenuItems({ menuList: items })
  const scanned = await page.scanQRCode({ needResult: 1, scanType: ['qrCode'] })
  expectType<string>()(scanned.resultStr)
  const shown = await page.scanQRCode()
  expectType<string | undefined>()(shown.resultStr)
  const checked = await page.checkJsApi({ jsApiList: apis })
  expectType<boolean | undefined>()(checked.checkResult.chooseImage)
  const closed = await page.closeWindow()
  expectType<string>()(closed.errMsg)

  const downloaded = await page.downloadImage({ serverId })
  expectType<string>()(downloaded.localId)
  const read = await page.getLocalImgData({ localId })
  expectType<string>()(read.localData)
  expectType<string[]>()(
    await uploadImages(page, localIds, {
      onProgress({ localId, serverId, done, total }) {
        expectType<string>()(localId)
        expectType<string>()(serverId)
        expectType<number>()(done / total)
      },
      signal: new AbortController().signal,
    }),
  )
  const image = await localImage(page, localId)
  expectType<string>()(image.dataUrl)
  expectType<Blob>()(image.blob())

  await page.startRecord()
  const recorded = await page.stopRecord()
  expectType<string>()(recorded.localId)
  await page.playVoice({ localId })
  await page.pauseVoice({ localId })
  await page.stopVoice({ localId })
  expectType<string>()((await page.uploadVoice({ localId, isShowProgressTips: false })).serverId)
  expectType<string>()((await page.downloadVoice({ serverId })).localId)
  expectType<string>()((await page.translateVoice({ localId })).translateResult)
  expectType<() => void>()(page.onVoiceRecordEnd(event => expectType<string>()(event.localId)))
  expectType<() => void>()(page.onVoicePlayEnd(event => expectType<string>()(event.localId)))

  await page.openLocation({ latitude: 23.1, longitude: 113.3 })
  await page.startSearchBeacons()
  await page.stopSearchBeacons()
  page.onSearchBeacons(({ beacons: [beacon] }) => {
    expectType<string | undefined>()(beacon?.uuid)
    expectType<number | undefined>()(beacon?.major)
    expectType<number | undefined>()(beacon?.accuracy)
  })

  await page.hideOptionMenu()
  await page.showOptionMenu({}, { timeout: 100 })
  await page.hideAllNonBaseMenuItem()
  await page.showAllNonBaseMenuItem()
  const shared = { title: '互联网之子', type: 'link' as const }
  const off = page.onMenuShareAppMessage(shared, {
    trigger(event) {
      expectType<string | undefined>()(event.scene)
      shared.title = '旅行终点'
    },
    success: result => expectType<string>()(result.errMsg),
    cancel() {},
  })
  expectType<() => void>()(off)
  page.onMenuShareTimeline()
  page.onMenuShareQQ({ desc: '' })
  page.onMenuShareWeibo({ link: '/', imgUrl: '/i.png' })
  page.onMenuShareQZone({}, {})

  await page.openProductSpecificView({ productId: '', viewType: 1 })
  const chosen = await page.chooseCard({ timestamp: 1, nonceStr: '', cardSign: '' })
  expectType<ChosenCard[]>()(chosen.cardList)
  const added = await page.addCard({
    cardList: [
      { cardId: '', cardExt: '{"timestamp":"1"}' },
      { cardId: '', cardExt: { timestamp: '1' } },
    ],
  })
  expectType<boolean | undefined>()(added.cardList[0]?.isSuccess)
  await page.openCard({ cardList: [{ cardId: '', code: '' }] })
  await page.consumeAndShareCard({ cardId: '', code: '' })
  const payment = { nonceStr: '', package: 'prepay_id=', paySign: '', signType: 'RSA' } as const
  await page.chooseWXPay({ ...payment, timestamp: 1 })
  await page.chooseWXPay({ ...payment, timeStamp: '1' })
  const home = await page.openAddress()
  expectType<string>()(home.countyName)
  expectType<string>()(home.countryName)
  await page.openEnterpriseRedPacket({ ...payment, timestamp: 1 })
  expectType<number | undefined>()((await page.openEnterpriseChat({ userIds: '', groupName: '' })).errCode)
  await page.launchMiniProgram({ targetAppId: '' })
  const business = await page.openBusinessView({ businessType: 'wxpayScoreUse' })
  expectType<number | undefined>()(business.errCode)
  expectType<Record<string, unknown> | undefined>()(business.extraData)
  await page.requestMerchantTransfer({ mchId: '', package: '' })
  await page.requestMerchantTransfer({
    mchId: '',
    subMchId: '',
    subAppId: '',
    openId: undefined,
    package: '',
  })
  const paid = await page.pay(
    { ...payment, appId: '', timeStamp: '1' },
    { signal: new AbortController().signal },
  )
  expectType<string>()(paid.errMsg)
  await page.pay({ ...payment, appId: '', timestamp: 1 })

  await page.miniProgram.navigateTo({ url: '/pages/index' })
  await page.miniProgram.navigateBack()
  await page.miniProgram.postMessage({ data: { any: ['thing'] } })
  expectType<boolean>()((await page.miniProgram.getEnv()).miniprogram)

  const answer = await page.call('anApiOfTomorrow', { with: 1 })
  expectType<string>()(answer.errMsg)
  expectType<unknown>()(answer.extraData)
}

promised().catch((error: unknown) => {
  if (isWxError(error, 'CANCELLED')) return
  if (error instanceof WxError) {
    expectType<string>()(error.errMsg)
    expectType<string>()(error.hint)
    expectType<string | undefined>()(error.api)
  }
})
